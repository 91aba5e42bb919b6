import { css, html, LitElement, type PropertyValues } from "lit";
import { customElement, property as input, query, state } from "lit/decorators.js";
import type uPlot from "uplot";
import { underCourse } from "../src/app/courseCycle";
import { patientInput } from "../src/app/patientInput";
import type { PlanResult } from "../src/app/planResult";
import { criteriaOf } from "../src/app/planView";
import { NO_EDITS, type WhatIf } from "../src/app/session";
import { equalCycles } from "../src/planning/course";
import type { LargestActivity } from "../src/planning/largestActivity";
import type { Criterion } from "../src/planning/limit";
import { tradeOff } from "../src/planning/tradeOff";
import { readableName, sentenceName } from "../src/volume/readableName";
import { axisOf, Chart, chartStyles, property } from "./chart";
import { threeFigures } from "./format";
import { probabilityModels, type ResponseParameters, STARTING_RESPONSE } from "./probabilityModels";
import { baseStyles } from "./theme";
import { axisName, type Choice, figure, isProbability, meanChoice } from "./tradeOffChoices";
import { whatIfStyles } from "./whatIfStyles";
import "./help-note";
import "./number-field";

/**
 * What the target gains against what the tissue at risk pays as the activity rises: a dose or a control probability over a dose or a
 * complication probability. The ring stands at the slider's activity, the bar where the limit binds.
 */
