import { html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import {
  type AdministrationForm,
  type AdministrationKey,
  administrationForm,
  administrationFrom,
  netOf,
} from "../src/app/administrationForm";
import type { CaseChange } from "../src/app/caseChange";
import { sentenceOf } from "../src/app/job";
import type { OpenPlan } from "../src/app/openPlan";
import { type Case, parseCase } from "../src/records/caseFile";
import { sentenceName } from "../src/volume/readableName";
import { threeFigures } from "./format";
import { quantifyStyles } from "./quantifyStyles";
import { baseStyles } from "./theme";
import "./administration-fields";
import "./help-note";

/**
 * What was administered: assay, residues, extravasation, impurities and what was excreted, to be typed and calculated with.
 *
 * @fires case-change - `detail` is a CaseChange with another administration.
 */
@customElement("quantify-administration")
export class QuantifyAdministration extends LitElement {
  static override styles = [baseStyles, quantifyStyles];

  @property({ attribute: false }) plan!: OpenPlan;
  @state() private typed: Partial<AdministrationForm> = {};
  @state() private problem: string | undefined;

  override render() {
    const data = this.plan.case;
    if (!data) return html`<p class="quiet">This plan was opened without its case.</p>`;
    const form = { ...administrationForm(data.administration), ...this.typed };
    return html`
      <h2>
        What was administered
        <help-note about="Administration">
          <p>
            Times as 2026-03-02T09:15:00+01:00, with the offset of their clock. The assay, less decay,
            residues and extravasation, is held against the administered activity, which the doses go by; take it over where it should
            be. Impurities, and what grows from them in the patient (177Lu of 177mLu, 227Th and 223Ra of 227Ac), get their dose under the biology of the main nuclide.
          </p>
        </help-note>
      </h2>
      <administration-fields
        asks-purpose
        .form=${form}
        .given=${data.administration}
        @administration-typed=${({ detail }: CustomEvent<AdministrationForm>) => this.#set(form, detail)}
      >
        ${this.#impurities()}
      </administration-fields>
      ${this.problem === undefined ? nothing : html`<p class="error" role="alert">${this.problem}</p>`}
      <div class="row">
        <button class="primary" ?disabled=${Object.keys(this.typed).length === 0} @click=${() => this.#calculate(form, data)}>
          Calculate with this administration
        </button>
        <button ?disabled=${Object.keys(this.typed).length === 0} @click=${this.#forget}>As before</button>
      </div>
    `;
  }

  /** What impurities give in this plan. */
  #impurities() {
    const { impurities = [], structureDoses } = this.plan.result;
    const total = new Map(structureDoses.map((dose) => [dose.structureId, dose]));
    return impurities.map(
      ({ nuclide, share, meanGyPerGBq, grown = [] }) => html`<table>
        <thead>
          <tr>
            <th>
              ${nuclide}, ${threeFigures(100 * share)} % of the
              activity${grown.length > 0 ? `, and ${grown.map((daughter) => daughter.nuclide).join(", ")} grown from it` : ""}, gives
            </th>
            <th class="number">mGy/GBq</th>
            <th class="number">of the dose</th>
          </tr>
        </thead>
        <tbody>
          ${meanGyPerGBq.map(({ structureId, gy }) => {
            const dose = total.get(structureId);
            return html`<tr>
              <td>${sentenceName(dose?.name ?? structureId)}</td>
              <td class="number">${threeFigures(1000 * gy)}</td>
              <td class="number">${dose && dose.meanGyPerGBq > 0 ? `${threeFigures((100 * gy) / dose.meanGyPerGBq)} %` : ""}</td>
            </tr>`;
          })}
        </tbody>
      </table>`,
    );
  }

  #set(before: AdministrationForm, after: AdministrationForm) {
    const keys = Object.keys(after) as AdministrationKey[];
    const changed = keys.filter((key) => after[key] !== before[key]);
    for (const key of changed) this.typed = { ...this.typed, [key]: after[key] };
    this.problem = undefined;
  }

  #forget = () => {
    this.typed = {};
    this.problem = undefined;
  };

  #calculate(form: AdministrationForm, data: Case) {
    try {
      const administration = administrationFrom(form, data.administration);
      netOf(administration);
      const changed = parseCase(JSON.stringify({ ...data, administration }), "administration");
      const detail: CaseChange = {
        name: "Administration",
        case: changed,
        camera: this.plan.camera,
      };
      this.typed = {};
      this.dispatchEvent(new CustomEvent("case-change", { detail, bubbles: true, composed: true }));
    } catch (error) {
      this.problem = sentenceOf(error);
    }
  }
}
