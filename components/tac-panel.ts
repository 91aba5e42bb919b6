import { html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { styleMap } from "lit/directives/style-map.js";
import { kineticOptions } from "../src/app/kineticOptions";
import { METHOD_NAME } from "../src/app/methodName";
import type { PlanResult, RegionResult } from "../src/app/planResult";
import { type KineticChoices, withChoices } from "../src/app/refit";
import { heldPhases, nameOf, PHASES, sameHeld, withPhase } from "../src/kinetics/heldHalfLife";
import { heldWith, type KineticChoice, type KineticMethod } from "../src/kinetics/kineticChoice";
import { nuclide } from "../src/physics/nuclides";
import { HOUR_S } from "../src/physics/units";
import { readableName, sentenceName } from "../src/volume/readableName";
import type { Study } from "../src/volume/study";
import { memo } from "./memo";
import type { PriorChoice } from "./tac-models";
import { tacPanelStyles } from "./tacPanelStyles";
import { tacStyles } from "./tacStyles";
import { baseStyles } from "./theme";
import "./tac-facts";
import type { PhaseHeld } from "./tac-held";
import "./tac-held";
import "./tac-models";
import "./tac-parameters";
import "./tac-plot";
import "./tac-readings";

/**
 * Time-activity of one source region: its curve and readings, every way to the integral, and what the chosen one gives. A choice is fitted at once
 * and the doses follow; what differs from the calculation is marked.
 *
 * @fires structure-select - `detail` is the id of the region that was chosen.
 * @fires kinetics-choose - `detail` holds the new choice by region id; undefined: back to the calculation.
 * @fires calculate-again - The whole calculation is wanted with the choices.
 */
@customElement("tac-panel")
export class TacPanel extends LitElement {
  static override styles = [baseStyles, tacStyles, tacPanelStyles];

  /** Under the choices and the other what-ifs. */
  @property({ attribute: false }) result!: PlanResult;
  @property({ attribute: false }) calculated!: PlanResult;
  @property({ attribute: false }) study!: Study;
  /** Choices that differ from the calculation. */
  @property({ attribute: false }) choices: KineticChoices = {};
  @property({ attribute: false }) selected: string | undefined;
  @property({ attribute: false }) colours: ReadonlyMap<string, string> = new Map();
  /** Over all cycles. */
  @property({ type: Number }) activityGBq = 0;
  @state() private logarithmic = false;

  override render() {
    const region = this.#region;
    if (!region) return html`<p class="quiet">There is no region with activity.</p>`;
    const { structureId: id } = region;
    const before = this.calculated.regions.find(({ structureId }) => structureId === id)!;
    const doseOf = ({ structureDoses }: PlanResult) =>
      structureDoses.find(({ structureId }) => structureId === id);
    const names = this.#scanNames(this.study);
    return html`<div class="panel">
      <div class="figure" @reading-weigh=${this.#weigh}>
        ${this.#bar(region)}
        <tac-plot
          .region=${region}
          .calculated=${before.fit === region.fit ? undefined : before}
          .scanNames=${names}
          .colour=${this.colours.get(id) ?? "#9aa7b2"}
          .logarithmic=${this.logarithmic}
        ></tac-plot>
      </div>
      <aside
        @reading-weigh=${this.#weigh}
        @method-choose=${({ detail }: CustomEvent<KineticMethod>) => this.#chooseMethod(region, detail)}
        @half-life-hold=${({ detail }: CustomEvent<PhaseHeld>) => this.#hold(region, detail)}
        @prior-choose=${({ detail }: CustomEvent<PriorChoice>) => this.#choose(detail)}
      >
        ${id in this.choices ? this.#changed(region) : nothing}
        <div class="columns">
          <div class="models">
            ${this.#held(region)}
            <tac-models
              .options=${this.#optionsOf(before, this.study, this.calculated, this.#choiceOf(region))}
              .method=${region.fit.method}
            ></tac-models>
          </div>
          <div>
            <tac-facts
              .region=${region}
              .calculated=${before}
              .dose=${doseOf(this.result)}
              .doseBefore=${doseOf(this.calculated)}
              .activityGBq=${this.activityGBq}
            ></tac-facts>
            <tac-readings .region=${region} .scanNames=${names}></tac-readings>
            <tac-parameters .fit=${region.fit}></tac-parameters>
            ${flags(region)}
          </div>
        </div>
      </aside>
    </div>`;
  }

  /** One line for the slowest phase, and for each faster one that the curve has or that is held. */
  #held(region: RegionResult) {
    const { fit } = region;
    const { heldHalfLifeH } = this.#choiceOf(region);
    const held = heldHalfLifeH ? heldPhases(heldHalfLifeH) : {};
    const count = fit.model === "trapezoid" ? 1 : fit.terms.length;
    const physical = nuclide(this.result.prescription.nuclide).halfLifeS / HOUR_S;
    return PHASES.filter((phase, i) => i < Math.max(count, 1) || held[phase]).map((phase) => {
      const i = PHASES.indexOf(phase);
      const faster = PHASES.slice(i + 1).flatMap((name) => held[name] ?? []);
      const slower = PHASES.slice(0, i).flatMap((name) => held[name] ?? []);
      const term = fit.terms[i];
      return html`<tac-held
        .phase=${phase}
        .name=${nameOf(phase, fit.model)}
        .held=${held[phase]}
        .halfLifeH=${phase === "slowest" || !term ? fit.effectiveHalfLifeH : Math.LN2 / term.ratePerH}
        .leastH=${Math.max(0.01, ...faster.map((hours) => APART * hours))}
        .mostH=${Math.min(physical, ...slower.map((hours) => hours / APART))}
      ></tac-held>`;
    });
  }

  #bar(region: RegionResult) {
    const { structureId: id, fit, weights } = region;
    const left = weights.filter((weight) => weight === 0).length;
    return html`<div class="bar">
      <i style=${styleMap({ background: this.colours.get(id) ?? "#9aa7b2" })}></i>
      <select aria-label="Source region" @change=${this.#select}>
        ${this.result.regions.map(
          ({
            structureId,
            name,
          }) => html`<option value=${structureId} .selected=${structureId === id}>
            ${sentenceName(name)}${structureId in this.choices ? " (changed)" : ""}
          </option>`,
        )}
      </select>
      <span class="quiet">
        ${METHOD_NAME[fit.method]}${fit.method === "auto" ? `: ${METHOD_NAME[fit.model]}` : ""}${left > 0 ? `, ${left} of ${weights.length} readings left out` : ""}
      </span>
      <label>
        <input
          type="checkbox"
          .checked=${this.logarithmic}
          @change=${() => {
            this.logarithmic = !this.logarithmic;
          }}
        />
        log scale
      </label>
    </div>`;
  }

  #changed({ structureId: id, name }: RegionResult) {
    return html`<div class="changed">
      <p>
        The kinetics of ${readableName(name)} differ from the calculation. Doses follow: each source
        region's dose counts as its decays now do.
      </p>
      <button @click=${() => this.#fire("kinetics-choose", { [id]: undefined })}>
        Back to the calculation
      </button>
      <select aria-label="Copy this choice to" @change=${this.#copy}>
        <option value="" selected>Copy to …</option>
        ${this.#targets(id).map(({ value, label }) => html`<option value=${value}>${label}</option>`)}
      </select>
      <button
        title="Runs the whole calculation with the chosen kinetics"
        @click=${() => this.#fire("calculate-again", undefined)}
      >
        Calculate again
      </button>
    </div>`;
  }

  /** Where a choice can be copied to: groups, then single regions. */
  #targets(id: string) {
    const { regions } = this.result;
    const others = regions.filter(({ structureId }) => structureId !== id);
    const ofRole = (role: string) => others.filter((region) => region.role === role).length > 1;
    return [
      ...(ofRole("organ") ? [{ value: "role:organ", label: "all other organs" }] : []),
      ...(ofRole("tumour") ? [{ value: "role:tumour", label: "all other tumours" }] : []),
      { value: "role:", label: "every other region" },
      ...others.map(({ structureId, name }) => ({ value: structureId, label: readableName(name) })),
    ];
  }

  #copy = (event: Event) => {
    const select = event.target as HTMLSelectElement;
    const { value } = select;
    select.value = "";
    const from = this.#region;
    if (!from || value === "") return;
    // Another region has a population and an earlier curve of its own.
    const { prior: _, population: __, earlier: ___, ...choice } = this.#choiceOf(from);
    const role = value.startsWith("role:") ? value.slice(5) : undefined;
    const targets = this.result.regions.filter(({ structureId, role: own }) =>
      role === undefined ? structureId === value : role === "" || own === role,
    );
    const chosen = targets
      .filter(({ structureId }) => structureId !== from.structureId)
      .map((region): [string, KineticChoice] => {
        const { earlier } = this.#choiceOf(region);
        return [region.structureId, earlier ? { ...choice, earlier } : choice];
      });
    this.#fire("kinetics-choose", Object.fromEntries(chosen));
  };

  get #region(): RegionResult | undefined {
    const { regions } = this.result;
    return regions.find(({ structureId }) => structureId === this.selected) ?? regions[0];
  }

  #choiceOf({ structureId }: RegionResult): KineticChoice {
    return this.result.prescription.kineticsOf[structureId] ?? NO_CHOICE;
  }

  readonly #scanNames = memo(
    ({ timePoints }: Study) => new Map(timePoints.map(({ id, label }) => [id, label])),
  );

  readonly #optionsOf = memo(
    (
      region: RegionResult,
      { administration }: Study,
      { prescription }: PlanResult,
      choice: KineticChoice,
    ) => {
      const asked = withChoices(prescription, { [region.structureId]: choice });
      return kineticOptions(region, administration, asked);
    },
  );

  #select = (event: Event) =>
    this.#fire("structure-select", (event.target as HTMLSelectElement).value);

  #weigh = ({ detail: { scanId, weight } }: CustomEvent<{ scanId: string; weight: number }>) => {
    const region = this.#region;
    if (!region) return;
    const { [scanId]: _, ...others } = this.#choiceOf(region).weights ?? {};
    const weights = weight === 1 ? others : { ...others, [scanId]: weight };
    const left = region.scanIds.filter((id) => (weights[id] ?? 1) > 0).length;
    if (left > 0) this.#choose({ weights });
  };

  /** A phase that the method does not have is let go. */
  #chooseMethod(region: RegionResult, method: KineticMethod) {
    const { heldHalfLifeH: held } = this.#choiceOf(region);
    this.#choose({ method, heldHalfLifeH: held && heldWith(held, method) });
  }

  /** Where the method knows no half-life to hold, a single exponential takes its place, or the automatic choice of one with that phase. */
  #hold(region: RegionResult, { phase, range }: PhaseHeld) {
    const { method } = region.fit;
    const held = withPhase(this.#choiceOf(region).heldHalfLifeH, phase, range);
    const goes = held === undefined || sameHeld(heldWith(held, method), held);
    const instead = phase === "slowest" ? "monoExponential" : "auto";
    this.#choose({ heldHalfLifeH: held, ...(goes ? {} : { method: instead as KineticMethod }) });
  }

  /** A change of one part of the region's choice; a choice that is again that of the calculation is none. */
  #choose(change: { [K in keyof KineticChoice]?: KineticChoice[K] | undefined }) {
    const region = this.#region;
    if (!region) return;
    const { structureId: id } = region;
    const merged = { ...this.#choiceOf(region), ...change };
    const none = (value: unknown) =>
      value === undefined || (value === merged.weights && Object.keys(value).length === 0);
    const choice: KineticChoice = Object.fromEntries(
      Object.entries(merged).filter(([, value]) => !none(value)),
    );
    const back = isSame(choice, this.calculated.prescription, id);
    this.#fire("kinetics-choose", { [id]: back ? undefined : choice });
  }

  #fire(name: string, detail: unknown) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

