import { css, html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { calibrateInWorker } from "../src/app/calibrateInWorker";
import { type CalibratedCamera, type CameraForm, NEMA_SPHERES_ML } from "../src/app/cameraForm";
import { sentenceOf } from "../src/app/job";
import { numberRows } from "../src/app/typedRows";
import { nuclideNames } from "../src/physics/nuclides";
import {
  cameraIdOf,
  EMPTY_CAMERA,
  METHODS,
  NUMBERS,
  type NumberKey,
  SPHERES,
  type SpheresOf,
  TEXTS,
  type TextKey,
} from "./cameraFields";
import { quantifyStyles } from "./quantifyStyles";
import { baseStyles } from "./theme";
import "./camera-result";

/**
 * Makes a camera setting: from a phantom scan, a planar source, a patient scan as a whole, or numbers; shows what was fitted to what before it is saved.
 *
 * @fires camera-save - From camera-result.
 */
@customElement("camera-calibrate")
export class CameraCalibrate extends LitElement {
  static override styles = [
    baseStyles,
    quantifyStyles,
    css`
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(230px, 1fr));
        gap: 6px 20px;
      }
      .fields label {
        display: flex;
        justify-content: space-between;
        align-items: center;
        gap: 8px;
      }
      .fields input:not([type="number"]) {
        width: 15ch;
      }
      textarea {
        font: inherit;
        width: 22ch;
        height: 5.5em;
        color: inherit;
        background: var(--ground);
        border: 1px solid var(--rule-strong);
      }
    `,
  ];

  @state() private form: CameraForm = EMPTY_CAMERA;
  @state() private scanName = "";
  @state() private spheresOf: SpheresOf = "none";
  @state() private recoveryText = "";
  @state() private deadTimeText = "";
  @state() private found: CalibratedCamera | undefined;
  @state() private problem: string | undefined;
  /** While it calibrates. */
  @state() private progress: { readonly step: string; readonly fraction: number } | undefined;
  #making: AbortController | undefined;
  #file: File | undefined;

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#making?.abort();
  }

  override render() {
    const { method } = this.form;
    return html`
      <h2>Calibrate a camera</h2>
      <div class="row" role="radiogroup" aria-label="Calibrate from">
        ${METHODS.map(
          ([name, title]) => html`<label>
            <input type="radio" name="method" .checked=${name === method} @change=${() => this.#set({ method: name })} />
            ${title}
          </label>`,
        )}
      </div>
      <div class="fields">
        ${TEXTS.map(([key, title]) => this.#text(key, title))}
        <label>
          Nuclide
          <select aria-label="Nuclide of the camera" @change=${(event: Event) => this.#set({ nuclide: (event.target as HTMLSelectElement).value })}>
            ${nuclideNames.map((name) => html`<option value=${name} .selected=${name === this.form.nuclide}>${name}</option>`)}
          </select>
        </label>
        <label>Measured on <input type="date" aria-label="Measured on" .value=${this.form.measuredOn} @change=${(event: Event) => this.#set({ measuredOn: (event.target as HTMLInputElement).value })} /></label>
        ${withScan(this.form) ? html`<label>Scan in counts <input type="file" aria-label="Scan in counts" title=${this.scanName} @change=${this.#load} /></label>` : nothing}
        ${NUMBERS.filter(([, , methods]) => (methods as readonly string[]).includes(method)).map(([key, title]) => this.#number(key, title))}
        ${this.#number("resolutionMm", "Resolution, FWHM (mm)")}
        ${method === "phantom" ? this.#spheres() : nothing}
      </div>
      <div class="row">
        <label>
          Recovery points: mL, recovery a line${this.form.spheresMl.length > 0 ? " (from the spheres)" : ""}<br />
          <textarea aria-label="Recovery points" .value=${this.recoveryText} ?disabled=${this.form.spheresMl.length > 0} @change=${(
            event: Event,
          ) => {
            this.recoveryText = (event.target as HTMLTextAreaElement).value;
          }}></textarea>
        </label>
        <label>
          Dead time: MBq, counts/s, counts a line<br />
          <textarea aria-label="Dead time readings" .value=${this.deadTimeText} @change=${(
            event: Event,
          ) => {
            this.deadTimeText = (event.target as HTMLTextAreaElement).value;
          }}></textarea>
        </label>
        ${this.#progress()}
      </div>
      ${this.problem === undefined ? nothing : html`<p class="error" role="alert">${this.problem}</p>`}
      ${this.found ? html`<camera-result .camera=${this.found}></camera-result>` : nothing}
    `;
  }

  #progress() {
    if (!this.progress)
      return html`<button class="primary" @click=${this.#calibrate}>Calibrate</button>`;
    const { step, fraction } = this.progress;
    return html`
      <button @click=${() => this.#making?.abort()}>Cancel</button>
      <progress .value=${fraction} aria-label="Calibration"></progress>
      <span class="quiet" role="status">${step} …</span>
    `;
  }

  #spheres() {
    const own = this.form.spheresMl !== NEMA_SPHERES_ML && this.spheresOf !== "none";
    return html`<label>
        Hot spheres
        <select
          aria-label="Hot spheres"
          @change=${(event: Event) => {
            this.spheresOf = (event.target as HTMLSelectElement).value as SpheresOf;
            this.#set({ spheresMl: this.spheresOf === "nema" ? NEMA_SPHERES_ML : [] });
          }}
        >
          ${SPHERES.map(([value, title]) => html`<option value=${value} .selected=${value === this.spheresOf}>${title}</option>`)}
        </select>
      </label>
      ${
        own
          ? html`<label>
              Their volumes (mL)
              <input
                aria-label="Volumes of the spheres, mL"
                .value=${this.form.spheresMl.join(" ")}
                @change=${(event: Event) =>
                  this.#set({
                    spheresMl: (event.target as HTMLInputElement).value
                      .split(/[\s,;]+/)
                      .map(Number)
                      .filter((ml) => ml > 0),
                  })}
              />
            </label>`
          : nothing
      }
      ${this.spheresOf === "none" ? nothing : this.#number("sphereRatio", "Sphere / background (empty: cold)")}`;
  }

  #text(key: TextKey, title: string) {
    return html`<label>
      ${title}
      <input
        aria-label=${title}
        .value=${this.form[key]}
        @change=${(event: Event) => this.#set({ [key]: (event.target as HTMLInputElement).value })}
      />
    </label>`;
  }

  #number(key: NumberKey, title: string) {
    const value = this.form[key];
    return html`<label>
      ${title}
      <input
        type="number"
        step="any"
        aria-label=${title}
        .value=${value === undefined ? "" : String(value)}
        @change=${(event: Event) => {
          const number = (event.target as HTMLInputElement).valueAsNumber;
          this.#set({ [key]: Number.isFinite(number) ? number : undefined });
        }}
      />
    </label>`;
  }

  #set(part: Partial<CameraForm>) {
    this.#making?.abort();
    this.form = { ...this.form, ...part };
    this.found = undefined;
  }

  #load = (event: Event) => {
    this.#file = (event.target as HTMLInputElement).files?.[0];
    this.scanName = this.#file?.name ?? "";
    this.found = undefined;
  };

  #calibrate = async () => {
    const making = new AbortController();
    this.#making = making;
    this.problem = undefined;
    this.found = undefined;
    this.progress = { step: "Starting", fraction: 0 };
    const report = (step: string, fraction: number) => {
      this.progress = { step, fraction };
    };
    try {
      const form = this.#whole();
      const file = withScan(form) ? this.#file : undefined;
      this.found = await calibrateInWorker({ form, file }, { signal: making.signal, report });
    } catch (error) {
      if (!making.signal.aborted) this.problem = sentenceOf(error);
    } finally {
      this.progress = undefined;
    }
  };

  /** The form with the rows that were typed. */
  #whole(): CameraForm {
    const points = this.form.spheresMl.length > 0 ? "" : this.recoveryText;
    return {
      ...this.form,
      id: this.form.id.trim() || cameraIdOf(this.form.name),
      recoveryPoints: numberRows(points, "recovery points", ["mL", "recovery"]).map(
        ([volumeMl, recovery]) => ({
          volumeMl: volumeMl!,
          recovery: recovery!,
        }),
      ),
      deadTimeReadings: numberRows(this.deadTimeText, "dead time", [
        "MBq",
        "counts/s",
        "counts",
      ]).map(([activityMBq, observedPerS, counts]) => ({
        activityMBq: activityMBq!,
        observedPerS: observedPerS!,
        counts: counts!,
      })),
    };
  }
}

const withScan = ({ method }: CameraForm) => method === "phantom" || method === "patientRelative";
