import { html } from "lit";
import { live } from "lit/directives/live.js";

/** A named number with its unit that may be left empty, `note` beside the unit; what is no number of 0 or more is not taken. */
export const optionalField = (
  name: string,
  value: number | undefined,
  unit: string,
  set: (value: number | undefined) => void,
  { max = Number.MAX_SAFE_INTEGER, note = "" } = {},
) => html`<label class="line">
  <span>${name}</span>
  <span>
    <input
      type="number"
      min="0"
      max=${max}
      step="any"
      aria-label=${unit ? `${name}, ${unit}` : name}
      .value=${live(value === undefined ? "" : String(Number(value.toPrecision(6))))}
      @change=${(event: Event) => {
        const input = event.target as HTMLInputElement;
        if (input.value === "" && !input.validity.badInput) set(undefined);
        else if (input.validity.valid) set(input.valueAsNumber);
        else input.reportValidity();
      }}
    />
    <span class="unit quiet">${note ? `${unit} ${note}` : unit}</span>
  </span>
</label>`;
