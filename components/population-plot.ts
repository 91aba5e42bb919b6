import { css, html, LitElement, svg } from "lit";
import { customElement, property } from "lit/decorators.js";
import { logCurve, logCurveSlopes } from "../src/kinetics/bayes";
import type { FinishedCurve } from "../src/kinetics/finishedCurve";
import type { PopulationPrior } from "../src/kinetics/population";
import { quadratic } from "../src/kinetics/smallMatrix";
import { linearScale, logScale } from "./plotScale";
import { baseStyles } from "./theme";

const [WIDTH, HEIGHT] = [560, 300];
const FRAME = { left: 58, right: WIDTH - 12, top: 10, bottom: HEIGHT - 40 };
const STEPS = 120;

/** A population's curve with the band of 95 % of its patients, one to compare dashed, and the readings of finished patients. */
@customElement("population-plot")
export class PopulationPlot extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
      }
      svg {
        display: block;
        width: 100%;
        max-width: 640px;
        height: auto;
      }
      text {
        fill: var(--text-quiet);
        font-size: 11px;
        font-variant-numeric: tabular-nums;
      }
      .grid {
        stroke: var(--rule);
      }
      .band {
        fill: var(--accent);
        opacity: 0.15;
        stroke: none;
      }
      .median {
        fill: none;
        stroke: var(--accent);
        stroke-width: 2;
      }
      .beside {
        fill: none;
        stroke: var(--text-quiet);
        stroke-width: 1.5;
        stroke-dasharray: 5 4;
      }
      .point {
        fill: var(--text);
      }
    `,
  ];

  @property({ attribute: false }) population!: PopulationPrior;
  /** Drawn dashed. */
  @property({ attribute: false }) beside: PopulationPrior | undefined;
  /** Under the decay of the population's nuclide. */
  @property({ attribute: false }) curves: readonly FinishedCurve[] = [];

  override render() {
    const { population, beside, curves } = this;
    const points = curves.flatMap(({ timesH, administeredPercent }) =>
      timesH.map((t, i): readonly [number, number] => [t, administeredPercent[i]!]),
    );
    const lastH = Math.max(3 * population.median.effectiveHalfLifeH, ...points.map(([t]) => t));
    const times = Array.from({ length: STEPS }, (_, i) => (lastH * (i + 1)) / STEPS);
    const band = times.map((t) => bandAt(population, t));
    const shown = [...points.map(([, a]) => a), ...band.flat()].filter((a) => a > 0);
    const x = linearScale([0, lastH], [FRAME.left, FRAME.right], 6);
    const most = Math.max(...shown) * 1.2;
    const least = Math.max(Math.min(...shown), most / 1e4);
    const y = logScale([least, most], [FRAME.bottom, FRAME.top]);
    const path = (values: readonly number[], at = times) =>
      at.map((t, i) => `${x.toPx(t).toFixed(1)} ${y.toPx(values[i]!).toFixed(1)}`).join("L");
    const medianOf = ({ median }: PopulationPrior) =>
      times.map((t) => 100 * Math.exp(logCurve(median, t)));
    const low = band.map(([a]) => a);
    const high = band.map(([, a]) => a);
    const back = path([...low].reverse(), [...times].reverse());
    return html`<svg
      viewBox=${`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label=${`${population.name}: median curve, band of 95 % of patients, readings of ${curves.length} curves`}
    >
      ${y.ticks.map(
        (
          tick,
        ) => svg`<line class="grid" x1=${FRAME.left} x2=${FRAME.right} y1=${y.toPx(tick)} y2=${y.toPx(tick)}></line>
          <text x=${FRAME.left - 6} y=${y.toPx(tick) + 4} text-anchor="end">${tick}</text>`,
      )}
      ${x.ticks.map(
        (tick) =>
          svg`<text x=${x.toPx(tick)} y=${FRAME.bottom + 15} text-anchor="middle">${tick}</text>`,
      )}
      <path class="band" d=${`M${path(high)}L${back}Z`}></path>
      ${beside ? svg`<path class="beside" d=${`M${path(medianOf(beside))}`}></path>` : null}
      <path class="median" d=${`M${path(medianOf(population))}`}></path>
      ${points.map(([t, a]) => svg`<circle class="point" cx=${x.toPx(t)} cy=${y.toPx(a)} r="2.5"></circle>`)}
      <text x=${(FRAME.left + FRAME.right) / 2} y=${HEIGHT - 8} text-anchor="middle">
        Time after administration (h)
      </text>
      <text transform=${`translate(12 ${(FRAME.top + FRAME.bottom) / 2}) rotate(-90)`} text-anchor="middle">
        Activity (% of that administered)
      </text>
    </svg>`;
  }
}

/** 95 % of patients lie between, % of the administered activity; to first order. */
function bandAt({ median, logCovariance }: PopulationPrior, timeH: number): [number, number] {
  const slopes = logCurveSlopes(median, timeH);
  const reach = 1.96 * Math.sqrt(quadratic(logCovariance, slopes, slopes));
  const middle = logCurve(median, timeH);
  return [100 * Math.exp(middle - reach), 100 * Math.exp(middle + reach)];
}