@customElement("trade-off-chart")
export class TradeOffChart extends LitElement {
  static override styles = [
    baseStyles,
    ...chartStyles,
    whatIfStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 260px;
        min-height: 0;
      }
      aside {
        overflow: auto;
        padding: 6px 12px 8px;
        border-left: 1px solid var(--rule);
      }
      aside select {
        width: 100%;
        margin: 2px 0 6px;
      }
      output {
        display: block;
        margin-bottom: 6px;
      }
    `,
  ];

  @input({ attribute: false }) result!: PlanResult;
  @input({ attribute: false }) whatIf: WhatIf = NO_EDITS;
  @input({ attribute: false }) largest!: LargestActivity;
  @state() private gain = "";
  @state() private cost = "";
  @state() private response: ResponseParameters = STARTING_RESPONSE;
  @query(".plot") private readonly host!: HTMLElement;

  #chart: Chart | undefined;
  #drawn = "";

  override render() {
    const { gains, costs } = this.#choices();
    if (gains.length === 0 || costs.length === 0)
      return html`<p class="note">A trade-off needs a tumour and a tissue at risk among the structures.</p>`;
    const { gain, cost } = this.#chosen();
    const point = this.#pointAt(this.whatIf.activityGBq);
    return html`
      <div class="plot" role="img" aria-label="Trade-off as the activity rises"></div>
      <aside>
        <output>
          At ${threeFigures(this.whatIf.activityGBq)} GBq:
          <b>${figure(gain!, point.gain)}</b> for <b>${figure(cost!, point.cost)}</b>
        </output>
        <label>Gain ${select("Gain", gains, gain!, (id) => {
          this.gain = id;
        })}</label>
        <label>Price ${select("Price", costs, cost!, (id) => {
          this.cost = id;
        })}</label>
        ${this.#parameters(gain!, cost!)}
      </aside>
    `;
  }

  override updated(changed: PropertyValues) {
    if (
      ["result", "whatIf", "largest", "gain", "cost", "response"].some((name) => changed.has(name))
    )
      this.#draw();
  }

  override connectedCallback() {
    super.connectedCallback();
    if (this.hasUpdated) this.requestUpdate("result");
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#chart?.dispose();
    this.#chart = undefined;
  }

  /** What can be put on each axis: the plan's own criteria, mean doses, and probabilities by models. */
  #choices() {
    const { structureDoses, prescription } = this.result;
    const { limits, goals } = criteriaOf(prescription.protocol, this.whatIf);
    const tumours = structureDoses.filter(({ role }) => role === "tumour");
    const organs = structureDoses.filter(({ role }) => role === "organ" || role === "marrow");
    const own = (all: readonly Criterion[]) =>
      this.#held(all).map(({ criterion, structureId, structureName }) => ({
        id: `${criterion.id} ${structureId}`,
        name: `${readableName(structureName)}: ${criterion.label.slice(criterion.label.indexOf(", ") + 1).trim()}`,
        structureId,
        criterion,
      }));
    const models = probabilityModels(structureDoses, this.response);
    return {
      gains: [...tumours.map(meanChoice), ...own(goals), ...models.control],
      costs: [...own(limits), ...organs.map(meanChoice), ...models.complication],
    };
  }

  #held(criteria: readonly Criterion[]) {
    const [point] = tradeOff(criteria, [], this.#input(), { mostGBq: 0, steps: 1 });
    return point!.limits;
  }

  #chosen() {
    const { gains, costs } = this.#choices();
    const binding = this.largest.binding;
    const bindingId = binding && `${binding.limit.id} ${binding.structureId}`;
    const find = (all: readonly Choice[], id: string | undefined) =>
      all.find((choice) => choice.id === id);
    return {
      gain: find(gains, this.gain) ?? gains[0],
      cost: find(costs, this.cost) ?? find(costs, bindingId) ?? costs[0],
    };
  }

  #input = () => {
    const { cycles, earlier, patient, given = [] } = this.whatIf;
    const against = underCourse(patientInput(this.result, patient), given, earlier);
    return { ...against, schedule: equalCycles(cycles) };
  };

  #pointAt(totalGBq: number) {
    const { gain, cost } = this.#chosen();
    const [, point] = this.#curve(gain!, cost!, totalGBq, 1);
    return point!;
  }

  #curve(gain: Choice, cost: Choice, mostTotalGBq: number, steps: number) {
    const { cycles } = this.whatIf;
    const points = tradeOff([cost.criterion], [gain.criterion], this.#input(), {
      mostGBq: mostTotalGBq / cycles,
      steps,
    });
    return points.map(({ activityGBq, limits, goals }) => ({
      totalGBq: activityGBq * cycles,
      cost: limits.find(({ structureId }) => structureId === cost.structureId)?.value ?? Number.NaN,
      gain: goals.find(({ structureId }) => structureId === gain.structureId)?.value ?? Number.NaN,
    }));
  }

  #draw() {
    const { gain, cost } = this.#chosen();
    if (!gain || !cost || !this.host) return;
    const most = 1.5 * Math.max(this.largest.totalActivityGBq ?? 0, this.whatIf.activityGBq, 0.1);
    const points = this.#curve(gain, cost, most, STEPS);
    const data = [
      points.map((point) => point.cost),
      points.map((point) => point.gain),
    ] as unknown as uPlot.AlignedData;
    const axes = `${gain.id} ${cost.id}`;
    if (this.#chart && this.#drawn === axes) {
      this.#chart.plot.setData(data);
      return;
    }
    this.#drawn = axes;
    this.#chart?.dispose();
    const stroke = property(this, "--accent");
    this.#chart = new Chart(
      this.host,
      {
        legend: { show: false },
        padding: [10, 20, 0, 0],
        scales: {
          x: { time: false, ...(isProbability(cost) ? { range: [0, 1] } : {}) },
          ...(isProbability(gain) ? { y: { range: [0, 1] } } : {}),
        },
        axes: [
          axisOf(this.host, axisName(cost), 24),
          { ...axisOf(this.host, axisName(gain), 52), side: 3 },
        ],
        series: [{}, { label: "trade-off", stroke, width: 2, points: { show: false } }],
        cursor: { show: false },
        hooks: { draw: [(plot) => this.#drawMarks(plot)] },
      },
      data,
    );
  }

  #drawMarks(plot: uPlot) {
    const { cost } = this.#chosen();
    const now = this.#pointAt(this.whatIf.activityGBq);
    const { ctx, bbox } = plot;
    const scale = devicePixelRatio;
    ctx.save();
    const isLimit = cost && "type" in cost.criterion && cost.criterion.type === "limit";
    if (isLimit) {
      const x = plot.valToPos(cost.criterion.value, "x", true);
      ctx.strokeStyle = property(this, "--exceeded");
      ctx.lineWidth = 1.5 * scale;
      ctx.setLineDash([4 * scale, 3 * scale]);
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
      ctx.setLineDash([]);
    }
    ctx.strokeStyle = property(this, "--text");
    ctx.lineWidth = 2 * scale;
    ctx.beginPath();
    ctx.arc(
      plot.valToPos(now.cost, "x", true),
      plot.valToPos(now.gain, "y", true),
      5 * scale,
      0,
      2 * Math.PI,
    );
    ctx.stroke();
    ctx.restore();
  }

  #parameters(gain: Choice, cost: Choice) {
    const field = (key: keyof ResponseParameters, name: string, unit: string) => html`
      <div class="line">
        <span>${name}</span>
        <number-field
          label=${name}
          unit=${unit}
          min="0.0001"
          .value=${this.response[key]}
          .step=${this.response[key] / 10}
          @number-change=${({ detail }: CustomEvent<number>) => {
            this.response = { ...this.response, [key]: detail };
          }}
        ></number-field>
      </div>
    `;
    const control = gain.criterion.metric.kind === "tcp";
    const complication = cost.criterion.metric.kind === "ntcp";
    if (!control && !complication) return null;
    return html`
      <p class="note">Model parameters are assumptions: enter those of the tissue.</p>
      ${
        control
          ? [
              field("alphaPerGy", "α", "per Gy"),
              field("alphaBetaGy", "α/β of the tumour", "Gy"),
              field("repairHalfLifeH", "Repair half-life", "h"),
              field("clonogensPerMl", "Clonogens", "per mL"),
            ]
          : null
      }
      ${
        complication
          ? [field("td50Gy", "TD50", "Gy"), field("m", "m", ""), field("n", "n", "")]
          : null
      }
    `;
  }
}

const STEPS = 120;

const select = (
  label: string,
  choices: readonly Choice[],
  chosen: Choice,
  choose: (id: string) => void,
) => html`<select
  aria-label=${label}
  @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}
>
  ${choices.map(
    ({ id, name }) =>
      html`<option value=${id} .selected=${id === chosen.id}>${sentenceName(name)}</option>`,
  )}
</select>`;
