import { html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { WhatIf } from "../src/app/session";
import { threeFigures } from "../src/app/threeFigures";
import { type CommonRbe, commonRbe } from "../src/planning/commonRbe";
import type { Criterion } from "../src/planning/limit";
import { baseStyles } from "./theme";
import { whatIfStyles } from "./whatIfStyles";
import "./number-field";

/**
 * One RBE of alphas for all limits and goals that weigh them; those with a value of their own keep it.
 *
 * @fires what-if - `detail` is `{ rbeAlpha }`, undefined for the protocol's, or `{ criteria }` where own values go.
 */
@customElement("what-if-rbe")
export class WhatIfRbe extends LitElement {
  static override styles = [baseStyles, whatIfStyles];

  /** Of the protocol, with its own values. */
  @property({ attribute: false }) criteria: readonly Criterion[] = [];
  @property({ attribute: false }) changes: WhatIf["criteria"] = {};
  @property({ attribute: false }) rbeAlpha: number | undefined;

  override render() {
    const rbe = commonRbe(this.criteria, this.changes, this.rbeAlpha);
    if (!rbe) return nothing;
    return html`
      <div class="line ${this.rbeAlpha === undefined ? "" : "changed"}">
        <span title="Weighs the dose of alphas in limits and goals; absorbed doses stay.">
          All limits and goals
        </span>
        <number-field
          label="RBE of alphas in all limits and goals"
          min="0.01"
          max="100"
          .step=${0.5}
          .value=${rbe.rbeAlpha ?? rbe.ofProtocol[0]!}
          @number-change=${({ detail }: CustomEvent<number>) =>
            this.#fire({ rbeAlpha: isProtocols(detail, rbe) ? undefined : detail })}
        ></number-field>
      </div>
      <p class="note" data-rbe>${noteOf(rbe)}</p>
      ${this.#actions(rbe)}
    `;
  }

  #actions({ own }: CommonRbe) {
    if (own.length === 0 && this.rbeAlpha === undefined) return nothing;
    return html`<div class="actions">
      ${
        this.rbeAlpha === undefined
          ? nothing
          : html`<button @click=${() => this.#fire({ rbeAlpha: undefined })}>
              RBE as the protocol has it
            </button>`
      }
      ${
        own.length === 0
          ? nothing
          : html`<button @click=${() => this.#fire({ criteria: withoutOwnRbe(this.changes) })}>
              Drop own values
            </button>`
      }
    </div>`;
  }

  #fire(detail: Partial<WhatIf>) {
    this.dispatchEvent(new CustomEvent("what-if", { detail, bubbles: true, composed: true }));
  }
}

/** "In 4 limits and goals; the protocol has 5: …. 1 keeps its own: Kidney, mean dose 3." */
function noteOf({ weighed, ofProtocol, source, own }: CommonRbe): string {
  const kept = own.map(({ label, rbeAlpha }) => `${label} ${threeFigures(rbeAlpha)}`).join("; ");
  return [
    `In ${weighed} ${weighed === 1 ? "limit or goal" : "limits and goals"}; the protocol has ${ofProtocol.map(threeFigures).join(" and ")}: ${source}.`,
    ...(own.length === 0
      ? []
      : [
          `${own.length} ${own.length === 1 ? "criterion keeps its" : "criteria keep their"} own: ${kept}.`,
        ]),
  ].join(" ");
}

const isProtocols = (value: number, { ofProtocol }: CommonRbe) =>
  ofProtocol.length === 1 && ofProtocol[0] === value;

/** The changes of limits and goals but for their RBE. */
function withoutOwnRbe(changes: WhatIf["criteria"]): WhatIf["criteria"] {
  const kept = Object.entries(changes).flatMap(([id, { rbeAlpha: _, ...rest }]) =>
    Object.keys(rest).length > 0 ? [[id, rest] as const] : [],
  );
  return Object.fromEntries(kept);
}
