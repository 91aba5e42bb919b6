import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import {
  type DoseComparison,
  doseOnGrid,
  pointsPerVoxel,
  scaledDose,
} from "../src/app/doseComparison";
import { follow, IDLE, type Job, sentenceOf } from "../src/app/job";
import { doseUnder } from "../src/app/livePlan";
import { MAP_COLOURS } from "../src/app/mapPicture";
import type { SavedScenario } from "../src/app/savedScenario";
import { WorkerClient } from "../src/app/workerClient";
import type { GammaCriteria } from "../src/dosimetry/gamma";
import { sameGrid } from "../src/volume/grid";
import { sentenceName } from "../src/volume/readableName";
import { type Volume, volume } from "../src/volume/volume";
import { threeFigures } from "./format";
import { baseStyles } from "./theme";
import "./difference-picture";
import "./map-picture";
import "./number-field";

/** A dose that can be compared, per GBq or per whatever its factor multiplies. */
interface Choice {
  readonly id: string;
  readonly name: string;
  /** Multiplies the dose: the activity of a dose per GBq, 1 of a file in Gy. */
  readonly factor: number;
  readonly dose: () => Volume<"doseGyPerGBq">;
}

/** What was compared last. */
interface Compared {
  readonly reference: Volume<"doseGy">;
  readonly evaluated: Volume<"doseGy">;
  readonly names: readonly [string, string];
}

