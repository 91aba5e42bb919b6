import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import {
  type AdministrationForm,
  type AdministrationKey,
  administrationFrom,
  netOf,
} from "../src/app/administrationForm";
import type { StatedFact } from "../src/app/statedAdministration";
import type { Case } from "../src/records/caseFile";
import { quantifyStyles } from "./quantifyStyles";
import { baseStyles } from "./theme";

/**
 * The fields of an administration as they are typed, and the account from the assay to what was given. Slot: beside the account.
 *
 * @fires administration-typed - `detail` is the form with what was typed.
 */
@customElement("administration-fields")
export class AdministrationFields extends LitElement {
  static override styles = [
    baseStyles,
    quantifyStyles,
    css`
      .columns {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(340px, 100%), 1fr));
        gap: 8px 40px;
      }
      label {
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
      details {
        margin: 6px 0;
      }
      details > div {
        padding: 8px 0 0 16px;
      }
      summary {
        cursor: pointer;
      }
    `,
  ];

  @property({ attribute: false }) form!: AdministrationForm;
  /** Nuclide and carrier; undefined while the nuclide is not known. */
  @property({ attribute: false }) given: Case["administration"] | undefined;
  /** What files say of a field, shown below it. */
  @property({ attribute: false }) stated: Partial<Record<AdministrationKey, StatedFact>> = {};
  /** Whether it asks what the activity was given for. */
  @property({ type: Boolean, attribute: "asks-purpose" }) asksPurpose = false;
  /** What a plan can do without is folded away, while nothing was typed there. */
  @property({ type: Boolean }) folded = false;

  override render() {
    const first = html`${this.#line("activityMBq")} ${this.#line("at")} ${this.asksPurpose ? this.#purpose() : nothing}`;
    const assay = html`${this.#line("assayMBq")} ${this.#line("assayAt")} ${this.#line("extravasatedPercent")}`;
    const residues = this.#lines("residues");
    const impurities = this.#lines("impurities");
    const excretion = this.#lines("excretion");
    if (!this.folded)
      return html`<div class="columns">
        <div>${first} ${assay}</div>
        <div>${residues} ${impurities} ${excretion}</div>
        <div>${this.#account()}<slot></slot></div>
      </div>`;
    return html`
      <div class="columns">${first}</div>
      ${this.#fold("Assay, residues and extravasation", ["assayMBq", "assayAt", "residues", "extravasatedPercent"], html`<div class="columns">${assay} ${residues}</div>${this.#account()}`)}
      ${this.#fold("Impurities", ["impurities"], impurities)}
      ${this.#fold("Excreta", ["excretion"], excretion)}
    `;
  }

  #fold(title: string, keys: readonly AdministrationKey[], fields: TemplateResult) {
    const said = keys.some((key) => this.form[key].trim() !== "");
    return html`<details ?open=${said}>
      <summary>${title} <span class="quiet">${said ? "" : "(if known)"}</span></summary>
      <div>${fields}</div>
    </details>`;
  }

  #line(key: AdministrationKey) {
    return html`<label>
      ${TITLE[key]}
      <input aria-label=${TITLE[key]} .value=${this.form[key]} @change=${this.#typed(key)} />
      ${this.#statedAt(key)}
    </label>`;
  }

  #purpose() {
    return html`<label>
      ${TITLE.purpose}
      <select aria-label=${TITLE.purpose} @change=${this.#typed("purpose")}>
        ${PURPOSES.map(
          ([value, name]) =>
            html`<option value=${value} .selected=${value === this.form.purpose}>${name}</option>`,
        )}
      </select>
    </label>`;
  }

  #lines(key: AdministrationKey) {
    return html`<label>
      ${TITLE[key]}
      <textarea aria-label=${TITLE[key]} .value=${this.form[key]} @change=${this.#typed(key)}></textarea>
    </label>`;
  }

  /** Where a value comes from, and the way back to it where another was typed. */
  #statedAt(key: AdministrationKey) {
    const stated = this.stated[key];
    if (!stated) return nothing;
    const { value, origin } = stated;
    const other = value !== undefined && value !== this.form[key].trim();
    return html`<span class="small quiet origin">
      ${other ? html`Not as in the files: ` : nothing}${origin}
      ${other ? html`<button @click=${() => this.#take(key, value)}>As in the files</button>` : nothing}
    </span>`;
  }

  /** From the assay to what was given, as far as the form can be read. */
  #account() {
    const net = this.#net();
    if (!net) return nothing;
    const off = 100 * (net.activityMBq / Number(this.form.activityMBq) - 1);
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
            <td class="number">${Number.isFinite(off) ? `${off < 0 ? "−" : "+"}${Math.abs(off).toFixed(1)} %` : "–"}</td>
          </tr>
        </tbody>
      </table>
      <div class="row">
        <button @click=${() => this.#take("activityMBq", net.activityMBq.toFixed(1))}>
          Take ${net.activityMBq.toFixed(0)} MBq as administered
        </button>
      </div>
    `;
  }

  #net() {
    if (!this.given) return undefined;
    try {
      // Before an activity is typed, the account alone says what it may be.
      const activityMBq = this.form.activityMBq.trim() || "1";
      return netOf(administrationFrom({ ...this.form, activityMBq }, this.given));
    } catch {
      return undefined;
    }
  }

  #typed = (key: AdministrationKey) => (event: Event) =>
    this.#take(key, (event.target as HTMLInputElement).value);

  #take(key: AdministrationKey, value: string) {
    const detail: AdministrationForm = { ...this.form, [key]: value };
    this.dispatchEvent(
      new CustomEvent("administration-typed", { detail, bubbles: true, composed: true }),
    );
  }
}

const TITLE: Readonly<Record<AdministrationKey, string>> = {
  activityMBq: "Administered activity (MBq)",
  at: "Time of the administration",
  purpose: "Given for",
  assayMBq: "Assay (MBq)",
  assayAt: "Time of the assay",
  residues: "Residues: where, MBq, time; one a line",
  extravasatedPercent: "Extravasated (%)",
  impurities: "Impurities: nuclide, half-life (h), % at the assay; one a line",
  excretion: "Excreted by then: hours, % of the administered without decay; one a line",
};

const PURPOSES = [
  ["", "not said: images if of an imaging nuclide that is not planned"],
  ["diagnostic", "images: its own dose counts before the therapy"],
  ["therapy", "a cycle of the therapy"],
] as const;
