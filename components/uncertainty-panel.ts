import { css, html, LitElement, type PropertyValues } from "lit";
import { customElement, property as input, query } from "lit/decorators.js";
import { styleMap } from "lit/directives/style-map.js";
import type uPlot from "uplot";
import {
  fitError,
  type LargestInterval,
  type NamedBar,
  riskCurve,
  tornadoOf,
} from "../src/app/interval";
import type { PlanResult } from "../src/app/planResult";
import { NO_EDITS, type Spread } from "../src/app/session";
import type { LargestActivity } from "../src/planning/largestActivity";
import { riskAt } from "../src/planning/riskOfActivity";
import type { SMatrix } from "../src/planning/sMatrix";
import type { DoseUncertainty } from "../src/planning/uncertainty";
import { readableName } from "../src/volume/readableName";
import { axisOf, Chart, chartStyles, property } from "./chart";
import { threeFigures } from "./format";
import { memo } from "./memo";
import { oneDecimal } from "./oneDecimal";
import { baseStyles } from "./theme";
import { whatIfStyles } from "./whatIfStyles";
import "./help-note";
import "./number-field";

/**
 * How far the largest activity is known: the probability that a limit is exceeded against activity, with the mark of 5 % risk; which input
 * drives it; and the errors of the inputs, to be changed.
 *
 * @fires what-if - `detail` is `{ spread }`.
 */
