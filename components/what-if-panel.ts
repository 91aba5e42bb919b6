import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { changedEarlier } from "../src/app/diagnosticEarlier";
import type { PlanResult } from "../src/app/planResult";
import { criteriaOf } from "../src/app/planView";
import { NO_EDITS, type WhatIf } from "../src/app/session";
import { nuclide } from "../src/physics/nuclides";
import { HOUR_S } from "../src/physics/units";
import type { PatientFactor } from "../src/planning/limit";
import { criteriaUnder } from "../src/planning/scenario";
import { baseStyles } from "./theme";
import { whatIfStyles } from "./whatIfStyles";
import "./number-field";
import "./what-if-daughters";
import "./what-if-diagnostic";
import "./what-if-earlier";
import "./what-if-kinetics";
import "./what-if-limits";
import "./what-if-own";
import "./what-if-protocol";
import "./what-if-rbe";

/**
 * Everything that can be asked without a new calculation, in groups that fold.
 *
 * @fires what-if - `detail` is the changed part of the what-if.
 * @fires protocol-choose - `detail` is the Protocol.
 */
@customElement("what-if-panel")
export class WhatIfPanel extends LitElement {
  static override styles = [
    baseStyles,
    whatIfStyles,
    css`
      details {
        border-top: 1px solid var(--rule);
      }
      h2 {
        margin-bottom: 4px;
      }
      summary {
        padding: 5px 0;
        cursor: pointer;
        font-weight: 600;
      }
      summary small {
        font-size: 12px;
        font-weight: 400;
        color: var(--accent);
        margin-left: 6px;
      }
      details[open] {
        padding-bottom: 8px;
      }
      .line:first-of-type {
        border-top: none;
      }
    `,
  ];

  /** As calculated. */
  @property({ attribute: false }) result!: PlanResult;
  @property({ attribute: false }) whatIf: WhatIf = NO_EDITS;

  override render() {
    const { whatIf, result } = this;
    const protocol = whatIf.protocol ?? result.prescription.protocol;
    const edited = { ...protocol, ...criteriaOf(protocol, whatIf), cycles: whatIf.cycles };
    const criteria = [...protocol.limits, ...protocol.goals];
    const changed = criteria.filter(({ id }) => whatIf.criteria[id]).length;
    const hasAlphas = result.structureDoses.some(({ alphaShare = 0 }) => alphaShare > 0);
    return html`
      <h2>What if</h2>
      ${group(
        "Kinetics and mass",
        Object.keys(whatIf.regions).length,
        html`<what-if-kinetics
          .regions=${result.regions}
          .changes=${whatIf.regions}
          .physicalHalfLifeH=${nuclide(result.prescription.nuclide).halfLifeS / HOUR_S}
        ></what-if-kinetics>`,
        true,
      )}
      ${
        result.chain
          ? group(
              `Daughters of ${result.prescription.nuclide}`,
              Number(whatIf.daughters !== undefined),
              html`<what-if-daughters .result=${result} .changes=${whatIf.daughters}></what-if-daughters>`,
              true,
            )
          : nothing
      }
      ${group("Course", Number(whatIf.cycles !== protocol.cycles), this.#course(), true)}
      ${
        hasAlphas
          ? group(
              "RBE of alphas",
              Number(whatIf.rbeAlpha !== undefined),
              html`<what-if-rbe
                .criteria=${criteria}
                .changes=${whatIf.criteria}
                .rbeAlpha=${whatIf.rbeAlpha}
              ></what-if-rbe>`,
              true,
            )
          : nothing
      }
      ${group(
        "Limits, goals and biology",
        changed,
        html`<what-if-limits
          .criteria=${criteriaUnder(criteria, {}, whatIf.rbeAlpha)}
          .changes=${whatIf.criteria}
        ></what-if-limits>
          <what-if-own
            .protocol=${protocol}
            .calculated=${result.prescription.protocol}
            .structures=${result.structureDoses}
            ?hasAlphas=${hasAlphas}
          ></what-if-own>`,
      )}
      ${group(
        "Earlier dose",
        changedEarlier(whatIf.earlier, result.diagnosticDose),
        html`<what-if-earlier .structures=${result.structureDoses} .earlier=${whatIf.earlier}></what-if-earlier>
          <what-if-diagnostic
            .structures=${result.structureDoses}
            .earlier=${whatIf.earlier}
            .calculated=${result.diagnosticDose}
          ></what-if-diagnostic>`,
      )}
      ${group(
        "Protocol and nuclide",
        Number(whatIf.protocol !== undefined),
        html`<what-if-protocol
          .protocol=${protocol}
          .edited=${edited}
          .nuclide=${result.prescription.nuclide}
        ></what-if-protocol>`,
      )}
    `;
  }

