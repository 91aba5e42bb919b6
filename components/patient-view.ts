import { html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { sentenceOf } from "../src/app/job";
import type { OpenPlan } from "../src/app/openPlan";
import { patientFiguresOf } from "../src/app/patientInput";
import { retentionPerGBq } from "../src/app/patientRelease";
import { patientRows } from "../src/app/patientTable";
import { releaseWishOf } from "../src/app/planRelease";
import { planBasis } from "../src/app/planView";
import { edit, type Intention, type WhatIf } from "../src/app/session";
import type { PatientFactor } from "../src/planning/limit";
import {
  BLOOD_UNITS,
  BODY_UNITS,
  MARROW_BY,
  type MeasurementErrors,
  type PatientData,
  type PatientSeries,
  type ReleaseWish,
  UPTAKE_UNITS,
} from "../src/planning/patientData";
import type { PatientFigures } from "../src/planning/patientFigures";
import { sentenceName } from "../src/volume/readableName";
import { controlStyles } from "./controlStyles";
import { threeFigures } from "./format";
import { optionalField } from "./optionalField";
import { pageDialogStyles } from "./pageDialogStyles";
import type { PatientSeriesForm } from "./patient-series";
import { patientStyles } from "./patientStyles";
import { baseStyles } from "./theme";
import "./patient-curve";
import "./patient-errors";
import "./patient-release";
import "./patient-series";

/**
 * What is measured of the patient beside images, over the whole page: typed, pasted or imported, with curves, what they give, and the limits
 * that rest on them. Every change is a what-if, at once and to be undone. Open it with `show()`.
 *
 * @fires intention - A change of the session.
 */
@customElement("patient-view")
export class PatientView extends LitElement {
  static override styles = [baseStyles, pageDialogStyles, controlStyles, patientStyles];

  /** As the what-if has it. */
  @property({ attribute: false }) plan: OpenPlan | undefined;
  @property({ attribute: false }) whatIf!: WhatIf;
  @state() private open = false;
  @query("dialog") private readonly dialog!: HTMLDialogElement;

  show() {
    this.open = true;
    if (!this.dialog.open) this.dialog.showModal();
  }

  override render() {
    return html`<dialog
      aria-label="Patient"
      @close=${() => {
        this.open = false;
      }}
    >
      <nav>
        <strong>Patient</strong>
        <span class="quiet">${this.plan?.study.patient ?? ""}</span>
        <button autofocus @click=${() => this.dialog.close()}>Close</button>
      </nav>
      ${this.open && this.plan ? this.#body(this.plan) : nothing}
    </dialog>`;
  }

  #body(plan: OpenPlan) {
    const { result } = plan;
    const asked = this.whatIf.protocol;
    const shown = asked
      ? { ...result, prescription: { ...result.prescription, protocol: asked } }
      : result;
    const patient = this.#patient;
    const figures = patientFiguresOf(shown, patient);
    const basis = planBasis(shown, this.whatIf);
    const release = retentionPerGBq(result, figures);
    return html`<main>
      <div>${this.#given(plan, patient)}</div>
      <div>
        <div class="plots">
          ${figures.blood ? html`<patient-curve name="Blood" unit="% of administered in 1 L" .curve=${figures.blood}></patient-curve>` : nothing}
          ${figures.wholeBody ? html`<patient-curve name="Whole body" unit="% of administered" .curve=${figures.wholeBody}></patient-curve>` : nothing}
          ${figures.thyroidUptake ? html`<patient-curve name="Thyroid" unit="% of administered" .curve=${figures.thyroidUptake}></patient-curve>` : nothing}
        </div>
        <h2>What this gives</h2>
        <table>
          ${patientRows(shown, patient, figures).map(
            ({ name, value, unit, source }) => html`<tr>
              <td>${name}</td>
              <td class="number" data-figure=${name}>${threeFigures(value)} ${unit}</td>
              <td class="small quiet">${source}</td>
            </tr>`,
          )}
        </table>
        ${this.#marrow(patient, figures)}
        <patient-errors
          .patient=${patient}
          .figures=${figures}
          @errors-change=${({ detail }: CustomEvent<MeasurementErrors | undefined>) => this.#set({ errors: detail })}
        ></patient-errors>
        <h2>Limits</h2>
        <table data-table="limits">
          ${basis.largest.perLimit.map(
            (held) => html`<tr
              class=${held === basis.largest.binding ? "binds" : ""}
            >
              <td>${held.limit.label}</td>
              <td>${sentenceName(held.structureName)}</td>
              <td class="number">
                ${held.totalActivityGBq === undefined ? "not reached" : `${threeFigures(held.totalActivityGBq)} GBq in all`}
                (${held === basis.largest.binding ? "binds" : held.limit.informational ? "shown only" : "limits"})
              </td>
            </tr>`,
          )}
        </table>
        ${basis.largest.notHeld.map(({ limit, reason }) => html`<p class="small" data-not-checked>${limit.label} is not checked: ${reason}.</p>`)}
        ${
          release
            ? html`<patient-release
                .nuclide=${result.prescription.nuclide}
                .retention=${release.retention}
                .source=${release.source}
                .wish=${releaseWishOf(patient, result.prescription.protocol)}
                .activityGBq=${this.whatIf.activityGBq / this.whatIf.cycles}
                .largestGBq=${basis.largest.activityGBq}
                @release-change=${({ detail }: CustomEvent<ReleaseWish>) => this.#set({ release: detail })}
              ></patient-release>`
            : nothing
        }
      </div>
    </main>`;
  }

  #given({ study, result }: OpenPlan, patient: PatientData) {
    const number = (
      name: string,
      key:
        | "weightKg"
        | "heightCm"
        | "ageY"
        | "bloodVolumeMl"
        | "creatinineMgPerDl"
        | "albuminGPerL",
      unit: string,
    ) =>
      optionalField(name, patient[key], unit, (value) => this.#set({ [key]: value || undefined }));
    const series = <K extends "blood" | "wholeBody" | "thyroidUptake">(
      key: K,
      name: string,
      units: readonly string[],
    ) => html`<h2>${name}</h2>
      <patient-series
        .name=${name}
        .units=${units}
        .series=${patient[key]}
        .nuclide=${study.administration.nuclide}
        .administeredMBq=${study.administration.activityMBq}
        @series-change=${(event: CustomEvent<PatientSeries | undefined>) => this.#take(key, event)}
      ></patient-series>`;
    const factor = (name: string, key: PatientFactor, unit: string) =>
      optionalField(name, this.whatIf.factors[key], unit, (value) => this.#factor(key, value));
    const { limits, goals } = (this.whatIf.protocol ?? result.prescription.protocol) as {
      limits: readonly { when?: { factor: PatientFactor } }[];
      goals: readonly { when?: { factor: PatientFactor } }[];
    };
    const decides = (key: PatientFactor) =>
      [...limits, ...goals].some(({ when }) => when?.factor === key)
        ? ""
        : " (decides no limit here)";
    return html`
      <h2>Body</h2>
      ${number("Weight", "weightKg", "kg")} ${number("Height", "heightCm", "cm")}
      ${choice("Sex", patient.sex ?? "", ["female", "male"], (sex) => this.#set({ sex: sex as PatientData["sex"] }))}
      ${number("Age", "ageY", "years")}
      ${optionalField("Haematocrit", patient.haematocrit === undefined ? undefined : 100 * patient.haematocrit, "%", (value) => this.#set({ haematocrit: value === undefined ? undefined : value / 100 }), { max: 70 })}
      ${number("Blood volume, if measured", "bloodVolumeMl", "mL")}
      <h2>Laboratory and findings</h2>
      ${number("Creatinine", "creatinineMgPerDl", "mg/dL")}
      ${number("Albumin", "albuminGPerL", "g/L")}
      ${factor(`Bilirubin${decides("bilirubinMgPerDl")}`, "bilirubinMgPerDl", "mg/dL")}
      ${factor(`Platelets${decides("plateletsGPerL")}`, "plateletsGPerL", "G/L")}
      ${yesNo(`Diffuse lung metastases${decides("diffuseLungMetastases")}`, this.whatIf.factors.diffuseLungMetastases, (value) => this.#factor("diffuseLungMetastases", value))}
      ${yesNo(`Kidney risk factors${decides("kidneyRiskFactors")}`, this.whatIf.factors.kidneyRiskFactors, (value) => this.#factor("kidneyRiskFactors", value))}
      ${series("blood", "Blood samples", BLOOD_UNITS)}
      ${choice("The carrier in marrow", patient.marrowCarrier ?? "", ["plasma", "peptide"], (value) => this.#set({ marrowCarrier: value as PatientData["marrowCarrier"] }))}
      ${series("wholeBody", "Whole-body readings", BODY_UNITS)}
      ${series("thyroidUptake", "Thyroid uptake test", UPTAKE_UNITS)}
    `;
  }

  #marrow(patient: PatientData, { marrow }: PatientFigures) {
    if (typeof marrow === "string")
      return patient.blood
        ? html`<p class="small quiet">No red marrow by blood: ${marrow}.</p>`
        : nothing;
    return choice(
      "Marrow limits are held against",
      patient.marrowBy ?? "both",
      MARROW_BY,
      (value) => this.#set({ marrowBy: value as PatientData["marrowBy"] }),
    );
  }

  get #patient(): PatientData {
    return this.whatIf.patient ?? this.plan?.result.prescription.patient ?? {};
  }

  #take(
    key: "blood" | "wholeBody" | "thyroidUptake",
    event: CustomEvent<PatientSeries | undefined>,
  ) {
    try {
      this.#set({ [key]: event.detail });
    } catch (error) {
      (event.target as PatientSeriesForm).refuse(sentenceOf(error));
    }
  }

  /** Takes a change; what makes no curve is thrown before the session has it. */
  #set(change: { readonly [K in keyof PatientData]?: PatientData[K] | undefined }) {
    const merged = Object.entries({ ...this.#patient, ...change });
    const patient = Object.fromEntries(merged.filter(([, value]) => value !== undefined));
    if (this.plan) patientFiguresOf(this.plan.result, patient);
    this.#fire((session) => edit(session, { patient }));
  }

  #factor(key: PatientFactor, value: number | undefined) {
    this.#fire((session) => {
      const { [key]: _, ...rest } = session.whatIf.factors;
      return edit(session, { factors: value === undefined ? rest : { ...rest, [key]: value } });
    });
  }

  #fire(detail: Intention) {
    this.dispatchEvent(new CustomEvent("intention", { detail, bubbles: true, composed: true }));
  }
}

const choice = (
  name: string,
  value: string,
  options: readonly string[],
  set: (value: string | undefined) => void,
) => html`<label class="line">
  <span>${name}</span>
  <select
    aria-label=${name}
    @change=${(event: Event) => set((event.target as HTMLSelectElement).value || undefined)}
  >
    ${options.includes(value) ? nothing : html`<option value="" selected>not stated</option>`}
    ${options.map((one) => html`<option value=${one} .selected=${one === value}>${one}</option>`)}
  </select>
</label>`;

const yesNo = (
  name: string,
  value: number | undefined,
  set: (value: number | undefined) => void,
) => html`<label class="line">
  <span>${name}</span>
  <select
    aria-label=${name}
    @change=${(event: Event) => {
      const chosen = (event.target as HTMLSelectElement).value;
      set(chosen === "" ? undefined : Number(chosen));
    }}
  >
    <option value="" .selected=${value === undefined}>not stated</option>
    <option value="0" .selected=${value === 0}>no</option>
    <option value="1" .selected=${value !== undefined && value > 0}>yes</option>
  </select>
</label>`;
