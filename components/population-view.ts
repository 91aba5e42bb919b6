import { css, html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { finishedCurves } from "../src/app/finishedCurves";
import { sentenceOf } from "../src/app/job";
import { learnInWorker } from "../src/app/learnInWorker";
import type { OpenPlan } from "../src/app/openPlan";
import {
  deleteCurve,
  deletePopulation,
  POPULATIONS_CHANGED,
  type SavedCurve,
  saveCurves,
  savedCurves,
  savedPopulations,
  savePopulations,
} from "../src/app/populationStore";
import { InputError } from "../src/inputError";
import { curvesFor, type FinishedCurve, underDecayOf } from "../src/kinetics/finishedCurve";
import { curvesToCsv, curvesToJson, readCurves } from "../src/kinetics/finishedCurveFile";
import type { PopulationPrior } from "../src/kinetics/population";
import { populationsToCsv, readPopulations } from "../src/kinetics/populationCsv";
import { populationsToJson } from "../src/kinetics/populationFile";
import { PRIORS } from "../src/kinetics/priors";
import { pageDialogStyles } from "./pageDialogStyles";
import { saveFile } from "./saveFile";
import { baseStyles } from "./theme";
import "./population-patients";
import "./population-plot";
import "./population-table";

/** Populations that fits from few scans stand on, and how the user's finished patients move them, over the whole page. Open it with `show()`. */
@customElement("population-view")
export class PopulationView extends LitElement {
  static override styles = [
    baseStyles,
    pageDialogStyles,
    css`
      main {
        display: grid;
        gap: 20px;
        padding: 16px 24px 32px;
      }
      main > population-table {
        max-height: 34vh;
      }
      .below {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr));
        gap: 20px 40px;
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 10px;
        min-height: 32px;
      }
      h2 {
        margin-bottom: 4px;
      }
    `,
  ];

  /** As it is on the page; what it measured can be added. */
  @property({ attribute: false }) plan: OpenPlan | undefined;
  @state() private open = false;
  @state() private own: readonly PopulationPrior[] = [];
  @state() private saved: readonly SavedCurve[] = [];
  @state() private chosen = PRIORS[0]!.name;
  @state() private learnt:
    | { readonly from: string; readonly population: PopulationPrior }
    | undefined;
  @state() private progress: number | undefined;
  @state() private notice = "";
  /** Why the last file of populations was not taken. */
  @state() private refused = "";
  @query("dialog") private readonly dialog!: HTMLDialogElement;
  #learning: AbortController | undefined;

  show() {
    this.open = true;
    void this.#read();
    this.dialog.showModal();
  }

  override connectedCallback() {
    super.connectedCallback();
    window.addEventListener(POPULATIONS_CHANGED, this.#read);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener(POPULATIONS_CHANGED, this.#read);
    this.#learning?.abort(new Error("closed"));
  }

  override render() {
    return html`<dialog aria-label="Populations" @close=${this.#closed}>
      ${this.open ? this.#content() : nothing}
    </dialog>`;
  }

  #content() {
    const all = [...PRIORS, ...this.own];
    const population = all.find(({ name }) => name === this.chosen) ?? PRIORS[0]!;
    const curves = curvesFor(
      population,
      this.saved.map(({ curve }) => curve),
    );
    const learnt = this.learnt?.from === population.name ? this.learnt.population : undefined;
    const shown = learnt ?? population;
    return html`
      <nav><strong>Populations</strong><button @click=${() => this.dialog.close()}>Close</button></nav>
      <main>
        <population-table
          .populations=${all}
          .own=${new Set(this.own.map(({ name }) => name))}
          .chosen=${population.name}
          @population-choose=${({ detail }: CustomEvent<string>) => {
            this.chosen = detail;
          }}
          .notice=${this.refused}
          @populations-export=${({ detail }: CustomEvent<"json" | "csv">) => this.#exportOwn(detail)}
          @populations-import=${({ detail }: CustomEvent<File>) => this.#importOwn(detail)}
          @population-delete=${({ detail }: CustomEvent<string>) => this.#try(() => deletePopulation(detail))}
        ></population-table>
        <div class="below">
          <section>
            <h2>${shown.name}</h2>
            <population-plot
              .population=${shown}
              .beside=${learnt ? population : undefined}
              .curves=${curves.map((curve) => underDecayOf(curve, shown.nuclide))}
            ></population-plot>
            <p class="quiet">
              Line: median; band: 95 % of patients; dots: readings of ${curvesText(curves.length)}
              under the decay of ${shown.nuclide}${learnt ? "; dashed: before learning" : ""}.
            </p>
            ${this.#learn(population, curves)}
            ${learnt ? this.#result(learnt, population) : nothing}
          </section>
          <population-patients
            .saved=${this.saved}
            .candidates=${this.plan ? finishedCurves(this.plan.result, this.plan.study) : undefined}
            .notice=${this.notice}
            @curves-add=${({ detail }: CustomEvent<readonly FinishedCurve[]>) => this.#try(() => saveCurves(detail))}
            @curve-delete=${({ detail }: CustomEvent<number>) => this.#try(() => deleteCurve(detail))}
            @curves-export=${({ detail }: CustomEvent<"json" | "csv">) => this.#export(detail)}
            @curves-import=${({ detail }: CustomEvent<File>) =>
              this.#try(async () => saveCurves(readCurves(await detail.text(), detail.name)))}
          ></population-patients>
        </div>
      </main>
    `;
  }

  #learn(population: PopulationPrior, curves: readonly FinishedCurve[]) {
    if (this.progress !== undefined)
      return html`<div class="line" role="status">
        <progress aria-label="Learning" .value=${this.progress}></progress>
        <button @click=${() => this.#learning?.abort(new Error("stopped"))}>Cancel</button>
      </div>`;
    if (this.own.includes(population))
      return html`<p class="line quiet">
        Learnt already. To learn anew choose the population that it began with.
      </p>`;
    if (curves.length === 0)
      return html`<p class="line quiet">No finished patient of this organ is stored: nothing to learn from.</p>`;
    return html`<div class="line">
      <button @click=${() => this.#start(population, curves)}>
        Learn from ${curvesText(curves.length)}
      </button>
      <span class="quiet">The population counts as five curves beside them; both kidneys of a patient as two.</span>
    </div>`;
  }

  #result(learnt: PopulationPrior, before: PopulationPrior) {
    return html`
      <population-table compact .populations=${[before, learnt]} .chosen=${learnt.name}></population-table>
      <div class="line">
        <button class="primary" @click=${() => this.#keep(learnt)}>Keep this population</button>
        <span class="quiet">Kept, it can be chosen in the time-activity panel.</span>
      </div>
    `;
  }

  async #start(start: PopulationPrior, curves: readonly FinishedCurve[]) {
    this.#learning = new AbortController();
    const { signal } = this.#learning;
    this.progress = 0;
    try {
      const population = await learnInWorker(
        { start, curves },
        {
          signal,
          report: (_, fraction) => {
            this.progress = fraction;
          },
        },
      );
      this.learnt = { from: start.name, population };
      this.notice = "";
    } catch (error) {
      this.notice = signal.aborted ? "Learning was cancelled." : sentenceOf(error);
    } finally {
      this.progress = undefined;
    }
  }

  #keep(learnt: PopulationPrior) {
    this.learnt = undefined;
    this.chosen = learnt.name;
    void this.#try(() => savePopulations([learnt]));
  }

  #exportOwn(kind: "json" | "csv") {
    if (kind === "json")
      saveFile("populations.json", populationsToJson(this.own), "application/json");
    else saveFile("populations.csv", populationsToCsv(this.own), "text/csv");
  }

  /** A population of the program keeps its name to itself, and one that is kept is not replaced by another. */
  async #importOwn(file: File) {
    this.refused = "";
    try {
      const read = readPopulations(await file.text(), file.name);
      const taken = read.find(({ name }) => PRIORS.some((prior) => prior.name === name));
      if (taken)
        throw new InputError(
          `${file.name}: "${taken.name}" is the name of a population of the program; give it another`,
        );
      const other = read.find((one) =>
        this.own.some(
          (kept) =>
            kept.name === one.name && populationsToJson([kept]) !== populationsToJson([one]),
        ),
      );
      if (other)
        throw new InputError(
          `${file.name}: "${other.name}" is kept here with other figures; expected another name, or delete the one that is kept`,
        );
      await savePopulations(read);
      this.chosen = read[0]?.name ?? this.chosen;
    } catch (error) {
      this.refused = sentenceOf(error);
    }
  }

  #export(kind: "json" | "csv") {
    const curves = this.saved.map(({ curve }) => curve);
    if (kind === "json")
      saveFile("finished-patients.json", curvesToJson(curves), "application/json");
    else saveFile("finished-patients.csv", curvesToCsv(curves), "text/csv");
  }

  /** Does something with the store; what is wrong stands beside the buttons. */
  async #try(act: () => Promise<void>) {
    try {
      await act();
      this.notice = "";
    } catch (error) {
      this.notice = sentenceOf(error);
    }
  }

  #read = async () => {
    try {
      this.saved = await savedCurves();
      this.own = await savedPopulations();
    } catch (error) {
      this.notice = `The store of this browser cannot be read: ${sentenceOf(error)}`;
    }
  };

  #closed = () => {
    this.open = false;
    this.#learning?.abort(new Error("closed"));
  };
}

const curvesText = (count: number) => (count === 1 ? "1 curve" : `${count} curves`);