const NO_CHOICE: KineticChoice = {};
/** A phase is told from a slower one by this factor at least. */
const APART = 1.01;

function flags({ tiacH, fit, leftOut }: RegionResult) {
  const negative = tiacH < 0 ? ["The integral is negative: no dose is given."] : [];
  const sentences = [...negative, ...leftOut.map((sentence) => `${sentence}.`), ...fit.flags];
  if (sentences.length === 0) return nothing;
  return html`<div>
    <h2>To know</h2>
    ${sentences.map((sentence) => html`<p class="flag">${sentence}</p>`)}
  </div>`;
}

/** Whether a choice asks for what was calculated. */
function isSame(
  { method, prior, population, heldHalfLifeH, weights = {} }: KineticChoice,
  { kineticsOf, kineticModel }: PlanResult["prescription"],
  id: string,
): boolean {
  const then = kineticsOf[id] ?? {};
  const ids = [...Object.keys(weights), ...Object.keys(then.weights ?? {})];
  return (
    (method ?? kineticModel) === (then.method ?? kineticModel) &&
    prior === then.prior &&
    population?.name === then.population?.name &&
    sameHeld(heldHalfLifeH, then.heldHalfLifeH) &&
    ids.every((scan) => (weights[scan] ?? 1) === (then.weights?.[scan] ?? 1))
  );
}
