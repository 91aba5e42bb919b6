import { html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import {
  type CaseChange,
  statesRate,
  undoesDeadTime,
  withDeadTime,
  withKineticsOver,
  withPartialVolume,
} from "../src/app/caseChange";
import type { OpenPlan } from "../src/app/openPlan";
import type { KineticsOver, Prescription } from "../src/app/planResult";
import type { CameraSetting } from "../src/quantification/camera";
import {
  PARTIAL_VOLUME_METHODS,
  type PartialVolumeMethod,
} from "../src/quantification/partialVolume";
import type { Case } from "../src/records/caseFile";
import { threeFigures } from "./format";
import { quantifyStyles } from "./quantifyStyles";
import { baseStyles } from "./theme";
import "./help-note";

/**
 * What the activities were made with, and the steps that can be switched. Each switch calculates the case again.
 *
 * @fires case-change - `detail` is a CaseChange.
 */
@customElement("quantify-settings")
export class QuantifySettings extends LitElement {
  static override styles = [baseStyles, quantifyStyles];

  @property({ attribute: false }) plan!: OpenPlan;
  /** Chosen in place of that of the case. */
  @property({ attribute: false }) camera: CameraSetting | undefined;

  override render() {
    const { study, result } = this.plan;
    const { administration, timePoints, camera } = study;
    const { prescription, budget } = result;
    const { partialVolumeFwhmMm: stated, readingErrorPercent } = prescription;
    const fwhm = stated ?? camera?.resolutionMm;
    const nuclides = [...new Set(timePoints.map(({ nuclide }) => nuclide))].join(", ");
    return html`
      <h2>Settings</h2>
      <dl>
        <dt>Administered</dt>
        <dd>${threeFigures(administration.activityMBq / 1000)} GBq ${administration.nuclide} ${administration.carrier}</dd>
        <dt>Scans</dt>
        <dd>${timePoints.length} of ${nuclides}, ${[...new Set(timePoints.map(({ modality }) => modality))].join(" and ")}</dd>
        <dt>Resolution</dt>
        <dd>${fwhm === undefined ? "not given" : fwhm === 0 ? "none: only edge voxels are shared out" : `${threeFigures(fwhm)} mm FWHM`}</dd>
        <dt>Partial volume</dt>
        <dd>${CORRECTION_TEXT[methodOf(prescription, fwhm)]}</dd>
        <dt>Error of a reading</dt>
        <dd>${readingErrorPercent === undefined ? "not given: all readings weigh alike" : `${threeFigures(readingErrorPercent)} % (one standard deviation)`}</dd>
        ${camera ? cameraFacts(camera) : nothing}
      </dl>
      ${this.plan.case ? this.#switches(this.plan.case, methodOf(prescription, fwhm), fwhm) : nothing}
      <ul class="quiet small">
        ${budget.assumptions.map((sentence) => html`<li>${sentence}</li>`)}
      </ul>
    `;
  }

  #switches(data: Case, method: PartialVolumeMethod, fwhm: number | undefined) {
    const { camera } = this.plan.study;
    const possible: Record<PartialVolumeMethod, boolean> = {
      none: true,
      transferMatrix: fwhm !== undefined,
      recovery: fwhm !== undefined && camera?.recovery !== undefined,
    };
    const over = data.kinetics.over ?? "structures";
    return html`
      <h2>
        Switch a step
        <help-note about="Switch a step">
          <p>
            The case is calculated again with the step changed; the figures of every structure before and
            after stand below, with the way back.
          </p>
        </help-note>
      </h2>
      <div class="row">
        <label>
          Partial volume
          <select
            @change=${(event: Event) => {
              const chosen = (event.target as HTMLSelectElement).value as PartialVolumeMethod;
              this.#fire(`Partial volume: ${METHOD_NAME[chosen]}`, withPartialVolume(data, chosen));
            }}
          >
            ${PARTIAL_VOLUME_METHODS.map(
              (
                name,
              ) => html`<option value=${name} .selected=${name === method} ?disabled=${!possible[name]}>
                ${METHOD_NAME[name]}${possible[name] ? "" : name === "recovery" ? " (needs a camera with a recovery curve)" : " (needs a resolution)"}
              </option>`,
            )}
          </select>
        </label>
        <label>
          Kinetics over
          <select
            @change=${(event: Event) => {
              const chosen = (event.target as HTMLSelectElement).value as KineticsOver;
              this.#fire(
                `Kinetics over ${chosen === "structures" ? chosen : "voxels"}`,
                withKineticsOver(data, chosen),
              );
            }}
          >
            ${KINETICS_OVER.map(({ id, name }) => html`<option value=${id} .selected=${id === over}>${name}</option>`)}
          </select>
        </label>
        ${
          statesRate(data)
            ? html`<label>
                <input
                  type="checkbox"
                  .checked=${undoesDeadTime(data)}
                  @change=${(event: Event) => {
                    const on = (event.target as HTMLInputElement).checked;
                    this.#fire(`Dead time: ${on ? "undone" : "left in"}`, withDeadTime(data, on));
                  }}
                />
                Dead time undone
              </label>`
            : nothing
        }
      </div>
    `;
  }

  #fire(name: string, data: Case) {
    const detail: CaseChange = { name, case: data, camera: this.camera };
    this.dispatchEvent(new CustomEvent("case-change", { detail, bubbles: true, composed: true }));
  }
}

const KINETICS_OVER: readonly { readonly id: KineticsOver; readonly name: string }[] = [
  { id: "structures", name: "structures" },
  { id: "voxelShape", name: "voxels; how much, by structures" },
  { id: "voxels", name: "voxels alone" },
];

const METHOD_NAME: Readonly<Record<PartialVolumeMethod, string>> = {
  none: "off",
  transferMatrix: "transfer matrix",
  recovery: "recovery curve",
};

const CORRECTION_TEXT: Readonly<Record<PartialVolumeMethod, string>> = {
  none: "not corrected: activities as the images show them",
  transferMatrix:
    "spill between the structures and their surroundings undone together (transfer matrix)",
  recovery: "mean above the surroundings divided by the recovery of the camera",
};

const methodOf = (
  { partialVolume }: Prescription,
  fwhmMm: number | undefined,
): PartialVolumeMethod => partialVolume ?? (fwhmMm === undefined ? "none" : "transferMatrix");

const cameraFacts = ({ name, measuredOn, factor, deadTimeS, recovery }: CameraSetting) => html`
  <dt>Camera</dt>
  <dd>${name}, phantom of ${measuredOn}</dd>
  <dt>Calibration</dt>
  <dd>
    ${threeFigures(1e6 / factor.bqPerCountPerS)} counts/s per
    MBq${factor.relativeUncertainty === undefined ? "" : ` ± ${threeFigures(100 * factor.relativeUncertainty)} %`}.
    ${factor.note}
  </dd>
  <dt>Dead time</dt>
  <dd>${deadTimeS === undefined ? "not measured" : `${threeFigures(deadTimeS * 1e6)} µs`}</dd>
  <dt>Recovery curve</dt>
  <dd>${recovery ? "measured" : "not measured"}</dd>
`;
