import { html } from "lit";
import "./number-field";

/** A named number with its unit, on a line of its own. */
export const fieldLine = (
  name: string,
  value: number,
  unit: string,
  set: (value: number) => void,
  { min = 0, max = Number.MAX_SAFE_INTEGER, step = 1 } = {},
) => html`<div class="line">
  <span>${name}</span>
  <number-field
    label=${name}
    unit=${unit}
    .value=${value}
    .min=${min}
    .max=${max}
    .step=${step}
    @number-change=${({ detail }: CustomEvent<number>) => set(detail)}
  ></number-field>
</div>`;