@customElement("uncertainty-panel")
export class UncertaintyPanel extends LitElement {
  static override styles = [
    baseStyles,
    ...chartStyles,
    whatIfStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(220px, 1fr) minmax(0, 220px) minmax(0, 200px);
        min-height: 0;
      }
      section {
        overflow: auto;
        padding: 6px 12px 8px;
        border-left: 1px solid var(--rule);
      }
      .bar {
        position: relative;
        height: 8px;
        margin: 1px 0 5px;
        background: linear-gradient(var(--rule), var(--rule)) center / 1px 100% no-repeat;
      }
      .bar i {
        position: absolute;
        top: 0;
        height: 100%;
        background: var(--accent);
      }
      .name {
        display: flex;
        justify-content: space-between;
        gap: 8px;
        font-size: 12px;
      }
    `,
  ];

  @input({ attribute: false }) result!: PlanResult;
  @input({ attribute: false }) largest!: LargestActivity;
  @input({ attribute: false }) interval: LargestInterval | undefined;
  @input({ attribute: false }) matrix!: SMatrix;
  @input({ attribute: false }) uncertainty!: DoseUncertainty;
  @input({ attribute: false }) spread: Spread = NO_EDITS.spread;
  /** Over all cycles. */
  @input({ type: Number }) activityGBq = 0;
  @query(".plot") private readonly host!: HTMLElement;

  #chart: Chart | undefined;

  override render() {
    const { interval } = this;
    return html`
      <div
        class="plot"
        role="img"
        aria-label=${interval ? `Five percent risk at ${threeFigures(interval.atFivePercentGBq)} GBq` : "No limit binds"}
      ></div>
      <section>
        <h2>What drives it</h2>
        ${interval ? this.#tornado() : html`<p class="note">No limit binds: there is no interval.</p>`}
      </section>
      <section>
        <h2>
          Inputs, one standard deviation
          <help-note about="Uncertainty">
            <p>
              10,000 plans are drawn with log-normal errors of calibration (one for all regions and
              cycles), of each region's decays and of each mass (on the self-dose), and followed
              through the S-matrix. Errors are those of the plan's budget (calibration, recovery,
              volume, fit, registration) until you put others in their place; what blood and probe give has those of the Patient page. The interval holds 95 % of the largest activities; at 5 % risk
              one in twenty plans exceeds a limit. Errors of limits and of radiobiology are not in
              it, but for the RBE of alphas where you put one in: log-normal, the same in all limits.
              MIRD Pamphlet 22 gives 3 to 5 for deterministic effects, which as a range of 95 % is 13 %.
            </p>
            <p class="quiet">After Gear et al., EJNMMI 45 (2018) 2456.</p>
          </help-note>
        </h2>
        ${this.#field("calibrationPercent", "Calibration", 100 * this.uncertainty.calibration)}
        ${this.#field("massPercent", this.#massName(), 100 * this.#bindingMass())}
        ${this.#field("fitPercent", "Fits that state no error")}
        ${this.#hasAlphas() ? this.#field("rbePercent", "RBE of alphas", 0) : null}
        ${this.#fits()}
        ${
          interval
            ? html`<p class="note">
                At ${threeFigures(this.activityGBq)} GBq a limit is exceeded by
                <b>${riskText(riskAt(interval.sampledGBq, this.activityGBq))}</b> of
                the plans drawn.
              </p>`
            : null
        }
      </section>
    `;
  }

  override updated(changed: PropertyValues) {
    if (changed.has("interval")) this.#draw();
    else if (changed.has("activityGBq")) this.#chart?.plot.redraw(false);
  }

  override connectedCallback() {
    super.connectedCallback();
    if (this.hasUpdated) this.requestUpdate("interval");
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#chart?.dispose();
    this.#chart = undefined;
  }

  #hasAlphas = () => this.largest.perLimit.some(({ activityAtRbe }) => activityAtRbe !== undefined);

  /** Error of the mass of the structure that binds, else of the first. */
  #bindingMass() {
    const { targets } = this.matrix;
    const t = targets.findIndex(({ id }) => id === this.largest.binding?.structureId);
    return this.uncertainty.mass[Math.max(0, t)] ?? 0;
  }

  #massName() {
    const { targets } = this.matrix;
    const bound = targets.find(({ id }) => id === this.largest.binding?.structureId) ?? targets[0];
    return bound ? `Mass, ${readableName(bound.name)}` : "Mass";
  }

  readonly #barsOf = memo(
    (
      largest: LargestActivity,
      matrix: SMatrix,
      uncertainty: DoseUncertainty,
    ): readonly NamedBar[] =>
      tornadoOf(largest, matrix, uncertainty, (id) =>
        readableName(this.result.regions.find(({ structureId }) => structureId === id)?.name ?? id),
      ),
  );

  #tornado() {
    const bars = this.#barsOf(this.largest, this.matrix, this.uncertainty).filter(
      ({ belowGBq, aboveGBq }) => threeFigures(belowGBq) !== threeFigures(aboveGBq),
    );
    const middle = this.largest.totalActivityGBq ?? 0;
    const reach = Math.max(
      ...bars.flatMap(({ belowGBq, aboveGBq }) => [
        Math.abs(belowGBq - middle),
        Math.abs(aboveGBq - middle),
      ]),
    );
    const at = (gbq: number) => 50 + (50 * (gbq - middle)) / reach;
    return bars.map(({ name, belowGBq, aboveGBq }) => {
      const [from, to] = [Math.min(belowGBq, aboveGBq), Math.max(belowGBq, aboveGBq)];
      return html`
        <div class="name">
          <span>${name}</span><span class="quiet">${threeFigures(from)}–${threeFigures(to)} GBq</span>
        </div>
        <div class="bar">
          <i style=${styleMap({ left: `${at(from)}%`, width: `${at(to) - at(from)}%` })}></i>
        </div>
      `;
    });
  }

  #fits() {
    const known = this.result.regions.flatMap((region) => {
      const error = fitError(region);
      return error === undefined
        ? []
        : [`${readableName(region.name)} ${oneDecimal(100 * error)} %`];
    });
    return known.length > 0
      ? html`<p class="note">Decays by their fits: ${known.join(", ")}.</p>`
      : null;
  }

  /** A number of the user's in place of the budget's, which an empty one brings back. */
  #field(key: keyof Spread, name: string, byBudget?: number) {
    const value = this.spread[key] ?? Number((byBudget ?? 0).toPrecision(3));
    const own = byBudget !== undefined && this.spread[key] !== undefined;
    const set = (percent: number | undefined) =>
      this.dispatchEvent(
        new CustomEvent("what-if", {
          detail: { spread: { ...this.spread, [key]: percent } },
          bubbles: true,
          composed: true,
        }),
      );
    return html`<div class="line ${own ? "changed" : ""}">
      <span>${name}</span>
      ${own ? html`<button class="plain small" @click=${() => set(undefined)}>${key === "rbePercent" ? "none" : "by budget"}</button>` : null}
      <number-field
        label=${`${name}, standard deviation`}
        unit="%"
        max="100"
        .value=${value}
        @number-change=${({ detail }: CustomEvent<number>) => set(detail)}
      ></number-field>
    </div>`;
  }

  #draw() {
    this.#chart?.dispose();
    this.#chart = undefined;
    const { interval } = this;
    if (!interval) return;
    const { activityGBq, risk } = riskCurve(interval.sampledGBq, 1.3 * interval.toGBq, STEPS);
    const stroke = property(this, "--accent");
    this.#chart = new Chart(
      this.host,
      {
        legend: { show: false },
        padding: [10, 20, 0, 0],
        scales: { x: { time: false }, y: { range: [0, 101] } },
        axes: [
          axisOf(this.host, "Activity, all cycles (GBq)", 24),
          { ...axisOf(this.host, "Risk of exceeding a limit (%)", 44), side: 3 },
        ],
        series: [{}, { label: "risk", stroke, width: 2, points: { show: false } }],
        cursor: { show: false },
        hooks: { draw: [(plot) => this.#drawMarks(plot, interval)] },
      },
      [activityGBq, risk.map((p) => 100 * p)] as unknown as uPlot.AlignedData,
    );
  }

  #drawMarks(plot: uPlot, { fromGBq, toGBq, atFivePercentGBq }: LargestInterval) {
    const { ctx, bbox } = plot;
    const scale = devicePixelRatio;
    const x = (gbq: number) => plot.valToPos(gbq, "x", true);
    const line = (gbq: number, colour: string, dash: readonly number[]) => {
      ctx.strokeStyle = property(this, colour);
      ctx.lineWidth = 1.5 * scale;
      ctx.setLineDash(dash.map((length) => length * scale));
      ctx.beginPath();
      ctx.moveTo(x(gbq), bbox.top);
      ctx.lineTo(x(gbq), bbox.top + bbox.height);
      ctx.stroke();
    };
    ctx.save();
    ctx.globalAlpha = 0.12;
    ctx.fillStyle = property(this, "--accent");
    ctx.fillRect(x(fromGBq), bbox.top, x(toGBq) - x(fromGBq), bbox.height);
    ctx.globalAlpha = 1;
    line(atFivePercentGBq, "--near", [4, 3]);
    line(this.activityGBq, "--text", []);
    ctx.fillStyle = property(this, "--near");
    ctx.font = `${11 * scale}px system-ui, sans-serif`;
    ctx.textAlign = "right";
    ctx.fillText(
      `5 % risk ${threeFigures(atFivePercentGBq)}`,
      x(atFivePercentGBq) - 4 * scale,
      bbox.top + 12 * scale,
    );
    ctx.restore();
  }
}

const STEPS = 200;

/** Ten thousand draws tell no less than this from none. */
const LEAST_RISK = 1e-3;

const riskText = (risk: number): string =>
  risk < LEAST_RISK
    ? `less than ${100 * LEAST_RISK} %`
    : risk > 1 - LEAST_RISK
      ? `more than ${100 * (1 - LEAST_RISK)} %`
      : `${oneDecimal(100 * risk)} %`;