  #course() {
    const { cycles, weeksBetweenCycles } = this.whatIf;
    return html`
      ${this.#number("Cycles", cycles, "", 1, 20, (value) => ({ cycles: Math.round(value) }))}
      ${
        cycles > 1
          ? this.#number("Between cycles", weeksBetweenCycles ?? 8, "weeks", 0, 520, (value) => ({
              weeksBetweenCycles: value,
            }))
          : nothing
      }
      ${this.#factors()}
    `;
  }

  /** What decides which of the protocol's limits hold. */
  #factors() {
    const protocol = this.whatIf.protocol ?? this.result.prescription.protocol;
    const asked = [...protocol.limits, ...protocol.goals].flatMap(({ when }) =>
      when ? [when.factor] : [],
    );
    return [...new Set(asked)].map((factor) => this.#factor(factor));
  }

  #factor(factor: PatientFactor) {
    const { factors } = this.whatIf;
    const { name, unit, yesNo } = FACTOR[factor];
    const { [factor]: value, ...others } = factors;
    const set = (next: number | undefined) =>
      this.#fire({ factors: next === undefined ? others : { ...others, [factor]: next } });
    if (yesNo)
      return html`<div class="line ${value === undefined ? "" : "changed"}">
        <span>${name}</span>
        <select
          aria-label=${name}
          @change=${(event: Event) => {
            const { value: chosen } = event.target as HTMLSelectElement;
            set(chosen === "" ? undefined : Number(chosen));
          }}
        >
          <option value="" .selected=${value === undefined}>not known</option>
          <option value="1" .selected=${value === 1}>yes</option>
          <option value="0" .selected=${value === 0}>no</option>
        </select>
      </div>`;
    return html`<div class="line ${value === undefined ? "" : "changed"}">
      <span>${name}</span>
      ${
        value === undefined
          ? html`<button class="plain small" @click=${() => set(1)}>not known: enter</button>`
          : html`<button class="plain small" @click=${() => set(undefined)}>not known</button>
              <number-field
                label=${name}
                unit=${unit}
                .value=${value}
                step="0.1"
                @number-change=${({ detail }: CustomEvent<number>) => set(detail)}
              ></number-field>`
      }
    </div>`;
  }

  #number(
    name: string,
    value: number,
    unit: string,
    min: number,
    max: number,
    change: (value: number) => Partial<WhatIf>,
  ) {
    return html`<div class="line">
      <span>${name}</span>
      <number-field
        label=${name}
        unit=${unit}
        .min=${min}
        .max=${max}
        .value=${value}
        @number-change=${({ detail }: CustomEvent<number>) => this.#fire(change(detail))}
      ></number-field>
    </div>`;
  }

  #fire(detail: Partial<WhatIf>) {
    this.dispatchEvent(new CustomEvent("what-if", { detail, bubbles: true, composed: true }));
  }
}

const group = (name: string, changes: number, content: unknown, open = false) => html`
  <details ?open=${open}>
    <summary>${name}${changes > 0 ? html`<small>${changes} changed</small>` : nothing}</summary>
    ${content}
  </details>
`;

const FACTOR: Readonly<
  Record<PatientFactor, { readonly name: string; readonly unit: string; readonly yesNo: boolean }>
> = {
  bilirubinMgPerDl: { name: "Bilirubin", unit: "mg/dL", yesNo: false },
  kidneyRiskFactors: { name: "Risk factors of the kidneys", unit: "", yesNo: true },
  plateletsGPerL: { name: "Platelets", unit: "G/L", yesNo: false },
  diffuseLungMetastases: { name: "Diffuse lung metastases", unit: "", yesNo: true },
};
