import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { sentenceOf } from "../src/app/job";
import { nuclideNames } from "../src/physics/nuclides";
import type { DecayState, PatientSeries } from "../src/planning/patientData";
import { patientReadingsCsv, readPatientReadings } from "../src/records/patientReadings";
import { controlStyles } from "./controlStyles";
import { baseStyles } from "./theme";

/**
 * Readings of one series, typed, pasted or from a file, with what must be stated beside them. Nothing is taken until all of it is there.
 *
 * @fires series-change - `detail` is the PatientSeries, or undefined where the readings were taken away.
 */
@customElement("patient-series")
export class PatientSeriesForm extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 4px;
      }
      textarea {
        height: 84px;
      }
      .line {
        display: flex;
        align-items: baseline;
        justify-content: space-between;
        gap: 8px;
      }
      .line > :first-child {
        white-space: nowrap;
      }
      .line > select {
        min-width: 0;
      }
      input {
        width: 9ch;
        text-align: right;
      }
      [role="alert"] {
        min-height: 1.3em;
        color: var(--exceeded);
      }
    `,
  ];

  @property() name = "";
  @property({ attribute: false }) units: readonly string[] = [];
  @property({ attribute: false }) series: PatientSeries | undefined;
  /** Offered where no series is there yet. */
  @property() nuclide = "";
  @property({ type: Number }) administeredMBq = 0;
  @state() private draft: Draft | undefined;
  @state() private failure = "";

  override willUpdate(changed: Map<string, unknown>) {
    if (!this.draft || changed.has("series")) this.draft = this.#draftOf();
  }

  #draftOf(): Draft {
    const { series } = this;
    return {
      text: series ? patientReadingsCsv(series) : "",
      decay: series?.decayCorrectedTo ?? "",
      nuclide: series?.nuclide ?? this.nuclide,
      administered: String(series?.administeredMBq ?? this.administeredMBq),
      perCount: String(series?.kBqPerMlPerCountS ?? ""),
    };
  }

  override render() {
    const draft = this.draft!;
    const counted = draft.text.includes("counts/s") && this.units.includes("kBq/mL");
    return html`
      <textarea
        aria-label=${`${this.name}: readings, one a line: time in h, value, unit`}
        placeholder=${`time_h,value,unit\n2,…,${this.units[0] ?? ""}`}
        spellcheck="false"
        .value=${draft.text}
        @change=${(event: Event) => this.#set({ text: (event.target as HTMLTextAreaElement).value })}
      ></textarea>
      <div class="line">
        <span class="quiet small">Units: ${this.units.join(", ")}</span>
        <label>
          <input type="file" accept=".csv,text/csv,text/plain" hidden @change=${this.#load} />
          <button @click=${(event: Event) => (event.target as Element).parentElement!.querySelector("input")!.click()}>
            Import table
          </button>
        </label>
      </div>
      <div class="line">
        <span>Readings hold for</span>
        <select
          aria-label=${`${this.name}: readings hold for`}
          @change=${(event: Event) => this.#set({ decay: (event.target as HTMLSelectElement).value as Draft["decay"] })}
        >
          <option value="" .selected=${draft.decay === ""}>choose</option>
          <option value="measurement" .selected=${draft.decay === "measurement"}>
            their own time
          </option>
          <option value="administration" .selected=${draft.decay === "administration"}>
            the administration (decay taken out)
          </option>
        </select>
      </div>
      <div class="line">
        <span>After</span>
        <span>
          <input
            aria-label=${`${this.name}: administered activity, MBq`}
            .value=${draft.administered}
            @change=${(event: Event) => this.#set({ administered: (event.target as HTMLInputElement).value })}
          />
          <span class="quiet">MBq of</span>
          <select
            aria-label=${`${this.name}: nuclide measured`}
            @change=${(event: Event) => this.#set({ nuclide: (event.target as HTMLSelectElement).value })}
          >
            ${nuclideNames.map((one) => html`<option .selected=${one === draft.nuclide}>${one}</option>`)}
          </select>
        </span>
      </div>
      ${
        counted
          ? html`<div class="line">
              <span>One count/s stands for</span>
              <span>
                <input
                  aria-label=${`${this.name}: calibration, kBq/mL`}
                  .value=${draft.perCount}
                  @change=${(event: Event) => this.#set({ perCount: (event.target as HTMLInputElement).value })}
                />
                <span class="quiet">kBq/mL</span>
              </span>
            </div>`
          : nothing
      }
      <span role="alert" class="small">${this.failure}</span>
    `;
  }

  #load = async (event: Event) => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    if (file) this.#set({ text: await file.text() });
    input.value = "";
  };

  #set(change: Partial<Draft>) {
    const draft = { ...this.draft!, ...change };
    this.draft = draft;
    try {
      this.failure = "";
      if (draft.text.trim() === "") {
        if (this.series) this.#fire(undefined);
        return;
      }
      const table = readPatientReadings(withHead(draft.text), this.name, this.units);
      if (draft.decay === "") {
        this.failure = "Say for which time the readings hold.";
        return;
      }
      this.#fire({
        ...table,
        decayCorrectedTo: draft.decay,
        nuclide: draft.nuclide,
        administeredMBq: Number(draft.administered),
        ...(draft.perCount === "" ? {} : { kBqPerMlPerCountS: Number(draft.perCount) }),
      });
    } catch (error) {
      this.failure = sentenceOf(error);
    }
  }

  #fire(detail: PatientSeries | undefined) {
    this.dispatchEvent(new CustomEvent("series-change", { detail, bubbles: true, composed: true }));
  }

  /** Shows why the readings could not be taken by the plan. */
  refuse(reason: string) {
    this.failure = reason;
  }
}

interface Draft {
  readonly text: string;
  readonly decay: DecayState | "";
  readonly nuclide: string;
  readonly administered: string;
  readonly perCount: string;
}

/** Bare numbers may be pasted without a line of names; tabs stand for commas, as spreadsheets copy them. */
function withHead(text: string): string {
  const commas = text.trim().replace(/\t/g, ",");
  return /^[\d.+-]/.test(commas) ? `time_h,value,unit\n${commas}` : commas;
}
