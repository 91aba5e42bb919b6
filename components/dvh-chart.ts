import { css, html, LitElement, type PropertyValues } from "lit";
import { customElement, property as input, query, state } from "lit/decorators.js";
import type uPlot from "uplot";
import type { Dvh } from "../src/dosimetry/dvh";
import { doseAtVolumePercent } from "../src/dosimetry/dvhMetrics";
import { readableName } from "../src/volume/readableName";
import { axisOf, Chart, chartStyles, property, roundTicks } from "./chart";
import { type DvhCurves, dvhCurves } from "./dvhCurves";
import { drawMarks } from "./dvhMarkShapes";
import type { DvhMark } from "./dvhMarks";
import { dvhDescription, dvhFigures } from "./dvhText";
import { threeFigures } from "./format";
import { baseStyles } from "./theme";

/**
 * Cumulative dose-volume histograms at an activity. Slots: axis (a choice of the dose axis). The curves are kept per GBq: another activity only changes what the axis spans.
 * Hovering reads the nearest curve out, a click brings it forward, dragging along the axis zooms and a double click shows all again.
 *
 * @fires structure-select - `detail` is the id of the clicked structure, or undefined for none.
 */
@customElement("dvh-chart")
export class DvhChart extends LitElement {
  static override styles = [
    baseStyles,
    ...chartStyles,
    css`
      :host {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
        min-height: 0;
      }
      .head {
        display: flex;
        justify-content: space-between;
        gap: 16px;
        padding: 2px 12px 0;
        font-size: 12px;
        color: var(--text-quiet);
      }
      .spans {
        display: flex;
        align-items: start;
        gap: 4px;
      }
      .spans button {
        padding: 0 5px;
        color: var(--text-quiet);
      }
      .spans button[aria-pressed="true"] {
        color: var(--text);
        border-color: var(--rule-strong);
      }
      b {
        color: var(--text);
        font-weight: 600;
      }
    `,
  ];

  @input({ attribute: false }) dvhs: readonly Dvh[] = [];
  /** To compare with, at the same activity: dashed. */
  @input({ attribute: false }) dashed: readonly Dvh[] = [];
  /** What the dashed curves are. */
  @input() dashedName = "compared plan";
  /** Of the doses: Gy, or Gy(RBE) where alphas are weighted. */
  @input() unit: "Gy" | "Gy(RBE)" = "Gy";
  /** Of which cycles the doses are. */
  @input() cycles = "all cycles";
  /** Over these cycles. */
  @input({ type: Number }) activityGBq = 0;
  @input({ attribute: false }) colours: ReadonlyMap<string, string> = new Map();
  @input({ attribute: false }) hiddenStructures: ReadonlySet<string> = new Set();
  @input({ attribute: false }) selected: string | undefined;
  @input({ attribute: false }) marks: readonly DvhMark[] = [];
  /** Structures that are not treated: the axis can be cut to what they receive. */
  @input({ attribute: false }) organs: ReadonlySet<string> = new Set();

  /** What the dose axis has room for. */
  @state() private span: "all" | "organs" = "all";
  @state() private hover: { readonly dvh: number; readonly doseGyPerGBq: number } | undefined;
  @query(".plot") private readonly host!: HTMLElement;

  #chart: Chart | undefined;
  #curves: DvhCurves = { doseGyPerGBq: new Float64Array(), percent: [] };
  /** Part of the axis that the user drew out, Gy. */
  #zoomGy: readonly [number, number] | undefined;

  override render() {
    return html`
      <div class="head">
        <output>${this.#readout()}</output>
        <span class="spans">
          <slot name="axis"></slot>
          ${SPANS.map(
            ({ span, name }) => html`<button
              class="plain"
              aria-pressed=${this.span === span}
              @click=${() => {
                this.span = span;
              }}
            >
              ${name}
            </button>`,
          )}
        </span>
      </div>
      <div class="plot" role="img" aria-label=${dvhDescription(this)} @click=${this.#select}></div>
    `;
  }

  override updated(changed: PropertyValues) {
    if (["dvhs", "dashed", "colours", "cycles", "unit"].some((name) => changed.has(name)))
      this.#draw();
    else if (changed.has("hiddenStructures") || changed.has("selected")) this.#showSeries();
    if (SPANNING.some((name) => changed.has(name))) this.#span();
    if (changed.has("marks")) this.#chart?.plot.redraw(false);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#chart?.dispose();
    this.#chart = undefined;
  }

  override connectedCallback() {
    super.connectedCallback();
    if (this.hasUpdated) this.requestUpdate("dvhs");
  }