/** One dose against another, of the plan, a scenario or a file: difference map, gamma map, and how much of each structure passes. */
@customElement("dose-comparison")
export class DoseComparisonPanel extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(180px, 34%);
        gap: 12px;
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
        max-width: 24ch;
      }
      td,
      th {
        padding: 2px 8px 2px 0;
        border-top: 1px solid var(--rule);
      }
      thead th {
        border-top: none;
      }
      .figures {
        min-width: 0;
        overflow-x: auto;
      }
      .problem {
        color: var(--exceeded);
      }
      .picture {
        display: grid;
        grid-template-rows: auto minmax(160px, 1fr);
        gap: 4px;
        min-width: 0;
      }
    `,
  ];

  @property({ attribute: false }) present!: SavedScenario;
  @property({ attribute: false }) scenarios: readonly SavedScenario[] = [];

  @state() private files: readonly Choice[] = [];
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
  @state() private compared: Compared | undefined;
  @state() private map: "difference" | "gamma" = "difference";
  @state() private problem: string | undefined;

  readonly #worker = new WorkerClient();
  #running: AbortController | undefined;

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#running?.abort();
    this.#worker.close();
  }

  override render() {
    return html`
      <div class="figures">
        ${this.#asking()} ${this.#criteria()}
        ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
        ${this.job.status === "done" && this.compared ? this.#table(this.job.result, this.compared) : nothing}
      </div>
      ${this.job.status === "done" && this.compared ? this.#picture(this.job.result, this.compared) : nothing}
    `;
  }

  #choices(): Choice[] {
    const ofScenario = ({ id, name, result, whatIf }: SavedScenario): Choice => ({
      id,
      name: `${name}, ${threeFigures(whatIf.activityGBq)} GBq`,
      factor: whatIf.activityGBq,
      dose: () => doseUnder(result, whatIf.regions),
    });
    const present = { ...ofScenario(this.present), id: "present" };
    return [present, ...this.scenarios.map(ofScenario), ...this.files];
  }

  #asking() {
    const choices = this.#choices();
    const pick = (
      label: string,
      value: string | undefined,
      set: (id: string) => void,
    ) => html`<label>
      ${label}
      <select
        aria-label=${`${label} dose`}
        @change=${(event: Event) => set((event.target as HTMLSelectElement).value)}
      >
        ${choices.map(({ id, name }) => html`<option value=${id} .selected=${id === value}>${name}</option>`)}
      </select>
    </label>`;
    return html`<p class="ask">
      <strong>Compare doses</strong>
      ${pick("Reference", this.from ?? choices[0]!.id, (id) => {
        this.from = id;
      })}
      ${pick("against", this.to ?? choices[1]?.id ?? choices[0]!.id, (id) => {
        this.to = id;
      })}
      <label title="A dose in the patient coordinates of the plan, Gy or Gy per GBq">
        <input type="file" accept=".nii,.gz" hidden @change=${this.#load} />
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
    const choices = this.#choices();
    const reference = choices.find(({ id }) => id === this.from) ?? choices[0]!;
    const evaluated = choices.find(({ id }) => id === this.to) ?? choices[1] ?? choices[0]!;
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
      const { dose, description } = doseOnGrid(bytes, file.name, grid);
      const perGBq = /per GBq/i.test(description);
      const factor = perGBq ? this.present.whatIf.activityGBq / this.present.whatIf.cycles : 1;
      const id = crypto.randomUUID();
      this.files = [...this.files, { id, name: file.name, factor, dose: () => dose }];
      this.to = id;
      this.problem = undefined;
    } catch (error) {
      this.problem = sentenceOf(error);
    }
  };

  #table({ structures, passPercent }: DoseComparison, { names }: Compared) {
    const percent = (x: number | undefined) => (x === undefined ? "–" : `${x.toFixed(1)} %`);
    return html`<table>
      <thead>
        <tr>
          <th></th>
          <th class="number" title=${names[0]}>Reference Gy</th>
          <th class="number" title=${names[1]}>Other Gy</th>
          <th class="number">Difference</th>
          <th class="number">γ ≤ 1</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <td>All above the threshold</td>
          <td></td>
          <td></td>
          <td></td>
          <td class="number" data-pass="all">${percent(passPercent)}</td>
        </tr>
        ${structures.map(
          ({ structureId, name, referenceGy, evaluatedGy, passPercent: passed }) => html`<tr>
            <td>${sentenceName(name)}</td>
            <td class="number">${threeFigures(referenceGy)}</td>
            <td class="number">${threeFigures(evaluatedGy)}</td>
            <td class="number">${signedPercent(evaluatedGy / referenceGy - 1)}</td>
            <td class="number" data-pass=${structureId}>${percent(passed)}</td>
          </tr>`,
        )}
      </tbody>
    </table>`;
  }

  #picture({ gamma }: DoseComparison, { reference, evaluated }: Compared) {
    const density = this.present.result.densityKgPerM3;
    const button = (id: "difference" | "gamma", name: string) =>
      html`<button
        aria-pressed=${this.map === id}
        @click=${() => {
          this.map = id;
        }}
      >
        ${name}
      </button>`;
    return html`<div class="picture">
      <span>${button("difference", "Difference")} ${button("gamma", "Gamma")}</span>
      ${
        this.map === "gamma"
          ? html`<map-picture
              label="Gamma index"
              .values=${gamma}
              .density=${density}
              .look=${GAMMA_LOOK}
            ></map-picture>`
          : html`<difference-picture
              .difference=${this.#difference(reference, evaluated)}
              .planned=${asPerGBq(reference)}
              .density=${density}
              .activityGBq=${1}
            ></difference-picture>`
      }
    </div>`;
  }

  #lastDifference:
    | {
        readonly of: Volume<"doseGy">;
        readonly less: Volume<"doseGy">;
        readonly is: Volume<"doseGyPerGBq">;
      }
    | undefined;

  /** Evaluated less reference, the same object for the same doses. */
  #difference(less: Volume<"doseGy">, of: Volume<"doseGy">): Volume<"doseGyPerGBq"> {
    const last = this.#lastDifference;
    if (last?.of === of && last.less === less) return last.is;
    const values = of.values.map((gy, i) => gy - less.values[i]!);
    const is = volume("doseGyPerGBq", of.grid, values);
    this.#lastDifference = { of, less, is };
    return is;
  }
}

const GAMMA_LOOK = { range: [0, 2], colours: MAP_COLOURS, classes: false, unit: "" } as const;

/** The picture scales by an activity, which is 1 here. */
const asPerGBq = ({ grid, values }: Volume<"doseGy">) => volume("doseGyPerGBq", grid, values);

const signedPercent = (share: number) =>
  Number.isFinite(share) ? `${share < 0 ? "−" : "+"}${Math.abs(100 * share).toFixed(1)} %` : "–";

/** The button stands in for the file input beside it, whose own look no style reaches. */
const openPicker = (event: Event) =>
  (event.target as Element).parentElement!.querySelector("input")!.click();
