import { css, html, LitElement, svg } from "lit";
import { customElement, property } from "lit/decorators.js";
import { threeFigures } from "./format";
import { signedPercent } from "./signedPercent";
import { baseStyles } from "./theme";

/** One point of a fit: what was measured, and the curve there. */
export interface FitPoint {
  readonly x: number;
  readonly measured: number;
  readonly fitted: number;
}

/** A fitted curve with its points and a table of the residuals; the x axis is logarithmic. */
@customElement("fit-plot")
export class FitPlot extends LitElement {
  static override styles = [
    baseStyles,
    css`
      svg {
        width: 100%;
        max-width: 420px;
        height: 180px;
      }
      path {
        fill: none;
        stroke: var(--accent);
        stroke-width: 2;
      }
      circle {
        fill: var(--text);
      }
      line {
        stroke: var(--rule);
      }
      text {
        fill: var(--text-quiet);
        font-size: 11px;
      }
      td,
      th {
        padding: 1px 0 1px 12px;
      }
      table {
        max-width: 420px;
      }
    `,
  ];

  @property() heading = "";
  @property() xLabel = "";
  @property() yLabel = "";
  @property({ attribute: false }) points: readonly FitPoint[] = [];
  @property({ attribute: false }) curve: (x: number) => number = () => 0;

  override render() {
    const { points } = this;
    if (points.length === 0) return html``;
    const xs = points.map(({ x }) => x);
    const [from, to] = [Math.min(...xs) / 1.3, Math.max(...xs) * 1.3];
    const at = Array.from({ length: 80 }, (_, i) => from * (to / from) ** (i / 79));
    const top = 1.08 * Math.max(...points.map(({ measured }) => measured), ...at.map(this.curve));
    const px = (x: number) => 46 + (350 * Math.log(x / from)) / Math.log(to / from);
    const py = (y: number) => 148 - (136 * y) / top;
    const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) => share * top);
    return html`
      <svg viewBox="0 0 400 180" role="img" aria-label=${this.heading}>
        ${ticks.map((y) => svg`<line x1="46" x2="396" y1=${py(y)} y2=${py(y)}></line><text x="42" y=${py(y) + 4} text-anchor="end">${threeFigures(y)}</text>`)}
        ${xs.map((x) => svg`<text x=${px(x)} y="162" text-anchor="middle">${threeFigures(x)}</text>`)}
        <text x="221" y="177" text-anchor="middle">${this.xLabel}</text>
        <path d=${at.map((x, i) => `${i === 0 ? "M" : "L"}${px(x).toFixed(1)} ${py(this.curve(x)).toFixed(1)}`).join("")}></path>
        ${points.map(({ x, measured }) => svg`<circle cx=${px(x)} cy=${py(measured)} r="3.5"></circle>`)}
      </svg>
      <table>
        <thead>
          <tr>
            <th class="number">${this.xLabel}</th>
            <th class="number">${this.yLabel}</th>
            <th class="number">curve</th>
            <th class="number">difference</th>
          </tr>
        </thead>
        <tbody>
          ${points.map(
            ({ x, measured, fitted }) => html`<tr>
              <td class="number">${threeFigures(x)}</td>
              <td class="number">${threeFigures(measured)}</td>
              <td class="number">${threeFigures(fitted)}</td>
              <td class="number">${signedPercent(100 * (measured / fitted - 1), 1)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    `;
  }
}
