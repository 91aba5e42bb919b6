import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { DeliveredDoses } from "../src/app/deliveredDose";
import {
  type DoseComparison,
  doseOnGrid,
  pointsPerVoxel,
  scaledDose,
} from "../src/app/doseComparison";
import { follow, IDLE, type Job, sentenceOf } from "../src/app/job";
import type { SavedScenario } from "../src/app/savedScenario";
import { WorkerClient } from "../src/app/workerClient";
import type { GammaCriteria } from "../src/dosimetry/gamma";
import { sameGrid } from "../src/volume/grid";
import { type DoseChoice, doseChoices, usualPair } from "./comparedDoses";
import type { ComparedPair } from "./comparison-result";
import { memo } from "./memo";
import { baseStyles } from "./theme";
import "./comparison-result";
import "./number-field";

/** What was compared last. */
type Doses = Omit<ComparedPair, "comparison">;

/** One dose against another, of the plan, a cycle that was given, a scenario or a file: difference map, gamma map, and how much of each structure passes. */
@customElement("dose-comparison")
export class DoseComparisonPanel extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        padding-top: 8px;
      }
      .ask {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 6px 10px;
        margin: 0 0 6px;
      }
      select {
        font: inherit;
        color: inherit;
        background: var(--ground);
        border: 1px solid var(--rule-strong);
        border-radius: 3px;
        max-width: 40ch;
      }
      .problem {
        color: var(--exceeded);
      }
    `,
  ];

  @property({ attribute: false }) present!: SavedScenario;
  @property({ attribute: false }) scenarios: readonly SavedScenario[] = [];
  /** Doses of the cycles that were given. */
  @property({ attribute: false }) delivered: DeliveredDoses = new Map();

  @state() private files: readonly DoseChoice[] = [];
  @state() private from: string | undefined;
  @state() private to: string | undefined;
  @state() private criteria: GammaCriteria = {
    differencePercent: 3,
    differenceOf: "maximum",
    distanceMm: 3,
    thresholdPercent: 10,
    pointsPerVoxel: 1,
    largestGamma: 2,
  };
  @state() private job: Job<DoseComparison> = IDLE;
  @state() private compared: Doses | undefined;
  @state() private problem: string | undefined;

  readonly #worker = new WorkerClient();
  #running: AbortController | undefined;

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#running?.abort();
    this.#worker.close();
  }

  override render() {
    const { job, compared } = this;
    return html`
      ${this.#asking()} ${this.#criteria()}
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
      ${
        job.status === "done" && compared
          ? html`<comparison-result
              .pair=${this.#pairOf(compared, job.result)}
              .density=${this.present.result.densityKgPerM3}
            ></comparison-result>`
          : nothing
      }
    `;
  }

  readonly #pairOf = memo(
    (doses: Doses, comparison: DoseComparison): ComparedPair => ({ ...doses, comparison }),
  );

  #choices(): DoseChoice[] {
    return [...doseChoices(this.present, this.scenarios, this.delivered), ...this.files];
  }

  /** Reference and the dose against it. */
  #chosen(choices: readonly DoseChoice[]): readonly [DoseChoice, DoseChoice] {
    const [reference, evaluated] = usualPair(choices);
    const find = (id: string | undefined) => choices.find((choice) => choice.id === id);
    return [find(this.from) ?? reference, find(this.to) ?? evaluated];
  }

  #asking() {
    const choices = this.#choices();
    const [reference, evaluated] = this.#chosen(choices);
    const pick = (label: string, value: string, set: (id: string) => void) => html`<label>
      ${label}
      <select
        aria-label=${`${label} dose`}
        title=${choices.find(({ id }) => id === value)?.name ?? ""}
        @change=${(event: Event) => set((event.target as HTMLSelectElement).value)}
      >
        ${choices.map(({ id, name }) => html`<option value=${id} .selected=${id === value}>${name}</option>`)}
      </select>
    </label>`;
    return html`<p class="ask">
      <strong>Compare doses</strong>
      ${pick("Reference", reference.id, (id) => {
        this.from = id;
      })}
      ${pick("against", evaluated.id, (id) => {
        this.to = id;
      })}
      <label title="A dose in the patient coordinates of the plan, Gy or Gy per GBq">
        <input type="file" accept=".nii,.gz,.dcm" hidden @change=${this.#load} />
        <button @click=${openPicker}>Open a dose file</button>
      </label>
      ${this.files.map(
        (file) => html`<span>
          ${file.name} ×
          <number-field
            label=${`${file.name}: factor, the activity in GBq of a dose per GBq`}
            unit="GBq"
            .value=${file.factor}
            .step=${0.1}
            @number-change=${({ detail }: CustomEvent<number>) => {
              this.files = this.files.map((it) => (it === file ? { ...it, factor: detail } : it));
            }}
          ></number-field>
        </span>`,
      )}
    </p>`;
  }

  #criteria() {
    const { differencePercent, distanceMm, thresholdPercent, differenceOf } = this.criteria;
    const set = (change: Partial<GammaCriteria>) => {
      this.criteria = { ...this.criteria, ...change };
    };
    const field = (label: string, unit: string, key: keyof GammaCriteria, value: number) =>
      html`<number-field
        label=${label}
        unit=${unit}
        min="0.1"
        .value=${value}
        .step=${0.5}
        @number-change=${({ detail }: CustomEvent<number>) => set({ [key]: detail })}
      ></number-field>`;
    const { job } = this;
    return html`<p class="ask">
      Gamma
      ${field("Gamma: dose difference", "%", "differencePercent", differencePercent)}
      <select
        aria-label="Gamma: percent of"
        @change=${(event: Event) =>
          set({
            differenceOf: (event.target as HTMLSelectElement).value as "maximum" | "voxel",
          })}
      >
        <option value="maximum" .selected=${differenceOf === "maximum"}>of the maximum (global)</option>
        <option value="voxel" .selected=${differenceOf === "voxel"}>of each voxel (local)</option>
      </select>
      ${field("Gamma: distance", "mm", "distanceMm", distanceMm)}
      above ${field("Gamma: threshold, of the maximum", "%", "thresholdPercent", thresholdPercent)}
      ${
        job.status === "running"
          ? html`<span role="status">${job.step}, ${(100 * job.fraction).toFixed(0)} %</span>
              <button @click=${() => this.#running?.abort()}>Stop</button>`
          : html`<button class="primary" @click=${this.#compare}>Compare</button>`
      }
      ${job.status === "failed" ? html`<span class="problem" role="alert">${job.message}</span>` : nothing}
    </p>`;
  }

  #compare = async () => {
    const [reference, evaluated] = this.#chosen(this.#choices());
    this.problem = undefined;
    const [first, second] = [reference, evaluated].map(({ dose, factor }) =>
      scaledDose(dose(), factor),
    );
    if (!sameGrid(first!.grid, second!.grid)) {
      this.problem = `${evaluated.name} lies on another grid than ${reference.name}: save its dose and open it as a file.`;
      return;
    }
    this.#running?.abort();
    const controller = new AbortController();
    this.#running = controller;
    this.compared = {
      reference: first!,
      evaluated: second!,
      names: [reference.name, evaluated.name],
    };
    const criteria = {
      ...this.criteria,
      pointsPerVoxel: pointsPerVoxel(first!.grid, this.criteria.distanceMm),
    };
    const { structures } = this.present.result;
    await follow(
      (work) =>
        this.#worker.ask(
          "gamma",
          { reference: first!, evaluated: second!, structures, criteria },
          work,
        ),
      controller.signal,
      (job) => {
        if (this.#running === controller) this.job = job;
      },
    );
  };

  #load = async (event: Event) => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    input.value = "";
    if (!file) return;
    const { grid } = this.present.result.doseGyPerGBq;
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const { dose, unit } = doseOnGrid(bytes, file.name, grid);
      const factor =
        unit === "Gy per GBq" ? this.present.whatIf.activityGBq / this.present.whatIf.cycles : 1;
      const id = crypto.randomUUID();
      this.files = [...this.files, { id, name: file.name, factor, dose: () => dose }];
      this.to = id;
      this.problem = undefined;
    } catch (error) {
      this.problem = sentenceOf(error);
    }
  };
}

/** The button stands in for the file input beside it, whose own look no style reaches. */
const openPicker = (event: Event) =>
  (event.target as Element).parentElement!.querySelector("input")!.click();
