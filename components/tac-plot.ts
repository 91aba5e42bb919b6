import { html, LitElement, nothing, svg } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { styleMap } from "lit/directives/style-map.js";
import { METHOD_NAME } from "../src/app/methodName";
import type { RegionResult } from "../src/app/planResult";
import { readableName } from "../src/volume/readableName";
import { threeFigures } from "./format";
import { oneDecimal } from "./oneDecimal";
import { linearScale, logScale, type PlotScale } from "./plotScale";
import { weightName } from "./readingWeights";
import { type CurvePoint, tacCurve } from "./tacCurve";
import { tacPlotStyles } from "./tacPlotStyles";
import { baseStyles } from "./theme";

/**
 * Activity of one source region over time: readings with their errors, the fitted curve, hatched what lies beyond the last reading, dotted the
 * curve as calculated where it differs; below, where there is room, the residuals. A reading is a button: click, Enter or the space bar leave
 * it out or take it back, and `w` weighs it.
 *
 * @fires reading-weigh - `detail` is the id of the scan and the weight wanted.
 */
@customElement("tac-plot")
export class TacPlot extends LitElement {
  static override styles = [baseStyles, tacPlotStyles];

  @property({ attribute: false }) region!: RegionResult;
  /** As calculated. */
  @property({ attribute: false }) calculated: RegionResult | undefined;
  @property({ attribute: false }) scanNames: ReadonlyMap<string, string> = new Map();
  @property() colour = "#9aa7b2";
  @property({ type: Boolean }) logarithmic = false;
  @state() private size: readonly [width: number, height: number] = [0, 0];

  readonly #observer = new ResizeObserver(([entry]) => {
    const { width, height } = entry!.contentRect;
    this.size = [width, height];
  });

  override connectedCallback() {
    super.connectedCallback();
    this.#observer.observe(this);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  override render() {
    const [width, height] = this.size;
    if (width < 120 || height < 90) return nothing;
    const strip = height > ROOM_FOR_RESIDUALS ? STRIP_PX : 0;
    const frame: Frame = {
      left: 58,
      right: width - 14,
      top: 10,
      bottom: height - (strip > 0 ? strip + 44 : 34),
    };
    const curve = tacCurve(this.region);
    const before = this.calculated && tacCurve(this.calculated);
    const x = linearScale([0, curve.endH], [frame.left, frame.right], Math.max(3, width / 110));
    const y = this.#activityScale(curve, frame);
    return html`
      <svg
        width=${width}
        height=${height}
        role="group"
        aria-label=${`Activity of ${readableName(this.region.name)} over time, ${METHOD_NAME[this.region.fit.method]}`}
        style=${styleMap({ "--colour": this.colour })}
        @keydown=${this.#walk}
      >
        <defs>
          <pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <line class="hatch" x1="0" y1="0" x2="0" y2="7" stroke-width="2"></line>
          </pattern>
          <clipPath id="inside">
            <rect x=${frame.left} y=${frame.top} width=${frame.right - frame.left} height=${frame.bottom - frame.top}></rect>
          </clipPath>
        </defs>
        ${axes(x, y, frame)}
        <g clip-path="url(#inside)">
          <path d=${area(curve.extrapolated, x, y, frame)} fill="url(#hatch)"></path>
          ${before ? svg`<path class="before" d=${line([...before.measured, ...before.extrapolated], x, y)}></path>` : nothing}
          <path class="curve" d=${line(curve.measured, x, y)}></path>
          <path class="curve beyond" d=${line(curve.extrapolated, x, y)}></path>
        </g>
        <text class="share" x=${frame.right - 4} y=${frame.top + 12} text-anchor="end">
          ${threeFigures(100 * this.region.fit.extrapolatedShare)}
          ${width > 420 ? "% of the integral lies after the last reading" : "% after the last reading"}
        </text>
        ${this.region.scanIds.map((_, i) => this.#reading(i, x, y))}
        ${strip > 0 ? this.#residuals(x, { ...frame, top: height - strip - 4, bottom: height - 8 }) : nothing}
      </svg>
    `;
  }

  #activityScale({ measured, extrapolated }: ReturnType<typeof tacCurve>, frame: Frame): PlotScale {
    const { activityMBq, sigmaMBq } = this.region;
    const seen = [...measured, ...extrapolated].map(([, a]) => a);
    const most = Math.max(...seen, ...activityMBq.map((a, i) => a + (sigmaMBq?.[i] ?? 0)), 1e-6);
    const range: readonly [number, number] = [frame.bottom, frame.top];
    if (!this.logarithmic) {
      const least = Math.min(0, ...activityMBq);
      return linearScale([least, most * 1.06], range, Math.max(2, (frame.bottom - frame.top) / 42));
    }
    const positive = [...activityMBq, ...seen].filter((a) => a > most * 1e-4);
    return logScale([Math.min(...positive) / 1.2, most * 1.3], range);
  }

  #reading(i: number, x: PlotScale, y: PlotScale) {
    const { scanIds, timesH, activityMBq, sigmaMBq, weights } = this.region;
    const [id, timeH, activity, weight] = [scanIds[i]!, timesH[i]!, activityMBq[i]!, weights[i]!];
    const sigma = (sigmaMBq?.[i] ?? 0) / Math.sqrt(weight > 0 ? weight : 1);
    const [cx, cy] = [x.toPx(timeH), y.toPx(activity)];
    const name = `${this.scanNames.get(id) ?? id}, ${threeFigures(timeH)} h: ${threeFigures(activity)} MBq, ${weight === 0 ? "left out" : `counts ${weightName(weight)}`}`;
    return svg`
      <g
        class="reading ${weight === 0 ? "out" : weight < 1 ? "part" : ""}"
        role="button"
        tabindex="0"
        data-reading=${id}
        aria-pressed=${weight > 0}
        aria-label=${`${name}. Enter leaves it out or takes it back, w weighs it`}
        @click=${() => this.#weigh(id, weight > 0 ? 0 : 1)}
        @keydown=${(event: KeyboardEvent) => this.#byKey(event, id, weight)}
      >
        <title>${name}; click to ${weight > 0 ? "leave it out" : "take it back"}</title>
        ${sigma > 0 ? errorBar(cx, y.toPx(activity - sigma), y.toPx(activity + sigma)) : nothing}
        <circle class="dot" cx=${cx} cy=${cy} r="5"></circle>
        ${weight === 0 ? svg`<path class="cross" d=${`M${cx - 3} ${cy - 3}l6 6m0 -6l-6 6`}></path>` : nothing}
        <circle class="target" cx=${cx} cy=${cy} r="11"></circle>
      </g>
    `;
  }

  /** Readings less curve, in σ where σ are known, else in percent of the reading. */
  #residuals(x: PlotScale, frame: Frame) {
    const { timesH, activityMBq, sigmaMBq, weights, fit } = this.region;
    const values = fit.residualsMBq.map((r, i) =>
      sigmaMBq ? -r / sigmaMBq[i]! : (-100 * r) / Math.abs(activityMBq[i]! || 1),
    );
    const tolerated = sigmaMBq ? 2 : 10;
    const reach = Math.max(tolerated * 1.5, ...values.map(Math.abs));
    const y = linearScale([-reach, reach], [frame.bottom, frame.top + 14], 2);
    const [top, zero, bottom] = [y.toPx(tolerated), y.toPx(0), y.toPx(-tolerated)];
    return svg`
      <text x=${frame.left} y=${frame.top + 8}>
        Reading less curve, ${sigmaMBq ? "in σ; band: ±2 σ" : "% of the reading; band: ±10 %"}
      </text>
      <rect class="band" x=${frame.left} y=${top} width=${frame.right - frame.left} height=${bottom - top}></rect>
      <line class="zero" x1=${frame.left} x2=${frame.right} y1=${zero} y2=${zero}></line>
      <text x=${frame.left - 6} y=${top + 4} text-anchor="end">${tolerated}</text>
      <text x=${frame.left - 6} y=${bottom + 4} text-anchor="end">−${tolerated}</text>
      ${values.map(
        (value, i) => svg`<line class="bar ${weights[i]! > 0 ? "" : "out"}" x1=${x.toPx(timesH[i]!)}
          x2=${x.toPx(timesH[i]!)} y1=${zero} y2=${y.toPx(value)}><title>${threeFigures(value)} ${sigmaMBq ? "σ" : "%"}</title></line>
          <text x=${x.toPx(timesH[i]!) + 5} y=${y.toPx(value) + 4}>${oneDecimal(value)}</text>`,
      )}
    `;
  }

  #byKey(event: KeyboardEvent, id: string, weight: number) {
    const wanted =
      event.key === "Enter" || event.key === " "
        ? weight > 0
          ? 0
          : 1
        : event.key === "w"
          ? weight === 1
            ? 0.25
            : 1
          : undefined;
    if (wanted === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.#weigh(id, wanted);
  }

  /** Arrow keys go from reading to reading. */
  #walk = (event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    const all = [...this.renderRoot.querySelectorAll<SVGElement>(".reading")];
    const here = all.indexOf(this.shadowRoot?.activeElement as SVGElement);
    all[here + step]?.focus();
    event.preventDefault();
    event.stopPropagation();
  };

  #weigh(scanId: string, weight: number) {
    const detail = { scanId, weight };
    this.dispatchEvent(new CustomEvent("reading-weigh", { detail, bubbles: true, composed: true }));
  }
}

interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const ROOM_FOR_RESIDUALS = 260;
const STRIP_PX = 92;

function axes(x: PlotScale, y: PlotScale, { left, right, top, bottom }: Frame) {
  return svg`
    ${y.ticks.map(
      (
        tick,
      ) => svg`<line class="grid" x1=${left} x2=${right} y1=${y.toPx(tick)} y2=${y.toPx(tick)}></line>
        <text x=${left - 6} y=${y.toPx(tick) + 4} text-anchor="end">${tick}</text>`,
    )}
    ${x.ticks.map(
      (
        tick,
      ) => svg`<line class="grid" x1=${x.toPx(tick)} x2=${x.toPx(tick)} y1=${top} y2=${bottom}></line>
        <text x=${x.toPx(tick)} y=${bottom + 14} text-anchor="middle">${tick}</text>`,
    )}
    <text x=${(left + right) / 2} y=${bottom + 28} text-anchor="middle">Time after administration (h)</text>
    <text transform=${`translate(12 ${(top + bottom) / 2}) rotate(-90)`} text-anchor="middle">Activity (MBq)</text>
  `;
}

const line = (points: readonly CurvePoint[], x: PlotScale, y: PlotScale) =>
  points.length === 0
    ? ""
    : `M${points.map(([t, a]) => `${x.toPx(t).toFixed(1)} ${y.toPx(a).toFixed(1)}`).join("L")}`;

function area(points: readonly CurvePoint[], x: PlotScale, y: PlotScale, { bottom }: Frame) {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return "";
  const floor = Math.min(bottom, y.toPx(0));
  return `${line(points, x, y)}L${x.toPx(last[0])} ${floor}L${x.toPx(first[0])} ${floor}Z`;
}

const errorBar = (cx: number, low: number, high: number) =>
  svg`<path class="error" d=${`M${cx} ${low}V${high}M${cx - 4} ${low}h8M${cx - 4} ${high}h8`} fill="none"></path>`;
