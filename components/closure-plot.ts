import { css, html, LitElement, nothing, svg } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { ActivityClosure } from "../src/quantification/closure";
import { threeFigures } from "./format";
import { linearScale, type PlotScale } from "./plotScale";
import { baseStyles } from "./theme";

/** The account of activity over time, decay taken out: what the structures, the remainder and the excreta hold of what was given, and the band in which it closes. */
@customElement("closure-plot")
export class ClosurePlot extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        position: relative;
        min-height: 340px;
      }
      svg {
        position: absolute;
        inset: 0;
        font-size: 11px;
      }
      text {
        fill: var(--text-quiet);
      }
      .grid {
        stroke: var(--rule);
      }
      .band {
        fill: var(--ok);
        opacity: 0.14;
      }
      .whole {
        stroke: var(--ok);
      }
      .structures {
        fill: var(--accent);
        fill-opacity: 0.55;
      }
      .remainder {
        fill: var(--accent);
        fill-opacity: 0.22;
      }
      .excreted {
        fill: var(--text-quiet);
        fill-opacity: 0.22;
      }
      .total {
        fill: none;
        stroke: var(--text);
        stroke-width: 1.5;
      }
      .scan {
        fill: var(--text);
      }
      .off {
        fill: var(--exceeded);
      }
    `,
  ];

  @property({ attribute: false }) closure!: ActivityClosure;
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
    if (width < 120 || height < 120) return nothing;
    const layers = layersOf(this.closure);
    const frame = { left: 48, right: width - 16, top: 12, bottom: height - 36 };
    const endH = Math.max(...layers.map(({ hours }) => hours)) * 1.06;
    const most = Math.max(1 + 1.6 * this.closure.tolerance, ...layers.map(({ all }) => all * 1.06));
    const x = linearScale([0, endH], [frame.left, frame.right], Math.max(3, width / 110));
    const y = linearScale([0, most], [frame.bottom, frame.top], 6);
    return html`<svg
      width=${width}
      height=${height}
      role="img"
      aria-label="Share of the administered activity that every scan accounts for"
    >
      ${axes(x, y, frame)} ${this.#band(y, frame)}
      ${stack(
        layers,
        x,
        y,
        "structures",
        () => 0,
        ({ structures }) => structures,
      )}
      ${stack(
        layers,
        x,
        y,
        "remainder",
        ({ structures }) => structures,
        ({ image }) => image,
      )}
      ${stack(
        layers,
        x,
        y,
        "excreted",
        ({ image }) => image,
        ({ all }) => all,
      )}
      <path class="total" d=${pathOf(layers, x, y, ({ all }) => all)}></path>
      ${layers.map((layer) => this.#scan(layer, x, y))}
    </svg>`;
  }

  #band(y: PlotScale, { left, right }: Frame) {
    const { tolerance } = this.closure;
    const [top, bottom] = [y.toPx(1 + tolerance), y.toPx(1 - tolerance)];
    return svg`
      <rect class="band" x=${left} y=${top} width=${right - left} height=${bottom - top}></rect>
      <line class="whole" x1=${left} x2=${right} y1=${y.toPx(1)} y2=${y.toPx(1)}></line>
    `;
  }

  #scan({ label, hours, all }: Layer, x: PlotScale, y: PlotScale) {
    const isOff = this.closure.suspect?.label === label || all > 1 + this.closure.tolerance;
    const isLate = x.toPx(hours) > this.size[0] - 70;
    const share = `${threeFigures(100 * all)} %`;
    return svg`
      <circle class=${isOff ? "off" : "scan"} cx=${x.toPx(hours)} cy=${y.toPx(all)} r="4">
        <title>${label}: ${share} accounted for</title>
      </circle>
      <text class=${isOff ? "off" : "scan"} x=${x.toPx(hours) + (isLate ? -4 : 7)} y=${y.toPx(all) - 8} text-anchor=${isLate ? "end" : "start"}>${share}</text>
    `;
  }
}

interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Shares of what was given and has not decayed, each with those below it. */
interface Layer {
  readonly label: string;
  readonly hours: number;
  readonly structures: number;
  readonly image: number;
  readonly all: number;
}

const layersOf = ({ points }: ActivityClosure): Layer[] =>
  points.map(({ label, hours, expectedMBq, structuresMBq, retainedShare, accountedShare }) => ({
    label,
    hours,
    structures: structuresMBq / expectedMBq,
    image: retainedShare,
    all: accountedShare ?? retainedShare,
  }));

const pathOf = (layers: readonly Layer[], x: PlotScale, y: PlotScale, of: (l: Layer) => number) =>
  `M${layers.map((layer) => `${x.toPx(layer.hours)} ${y.toPx(of(layer))}`).join("L")}`;

function stack(
  layers: readonly Layer[],
  x: PlotScale,
  y: PlotScale,
  name: string,
  from: (layer: Layer) => number,
  to: (layer: Layer) => number,
) {
  const back = [...layers].reverse();
  const d = `${pathOf(layers, x, y, to)}${pathOf(back, x, y, from).replace("M", "L")}Z`;
  return svg`<path class=${name} d=${d}></path>`;
}

function axes(x: PlotScale, y: PlotScale, { left, right, top, bottom }: Frame) {
  return svg`
    ${y.ticks.map(
      (
        tick,
      ) => svg`<line class="grid" x1=${left} x2=${right} y1=${y.toPx(tick)} y2=${y.toPx(tick)}></line>
        <text x=${left - 6} y=${y.toPx(tick) + 4} text-anchor="end">${Math.round(100 * tick)} %</text>`,
    )}
    ${x.ticks.map(
      (
        tick,
      ) => svg`<line class="grid" x1=${x.toPx(tick)} x2=${x.toPx(tick)} y1=${top} y2=${bottom}></line>
        <text x=${x.toPx(tick)} y=${bottom + 14} text-anchor="middle">${tick}</text>`,
    )}
    <text x=${(left + right) / 2} y=${bottom + 30} text-anchor="middle">Time after administration (h)</text>
  `;
}
