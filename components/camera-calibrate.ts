import { css, html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import {
  type CalibratedCamera,
  type CameraForm,
  calibrateFrom,
  NEMA_SPHERES_ML,
} from "../src/app/cameraForm";
import { sentenceOf } from "../src/app/job";
import { numberRows } from "../src/app/typedRows";
import { InputError } from "../src/inputError";
import { nuclideNames } from "../src/physics/nuclides";
import { observedRatePerS } from "../src/quantification/deadTime";
import { recoveryOf } from "../src/quantification/recovery";
import { type PhantomScan, readPhantomScan } from "../src/records/phantomScan";
import { quietWork } from "../src/work";
import { threeFigures } from "./format";
import { quantifyStyles } from "./quantifyStyles";
import { baseStyles } from "./theme";
import "./fit-plot";

/**
 * Makes a camera setting: from a phantom scan, a planar source, a patient scan as a whole, or numbers; shows what was fitted to what before it is saved.
 *
 * @fires camera-save - `detail` is the CameraSetting.
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
      .fits {
        display: flex;
        flex-wrap: wrap;
        gap: 12px 40px;
      }
    `,
  ];

  @state() private form: CameraForm = EMPTY;
  @state() private scanName = "";
  @state() private spheresOf: SpheresOf = "none";
  @state() private recoveryText = "";
  @state() private deadTimeText = "";
  @state() private found: CalibratedCamera | undefined;
  @state() private problem: string | undefined;
  @state() private busy = false;
  #scan: { readonly file: File; readonly nuclide: string; readonly scan: PhantomScan } | undefined;
  #file: File | undefined;

  override render() {
    const { method } = this.form;
    const withScan = method === "phantom" || method === "patientRelative";
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
        ${withScan ? html`<label>Scan in counts <input type="file" aria-label="Scan in counts" title=${this.scanName} @change=${this.#load} /></label>` : nothing}
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
        <button class="primary" ?disabled=${this.busy} @click=${this.#calibrate}>
          ${this.busy ? "Calibrating …" : "Calibrate"}
        </button>
      </div>
      ${this.problem === undefined ? nothing : html`<p class="error" role="alert">${this.problem}</p>`}
      ${this.found ? this.#result(this.found) : nothing}
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

  #result({ setting, recoveryPoints, deadTime, findings }: CalibratedCamera) {
    const { factor, recovery } = setting;
    return html`
      <h2>${setting.name}</h2>
      <p>
        ${threeFigures(1e6 / factor.bqPerCountPerS)} counts/s per
        MBq${factor.relativeUncertainty === undefined ? "" : ` ± ${threeFigures(100 * factor.relativeUncertainty)} %`}
        (${threeFigures(factor.bqPerCountPerS)} Bq/mL per count/s/mL): ${factor.note}.
        ${setting.deadTimeS === undefined ? "" : `Dead time ${threeFigures(setting.deadTimeS * 1e6)} µs ± ${threeFigures(deadTime!.fit.tauStandardErrorS * 1e6)}.`}
      </p>
      ${findings.map((finding) => html`<p class="note">${finding}</p>`)}
      <div class="fits">
        ${
          recovery
            ? html`<section>
                <p class="quiet">
                  Recovery 1 − 1/(1 + (V/${threeFigures(recovery.b1Ml)} mL)^${threeFigures(recovery.b2)}), inserts: ${recovery.geometry}s
                </p>
                <fit-plot
                  heading="Recovery of the inserts and the fitted curve"
                  xLabel="insert (mL)"
                  yLabel="recovery"
                  .points=${recoveryPoints.map(({ volumeMl: x, recovery: measured }) => ({ x, measured, fitted: recoveryOf(recovery, x) }))}
                  .curve=${(x: number) => recoveryOf(recovery, x)}
                ></fit-plot>
              </section>`
            : nothing
        }
        ${deadTime ? deadTimePlot(deadTime) : nothing}
      </div>
      <div class="row">
        <button class="primary" @click=${() => this.dispatchEvent(new CustomEvent("camera-save", { detail: setting, bubbles: true, composed: true }))}>
          Save into the library
        </button>
      </div>
    `;
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
    this.form = { ...this.form, ...part };
    this.found = undefined;
  }

  #load = (event: Event) => {
    this.#file = (event.target as HTMLInputElement).files?.[0];
    this.scanName = this.#file?.name ?? "";
    this.found = undefined;
  };

  #calibrate = async () => {
    this.busy = true;
    this.problem = undefined;
    try {
      const form = this.#whole();
      const scan = await this.#scanFor(form);
      // Lets the page say that it is at work.
      await new Promise((resolve) => setTimeout(resolve, 30));
      this.found = calibrateFrom(form, scan);
    } catch (error) {
      this.found = undefined;
      this.problem = error instanceof InputError ? error.message : sentenceOf(error);
    } finally {
      this.busy = false;
    }
  };

  /** The form with the rows that were typed. */
  #whole(): CameraForm {
    const points = this.form.spheresMl.length > 0 ? "" : this.recoveryText;
    return {
      ...this.form,
      id: this.form.id.trim() || idOf(this.form.name),
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

  async #scanFor({ method, nuclide }: CameraForm): Promise<PhantomScan | undefined> {
    const file = this.#file;
    if (!file || method === "typed" || method === "planar") return undefined;
    if (this.#scan?.file === file && this.#scan.nuclide === nuclide) return this.#scan.scan;
    const bytes = new Uint8Array(await file.arrayBuffer());
    const scan = await readPhantomScan(bytes, file.name, nuclide, quietWork());
    this.#scan = { file, nuclide, scan };
    return scan;
  }
}

type TextKey = "name" | "collimator" | "window" | "reconstruction" | "phantom";
type NumberKey = {
  [K in keyof CameraForm]: CameraForm[K] extends number | undefined ? K : never;
}[keyof CameraForm];

const SPHERES = [
  ["none", "none: a cylinder"],
  ["nema", "NEMA, 10 to 37 mm"],
  ["own", "others"],
] as const;
type SpheresOf = (typeof SPHERES)[number][0];

const METHODS = [
  ["phantom", "phantom scan"],
  ["planar", "planar source or sweep"],
  ["patientRelative", "patient scan as a whole"],
  ["typed", "typed"],
] as const satisfies readonly (readonly [CameraForm["method"], string])[];

const TEXTS: readonly (readonly [TextKey, string])[] = [
  ["name", "Name"],
  ["collimator", "Collimator"],
  ["window", "Energy window"],
  ["reconstruction", "Reconstruction"],
  ["phantom", "Phantom (wall, fill)"],
];

const SCANS = ["phantom", "patientRelative"] as const;
const NUMBERS: readonly (readonly [NumberKey, string, readonly CameraForm["method"][]])[] = [
  ["countsPerSPerMBq", "Sensitivity (counts/s per MBq)", ["typed"]],
  ["activityMBq", "Activity when measured (MBq)", [...SCANS, "planar"]],
  ["hoursToScan", "From then to the scan (h)", [...SCANS, "planar"]],
  ["activityErrorPercent", "Error of it, 1 SD (%)", [...SCANS, "planar", "typed"]],
  ["durationS", "Duration (s)", [...SCANS, "planar"]],
  ["counts", "Counts", ["planar"]],
  ["backgroundCounts", "Background counts", ["planar"]],
  ["excretedPercent", "Excreted by then (%)", ["patientRelative"]],
  ["fillMl", "Filled without spheres (mL)", ["phantom"]],
  ["observedPerS", "Whole detector (counts/s)", [...SCANS]],
];

const EMPTY: CameraForm = {
  id: "",
  name: "",
  nuclide: "Lu-177",
  collimator: "",
  window: "",
  reconstruction: "",
  measuredOn: "",
  phantom: "",
  method: "phantom",
  activityMBq: undefined,
  activityErrorPercent: undefined,
  hoursToScan: undefined,
  durationS: undefined,
  counts: undefined,
  backgroundCounts: undefined,
  excretedPercent: undefined,
  countsPerSPerMBq: undefined,
  fillMl: undefined,
  spheresMl: [],
  sphereRatio: undefined,
  resolutionMm: undefined,
  recoveryPoints: [],
  deadTimeReadings: [],
  observedPerS: undefined,
};

const idOf = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "") || "camera";

function deadTimePlot({ fit, readings }: NonNullable<CalibratedCamera["deadTime"]>) {
  const rate = (activityMBq: number) =>
    observedRatePerS(fit.sensitivityPerSPerMBq * activityMBq, fit.tauS) / 1000;
  return html`<section>
    <p class="quiet">
      Paralysable: observed = true · e<sup>−true·τ</sup>, ${threeFigures(fit.sensitivityPerSPerMBq)} counts/s per MBq
      without dead time, χ² ${threeFigures(fit.chi2)} of ${readings.length} readings
    </p>
    <fit-plot
      heading="Rate against activity and the fitted dead time"
      xLabel="activity (MBq)"
      yLabel="rate (kcounts/s)"
      .points=${readings.map(({ activityMBq: x, observedPerS }) => ({ x, measured: observedPerS / 1000, fitted: rate(x) }))}
      .curve=${rate}
    ></fit-plot>
  </section>`;
}
