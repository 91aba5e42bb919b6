import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import {
  type AdministrationForm,
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
import "./help-note";

/**
 * What was administered: assay, residues, extravasation, impurities and what was excreted, to be typed and calculated with.
 *
 * @fires case-change - `detail` is a CaseChange with another administration.
 */
@customElement("quantify-administration")
export class QuantifyAdministration extends LitElement {
  static override styles = [
    baseStyles,
    quantifyStyles,
    css`
      .columns {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(340px, 1fr));
        gap: 8px 40px;
      }
      .columns > label,
      .columns > div > label {
        display: block;
        margin-bottom: 8px;
      }
      input,
      textarea {
        display: block;
        width: 100%;
        max-width: 380px;
        color: inherit;
        background: var(--ground);
        border: 1px solid var(--rule-strong);
        border-radius: 3px;
        font: inherit;
      }
      textarea {
        height: 4.4em;
      }
    `,
  ];

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
      <div class="columns">
        <div>
          ${this.#line(form, "activityMBq", "Administered activity (MBq)")} ${this.#line(form, "at", "Time of the administration")}
          ${this.#line(form, "assayMBq", "Assay (MBq)")} ${this.#line(form, "assayAt", "Time of the assay")}
          ${this.#line(form, "extravasatedPercent", "Extravasated (%)")}
        </div>
        <div>
          ${this.#lines(form, "residues", "Residues: where, MBq, time; one a line")}
          ${this.#lines(form, "impurities", "Impurities: nuclide, half-life (h), % at the assay; one a line")}
          ${this.#lines(form, "excretion", "Excreted by then: hours, % of the administered without decay; one a line")}
        </div>
        <div>${this.#account(form, data)} ${this.#impurities()}</div>
      </div>
      ${this.problem === undefined ? nothing : html`<p class="error" role="alert">${this.problem}</p>`}
      <div class="row">
        <button class="primary" ?disabled=${Object.keys(this.typed).length === 0} @click=${() => this.#calculate(form, data)}>
          Calculate with this administration
        </button>
        <button ?disabled=${Object.keys(this.typed).length === 0} @click=${this.#forget}>As before</button>
      </div>
    `;
  }

  #line(form: AdministrationForm, key: keyof AdministrationForm, title: string) {
    return html`<label>
      ${title}
      <input aria-label=${title} .value=${form[key]} @change=${(event: Event) => this.#set(key, (event.target as HTMLInputElement).value)} />
    </label>`;
  }

  #lines(form: AdministrationForm, key: keyof AdministrationForm, title: string) {
    return html`<label>
      ${title}
      <textarea aria-label=${title} .value=${form[key]} @change=${(event: Event) => this.#set(key, (event.target as HTMLTextAreaElement).value)}></textarea>
    </label>`;
  }

  /** From the assay to what was given, as far as the form can be read. */
  #account(form: AdministrationForm, data: Case) {
    const net = this.#netOf(form, data);
    if (!net) return nothing;
    const stated = Number(form.activityMBq);
    const off = 100 * (net.activityMBq / stated - 1);
    return html`
      <table>
        <thead>
          <tr>
            <th>From the assay</th>
            <th class="number">MBq</th>
          </tr>
        </thead>
        <tbody>
          ${net.steps.map(
            ({ what, beforeMBq, afterMBq }) => html`<tr>
              <td>${what}</td>
              <td class="number"><span class="quiet">${beforeMBq.toFixed(0)} →</span> ${afterMBq.toFixed(0)}</td>
            </tr>`,
          )}
          <tr>
            <td>against the administered activity</td>
            <td class="number">${off < 0 ? "−" : "+"}${Math.abs(off).toFixed(1)} %</td>
          </tr>
        </tbody>
      </table>
      <div class="row">
        <button @click=${() => this.#set("activityMBq", net.activityMBq.toFixed(1))}>
          Take ${net.activityMBq.toFixed(0)} MBq as administered
        </button>
      </div>
    `;
  }

  #netOf(form: AdministrationForm, data: Case) {
    try {
      return netOf(administrationFrom(form, data.administration));
    } catch {
      return undefined;
    }
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

  #set(key: keyof AdministrationForm, value: string) {
    this.typed = { ...this.typed, [key]: value };
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
