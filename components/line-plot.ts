import { css, html, LitElement } from "lit";
import { customElement, property as input, query } from "lit/decorators.js";
import type uPlot from "uplot";
import { axisOf, Chart, chartStyles, property } from "./chart";
import { powerOfTen } from "./format";
import { baseStyles } from "./theme";

export interface PlotLine {
  readonly label: string;
  readonly values: readonly number[];
  readonly colour: string;
  readonly dash?: readonly number[];
  /** Values as points without a line between them. */
  readonly points?: boolean;
}

export interface PlotAxis {
  readonly label: string;
  readonly logarithmic: boolean;
  readonly range: readonly [from: number, to: number];
}

/** A few curves over one quantity, with a key below. Axes keep the range they are given, so that plots side by side compare. */
@customElement("line-plot")
export class LinePlot extends LitElement {
  static override styles = [
    baseStyles,
    ...chartStyles,
    css`
      :host {
        display: grid;
        grid-template-rows: 200px auto;
      }
      .key {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 14px;
        padding-left: 56px;
      }
      .key i {
        display: inline-block;
        width: 18px;
        margin-right: 6px;
        border-top: 2px solid;
        vertical-align: middle;
      }
      .key i.point {
        width: 7px;
        height: 7px;
        border: none;
        border-radius: 50%;
      }
    `,
  ];

  @input() heading = "";
  @input({ attribute: false }) x: PlotAxis | undefined;
  @input({ attribute: false }) y: PlotAxis | undefined;
  @input({ attribute: false }) at: readonly number[] = [];
  @input({ attribute: false }) lines: readonly PlotLine[] = [];
  @query(".plot") private readonly host!: HTMLElement;

  #chart: Chart | undefined;

  override render() {
    return html`
      <div class="plot" role="img" aria-label=${this.heading}></div>
      ${
        this.lines.length < 2
          ? null
          : html`<div class="key small quiet">
              ${this.lines.map(
                ({ label, colour, dash, points }) => html`<span>
                  <i
                    class=${points ? "point" : ""}
                    style=${points ? `background:${this.#colour(colour)}` : `border-color:${this.#colour(colour)};${dash ? "border-top-style:dashed" : ""}`}
                  ></i
                  >${label}
                </span>`,
              )}
            </div>`
      }
    `;
  }

  override updated() {
    this.#draw();
  }

  override connectedCallback() {
    super.connectedCallback();
    if (this.hasUpdated) this.requestUpdate();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#chart?.dispose();
    this.#chart = undefined;
  }

  #draw() {
    this.#chart?.dispose();
    this.#chart = undefined;
    const { x, y } = this;
    if (!x || !y) return;
    const scale = ({ logarithmic, range: [from, to] }: PlotAxis): uPlot.Scale => ({
      time: false,
      distr: logarithmic ? 3 : 1,
      range: [from, to],
    });
    const options: Omit<uPlot.Options, "width" | "height"> = {
      legend: { show: false },
      padding: [8, 20, 0, 0],
      scales: { x: scale(x), y: scale(y) },
      axes: [
        { ...axisOf(this.host, x.label, 24), ...ticksOf(x) },
        { ...axisOf(this.host, y.label, 56), ...ticksOf(y) },
      ],
      series: [
        {},
        ...this.lines.map(
          ({ label, colour, dash, points }): uPlot.Series => ({
            label,
            stroke: () => this.#colour(colour),
            width: 2,
            points: points
              ? { show: true, size: 7, fill: () => this.#colour(colour) }
              : { show: false },
            ...(points ? { paths: () => null } : {}),
            ...(dash ? { dash: [...dash] } : {}),
          }),
        ),
      ],
      cursor: { show: false },
    };
    const shown = (value: number) => (y.logarithmic && value <= 0 ? null : value);
    this.#chart = new Chart(this.host, options, [
      [...this.at],
      ...this.lines.map(({ values }) => values.map(shown)),
    ] as uPlot.AlignedData);
  }

  /** A colour, or one of the theme's by its name. */
  #colour(name: string): string {
    return name.startsWith("--") ? property(this, name) : name;
  }
}

function ticksOf({ logarithmic, range: [from, to] }: PlotAxis): Partial<uPlot.Axis> {
  if (!logarithmic)
    return { values: (_, ticks) => ticks.map((x) => String(Number(x.toPrecision(4)))) };
  const first = Math.ceil(Math.log10(from) - 1e-9);
  const last = Math.floor(Math.log10(to) + 1e-9);
  const powers = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  return {
    splits: () => powers.map((power) => 10 ** power),
    filter: (_, ticks) => ticks,
    values: () => powers.map(tickOfPower),
  };
}

const tickOfPower = (power: number): string =>
  Math.abs(power) < 3 ? String(Number((10 ** power).toPrecision(1))) : powerOfTen(power);
