import { html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { forgetCamera, saveCameras, savedCameras } from "../src/app/cameraStore";
import type { CaseChange } from "../src/app/caseChange";
import { sentenceOf } from "../src/app/job";
import type { OpenPlan } from "../src/app/openPlan";
import type { CameraSetting } from "../src/quantification/camera";
import { parseCameras, writeCameras } from "../src/records/cameraFile";
import { threeFigures } from "./format";
import { quantifyStyles } from "./quantifyStyles";
import { saveFile } from "./saveFile";
import { baseStyles } from "./theme";
import "./camera-calibrate";
import "./help-note";

/**
 * The cameras saved on this computer: which one the case uses, more from a file or from a calibration, and out into a file.
 *
 * @fires case-change - `detail` is a CaseChange with another camera, or with that of the case.
 */
@customElement("camera-library")
export class CameraLibrary extends LitElement {
  static override styles = [baseStyles, quantifyStyles];

  @property({ attribute: false }) plan!: OpenPlan;
  @state() private cameras: readonly CameraSetting[] = [];
  @state() private problem: string | undefined;

  override connectedCallback() {
    super.connectedCallback();
    void this.#read();
  }

  override render() {
    const { cameras } = this;
    return html`
      <div class="row">
        <h2>
          Cameras saved on this computer
          <help-note about="Cameras">
            <p>
              A camera setting is what was measured once for a camera, collimator, energy window, nuclide and
              reconstruction, and holds for every patient imaged so. The list stays in this browser;
              save it as a file to keep it, or to use it with gyre plan.
            </p>
          </help-note>
        </h2>
        <label class="file">
          Add from a file
          <input type="file" accept=".json" @change=${this.#import} />
        </label>
        <button ?disabled=${cameras.length === 0} @click=${() => saveFile("cameras.json", writeCameras(cameras), "application/json")}>
          Save all as a file
        </button>
        ${
          this.plan.camera && this.plan.case
            ? html`<button @click=${() => this.#use(undefined)}>Back to the camera of the case</button>`
            : nothing
        }
      </div>
      ${this.problem === undefined ? nothing : html`<p class="error" role="alert">${this.problem}</p>`}
      ${inCounts(this.plan) ? nothing : html`<p class="quiet small">The scans of this case are in Bq/mL already: of a camera that is chosen only resolution, recovery curve and the error of the factor count.</p>`}
      ${cameras.length === 0 ? html`<p class="quiet">None yet: calibrate one below, or add a file.</p>` : this.#table()}
      <camera-calibrate @camera-save=${({ detail }: CustomEvent<CameraSetting>) => this.#keep([detail])}></camera-calibrate>
    `;
  }

  #table() {
    const seen = this.plan.study.timePoints[0]!.nuclide;
    const used = this.plan.study.camera?.id;
    return html`<table>
      <thead>
        <tr>
          <th>Camera</th>
          <th>Nuclide</th>
          <th>Collimator, window</th>
          <th class="number">counts/s per MBq</th>
          <th class="number">dead time (µs)</th>
          <th class="number">recovery ½ at (mL)</th>
          <th class="number">FWHM (mm)</th>
          <th>Measured</th>
          <th>By</th>
          <th></th>
        </tr>
      </thead>
      <tbody>
        ${this.cameras.map(
          (camera) => html`<tr>
            <td>${camera.name}</td>
            <td>${camera.nuclide}</td>
            <td>${camera.collimator}${camera.window ? `, ${camera.window}` : ""}</td>
            <td class="number">
              ${threeFigures(1e6 / camera.factor.bqPerCountPerS)}${camera.factor.relativeUncertainty === undefined ? "" : ` ± ${threeFigures(100 * camera.factor.relativeUncertainty)} %`}
            </td>
            <td class="number">${camera.deadTimeS === undefined ? "–" : threeFigures(camera.deadTimeS * 1e6)}</td>
            <td class="number">${camera.recovery ? threeFigures(camera.recovery.b1Ml) : "–"}</td>
            <td class="number">${camera.resolutionMm === undefined ? "–" : threeFigures(camera.resolutionMm)}</td>
            <td>${camera.measuredOn}</td>
            <td title=${camera.factor.note}>${METHOD[camera.factor.method]}</td>
            <td class="number">
              ${
                camera.id === used
                  ? html`<strong>in use</strong>`
                  : html`<button
                      ?disabled=${!this.plan.case || camera.nuclide !== seen}
                      title=${camera.nuclide === seen ? "Calculate the case with it" : `The scans show ${seen}`}
                      @click=${() => this.#use(camera)}
                    >
                      Use
                    </button>`
              }
              <button aria-label=${`Remove ${camera.name}`} @click=${() => this.#forget(camera.id)}>Remove</button>
            </td>
          </tr>`,
        )}
      </tbody>
    </table>`;
  }

  #use(camera: CameraSetting | undefined) {
    const detail: CaseChange = {
      name: camera ? `Camera: ${camera.name}` : "Camera: that of the case",
      case: this.plan.case!,
      camera,
    };
    this.dispatchEvent(new CustomEvent("case-change", { detail, bubbles: true, composed: true }));
  }

  #import = async (event: Event) => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    input.value = "";
    if (file) await this.#try(async () => this.#keep(parseCameras(await file.text(), file.name)));
  };

  #keep(settings: readonly CameraSetting[]) {
    return this.#try(() => saveCameras(settings));
  }

  #forget(id: string) {
    return this.#try(() => forgetCamera(id));
  }

  #read() {
    return this.#try(async () => {});
  }

  async #try(change: () => Promise<unknown>) {
    try {
      await change();
      this.cameras = await savedCameras();
      this.problem = undefined;
    } catch (error) {
      this.problem = sentenceOf(error);
    }
  }
}

const METHOD = {
  phantom: "phantom",
  patientRelative: "patient",
  planar: "planar",
  typed: "typed",
} as const;

const inCounts = ({ case: data }: OpenPlan) =>
  data?.scans.some(({ image }) => "acquisition" in image && image.acquisition) ?? false;
