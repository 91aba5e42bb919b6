import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { styleMap } from "lit/directives/style-map.js";
import { budgetCsv } from "../src/app/budgetCsv";
import type { RegionBudget } from "../src/app/planBudget";
import type { PlanResult } from "../src/app/planResult";
import {
  BUDGET_STEPS,
  type BudgetStep,
  type UncertaintyBudget,
} from "../src/quantification/uncertaintyBudget";
import { sentenceName } from "../src/volume/readableName";
import { threeFigures } from "./format";
import { quantifyStyles } from "./quantifyStyles";
import { saveFile } from "./saveFile";
import { baseStyles } from "./theme";
import "./help-note";

/** How far the time-integrated activity and the mean dose of every structure are known, and through which step: a bar and a number for each. */
@customElement("budget-bars")
export class BudgetBars extends LitElement {
  static override styles = [
    baseStyles,
    quantifyStyles,
    css`
      td.bar {
        width: 11%;
        padding-bottom: 5px;
        text-align: right;
        vertical-align: bottom;
      }
      td.bar i {
        display: block;
        height: 5px;
        margin-top: 2px;
        background: var(--accent);
      }
      td.all i {
        background: var(--text-quiet);
      }
      td.first {
        border-left: 1px solid var(--rule-strong);
      }
      tr.dose td {
        border-top-style: dotted;
      }
      td.largest {
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) result!: PlanResult;

  override render() {
    const { budget } = this.result;
    const full = Math.max(
      ...budget.regions.flatMap(({ tia, meanDose }) => [
        tia.relativeUncertainty,
        meanDose?.relativeUncertainty ?? 0,
      ]),
      1e-9,
    );
    return html`
      <div class="row">
        <h2>
          Uncertainty of every structure <span class="unit">(%, one standard deviation)</span>
          <help-note about="Uncertainty budget">
            <p>
              What each step from counts to dose contributes; independent steps add by their squares. The
              volume acts through counts and recovery at once, and in the mean dose through the mass too.
              The largest step of a row is in bold. All bars have one scale.
            </p>
            <p class="quiet">After Gear et al., EJNMMI 45 (2018) 2456.</p>
          </help-note>
        </h2>
        <button @click=${() => saveFile("uncertainty.csv", budgetCsv(budget), "text/csv")}>
          Save CSV
        </button>
      </div>
      <table>
        <thead>
          <tr>
            <th>Structure</th>
            <th>of the</th>
            ${BUDGET_STEPS.map((step) => html`<th class="number">${STEP_NAME[step]}</th>`)}
            <th class="number">together</th>
          </tr>
        </thead>
        <tbody>
          ${budget.regions.map((region, r) => this.#rows(region, this.result.regions[r]!.name, full))}
        </tbody>
      </table>
      <ul class="quiet small">
        ${budget.assumptions.map((sentence) => html`<li>${sentence}</li>`)}
        ${budget.regions.flatMap(({ notes }, r) =>
          notes.map(
            (note) => html`<li>${sentenceName(this.result.regions[r]!.name)}: ${note}</li>`,
          ),
        )}
      </ul>
    `;
  }

  #rows({ tia, meanDose }: RegionBudget, name: string, full: number) {
    return html`
      <tr>
        <td>${sentenceName(name)}</td>
        <td class="quiet">time-integrated activity</td>
        ${cells(tia, full)}
      </tr>
      ${
        meanDose
          ? html`<tr class="dose">
              <td></td>
              <td class="quiet">mean dose</td>
              ${cells(meanDose, full)}
            </tr>`
          : nothing
      }
    `;
  }
}

const STEP_NAME: Readonly<Record<BudgetStep, string>> = {
  calibration: "calibration",
  recovery: "recovery",
  volume: "volume",
  fit: "fit",
  registration: "registration",
};

function cells({ contributions, relativeUncertainty }: UncertaintyBudget, full: number) {
  const largest = Math.max(...contributions.map((c) => c.relativeUncertainty));
  const bar = (share: number) =>
    html`${threeFigures(100 * share)}<i style=${styleMap({ width: `${(100 * share) / full}%`, marginLeft: "auto" })}></i>`;
  return html`
    ${BUDGET_STEPS.map((step) => {
      const share = contributions.find((c) => c.step === step)!.relativeUncertainty;
      return html`<td class="bar ${share === largest ? "largest" : ""}">${bar(share)}</td>`;
    })}
    <td class="bar all first">${bar(relativeUncertainty)}</td>
  `;
}