  get #all(): readonly Dvh[] {
    return [...this.dvhs, ...this.dashed];
  }

  #draw() {
    this.#chart?.dispose();
    this.#curves = dvhCurves(this.#all);
    const doseAxis = {
      ...axisOf(
        this.host,
        `${this.unit === "Gy" ? "Absorbed dose" : "RBE-weighted dose"}, ${this.cycles} (${this.unit})`,
        24,
      ),
      splits: () => roundTicks(...this.#rangeGy(), 10).map((gy) => gy / this.#gyPerUnit()),
      values: (_: uPlot, splits: number[]) =>
        splits.map((x) => String(Number((x * this.#gyPerUnit()).toPrecision(4)))),
    };
    const volumeAxis = { ...axisOf(this.host, "Volume (%)", 40), side: 3 as const };
    const series = this.#all.map(({ structureId, name }, s) => ({
      label: name,
      stroke: this.colours.get(structureId) ?? "#888888",
      width: 1.5,
      points: { show: false },
      ...(s < this.dvhs.length ? {} : { dash: [5, 4] }),
    }));
    const options: Omit<uPlot.Options, "width" | "height"> = {
      legend: { show: false },
      padding: [6, 20, 0, 0],
      scales: {
        x: { time: false, range: () => this.#rangeUnits() },
        y: { range: [0, 102] },
      },
      axes: [doseAxis, volumeAxis],
      series: [{}, ...series],
      focus: { alpha: 0.35 },
      cursor: {
        focus: { prox: 24 },
        points: { size: 6 },
        drag: { x: true, y: false, setScale: false },
      },
      hooks: {
        setCursor: [(plot) => this.#hovered(plot)],
        setSelect: [(plot) => this.#zoom(plot)],
        draw: [
          (plot) =>
            drawMarks(
              plot,
              this.marks.filter(({ structureId }) => !this.hiddenStructures.has(structureId)),
              {
                gyPerUnit: this.#gyPerUnit(),
                colours: this.colours,
                unmet: property(this, "--exceeded"),
              },
            ),
        ],
      },
    };
    this.#chart = new Chart(this.host, options, [
      this.#curves.doseGyPerGBq,
      ...this.#curves.percent,
    ] as unknown as uPlot.AlignedData);
    this.#chart.plot.over.addEventListener("dblclick", () => this.#unzoom());
    this.#showSeries();
  }

  #showSeries() {
    const plot = this.#chart?.plot;
    if (!plot) return;
    plot.batch(() => {
      this.#all.forEach(({ structureId }, s) => {
        const series = plot.series[s + 1]!;
        series.width = structureId === this.selected ? 3 : 1.5;
        plot.setSeries(s + 1, { show: !this.hiddenStructures.has(structureId) });
      });
    });
    plot.redraw(false);
  }

  #span() {
    const [min, max] = this.#rangeUnits();
    this.#chart?.plot.setScale("x", { min, max });
  }

  /** Gy on the axis for 1 on the curves' own scale of Gy per GBq. */
  #gyPerUnit = () => Math.max(this.activityGBq, 1e-9);

  #rangeUnits(): [number, number] {
    const [from, to] = this.#rangeGy();
    return [from / this.#gyPerUnit(), to / this.#gyPerUnit()];
  }

  /** From 0 to a round dose above what 2 % of the hottest shown structure receive: the axis stands still while curves move over it. */
  #rangeGy(): [number, number] {
    if (this.#zoomGy) return [...this.#zoomGy];
    const shown = this.dvhs.filter(
      ({ structureId: id }) =>
        !this.hiddenStructures.has(id) && (this.span === "all" || this.organs.has(id)),
    );
    const hottest = Math.max(0, ...shown.map((dvh) => doseAtVolumePercent(dvh, 2)));
    const endGy = hottest * this.#gyPerUnit();
    return [0, endGy > 0 ? roundEnd(endGy) : 1];
  }

  #zoom(plot: uPlot) {
    const { left, width } = plot.select;
    if (width < 8) return;
    const gy = (x: number) => plot.posToVal(x, "x") * this.#gyPerUnit();
    this.#zoomGy = [Math.max(0, gy(left)), gy(left + width)];
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    this.#span();
  }

  #unzoom() {
    this.#zoomGy = undefined;
    this.#span();
  }

  #hovered(plot: uPlot) {
    const { idx, left = -1 } = plot.cursor;
    const series = plot.series.findIndex((s, i) => i > 0 && (s as { _focus?: boolean })._focus);
    this.hover =
      left < 0 || idx == null || series < 1
        ? undefined
        : { dvh: series - 1, doseGyPerGBq: plot.posToVal(left, "x") };
  }

  #select() {
    const id = this.hover && this.#all[this.hover.dvh]?.structureId;
    const detail = id === this.selected ? undefined : id;
    this.dispatchEvent(
      new CustomEvent("structure-select", { detail, bubbles: true, composed: true }),
    );
  }

  /** What is read while nothing is pointed at: the structure that is brought forward, or how to. */
  #atRest() {
    const dvh = this.dvhs.find(({ structureId }) => structureId === this.selected);
    if (dvh) return dvhFigures(dvh, this);
    return `${this.dashed.length > 0 ? `Dashed: ${this.dashedName}. ` : ""}Point at a curve to read it, click to lift it, drag to zoom.`;
  }

  #readout() {
    const { hover } = this;
    const dvh = hover && this.#all[hover.dvh];
    const compared = hover && hover.dvh >= this.dvhs.length ? `, ${this.dashedName}` : "";
    if (!dvh) return this.#atRest();
    const { doseGyPerGBq, percent } = this.#curves;
    const at = doseGyPerGBq.findIndex((dose) => dose >= hover.doseGyPerGBq);
    const share = percent[hover.dvh]?.[at < 0 ? doseGyPerGBq.length - 1 : at] ?? 0;
    return html`<b>${readableName(dvh.name)}${compared}</b>: ${threeFigures(share)} % receive at least
      ${threeFigures(hover.doseGyPerGBq * this.activityGBq)} ${this.unit}`;
  }
}

const SPANS = [
  { span: "all", name: "All" },
  { span: "organs", name: "Organs" },
] as const;

/** Properties that the span of the dose axis depends on. */
const SPANNING = ["activityGBq", "dvhs", "hiddenStructures", "organs", "span"];

/** The next of 1, 1.5, 2, 3, 5, 7 times a power of ten. */
function roundEnd(x: number): number {
  const decade = 10 ** Math.floor(Math.log10(x));
  return ([1, 1.5, 2, 3, 5, 7, 10].find((step) => step * decade >= x) ?? 10) * decade;
}
