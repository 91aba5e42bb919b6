import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { PatientCurve } from "../src/planning/patientCurve";
import type { MeasurementErrors, PatientData } from "../src/planning/patientData";
import type { PatientFigures } from "../src/planning/patientFigures";
import { errorPercent, USUAL_ERRORS } from "../src/planning/usualErrors";
import { controlStyles } from "./controlStyles";
import { threeFigures } from "./format";
import { optionalField } from "./optionalField";
import { patientStyles } from "./patientStyles";
import { baseStyles } from "./theme";
import "./help-note";

/**
 * Errors of what doses by blood and probe are reckoned with: those of the curves, and those that are typed with where they come from.
 *
 * @fires errors-change - `detail` is the MeasurementErrors; undefined: none is stated.
 */
@customElement("patient-errors")
export class PatientErrors extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    patientStyles,
    css`
      :host {
        display: block;
        max-width: 420px;
        margin-top: 14px;
      }
      .line input.source {
        width: 22ch;
        text-align: left;
      }
    `,
  ];

  @property({ attribute: false }) patient!: PatientData;
  @property({ attribute: false }) figures!: PatientFigures;

  override render() {
    const { blood, wholeBody, marrow } = this.figures;
    if (!blood && !wholeBody) return nothing;
    const byMarrow = typeof marrow !== "string";
    const plasma = byMarrow && this.patient.marrowCarrier === "plasma";
    return html`
      <h2>
        Errors, one standard deviation
        <help-note about="Errors of blood and whole body">
          <p>
            They enter the interval of the largest activity, the risk and the tornado: blood dose
            108·τ(blood) + 0.0188·w^(−2/3)·τ(body), whole body w^−0.921·τ(body), marrow by blood
            τ(blood)·ratio + cross-dose. Curves bring the standard error of their fit (readings known
            to 5 %). The mass of the marrow cancels in its own dose. Where nothing was typed the usual error stands;
            0 means that it is known exactly, an empty field brings the usual one back:
          </p>
          <ul>
            ${NAMES.map(([key, name]) => html`<li>${name} ${USUAL_ERRORS[key].percent} % (${USUAL_ERRORS[key].source})</li>`)}
          </ul>
        </help-note>
      </h2>
      ${curve("Residence time of blood", blood)} ${curve("Residence time of the whole body", wholeBody)}
      ${blood ? this.#field("Calibration of blood samples", "bloodCalibrationPercent") : nothing}
      ${this.#field("Body weight", "weightPercent")}
      ${plasma ? this.#field("Haematocrit, of its value", "haematocritPercent") : nothing}
      ${byMarrow ? this.#field("Marrow over blood", "marrowRatioPercent") : nothing}
      <label class="line">
        <span>Where these come from</span>
        <input
          class="source"
          aria-label="Source of the errors"
          .value=${this.patient.errors?.source ?? ""}
          @change=${(event: Event) => {
            const source = (event.target as HTMLInputElement).value.trim();
            this.#set({ source: source === "" ? undefined : source });
          }}
        />
      </label>
    `;
  }

  #field(name: string, key: keyof Omit<MeasurementErrors, "source">) {
    const usual = this.patient.errors?.[key] === undefined;
    return optionalField(
      name,
      errorPercent(this.patient, key),
      "%",
      (percent) => {
        this.#set({ [key]: percent });
        // An empty field shows the usual error again, also where it stood before.
        this.requestUpdate();
      },
      { max: 100, note: usual ? "usual" : "" },
    );
  }

  #set(change: { readonly [K in keyof MeasurementErrors]?: MeasurementErrors[K] | undefined }) {
    const merged = Object.entries({ ...this.patient.errors, ...change });
    const stated = merged.filter(([, value]) => value !== undefined);
    const detail = stated.length > 0 ? Object.fromEntries(stated) : undefined;
    this.dispatchEvent(new CustomEvent("errors-change", { detail, bubbles: true, composed: true }));
  }
}

const NAMES = [
  ["bloodCalibrationPercent", "Calibration of blood samples"],
  ["weightPercent", "weight"],
  ["haematocritPercent", "haematocrit"],
  ["marrowRatioPercent", "marrow over blood"],
] as const;

function curve(name: string, of: PatientCurve | undefined) {
  if (!of) return nothing;
  const { residenceErrorH, residenceH } = of;
  const text =
    residenceErrorH === undefined
      ? "the fit has none: that of Uncertainty"
      : `${threeFigures((100 * residenceErrorH) / residenceH)} % by its fit`;
  return html`<div class="line"><span>${name}</span><span class="quiet">${text}</span></div>`;
}
