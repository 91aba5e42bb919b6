import { css, html, LitElement, svg } from "lit";
import { customElement, property } from "lit/decorators.js";
import { readableDuration } from "../src/app/readableDuration";
import type { DecayScheme, SchemeArrow, SchemeNode } from "../src/physics/decayScheme";
import { threeFigures } from "./format";
import { baseStyles } from "./theme";

const COLUMN = 82;
const ROW = 58;
const BOX = { width: 72, height: 34 };

/** Where a nuclide decays to: columns by atomic number, so that alphas lead left and β− right; branches are named with their share. */
@customElement("decay-scheme")
export class DecaySchemeView extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        overflow-x: auto;
      }
      svg {
        display: block;
        max-width: 100%;
        font: inherit;
      }
      rect {
        fill: var(--raised);
        stroke: var(--rule-strong);
      }
      .end rect {
        fill: none;
        stroke: var(--rule);
      }
      text {
        fill: var(--text);
        font-size: 12px;
        text-anchor: middle;
      }
      .quiet,
      .branch {
        fill: var(--text-quiet);
        font-size: 10.5px;
      }
      .branch {
        paint-order: stroke;
        stroke: var(--ground);
        stroke-width: 4px;
      }
      line {
        stroke: var(--text-quiet);
        stroke-width: 1.5px;
      }
      path {
        fill: var(--text-quiet);
      }
    `,
  ];

  @property({ attribute: false }) scheme: DecayScheme | undefined;

  override render() {
    const { scheme } = this;
    if (!scheme) return null;
    const place = placeOf(scheme.nodes);
    const rows = Math.max(...scheme.nodes.map(({ row }) => row));
    const columns = columnsOf(scheme.nodes).length - 1;
    const width = columns * COLUMN + BOX.width + 2 * MARGIN;
    const height = rows * ROW + BOX.height + 2;
    return html`<svg
      width=${width}
      viewBox=${`0 0 ${width} ${height}`}
      role="img"
      aria-label=${scheme.arrows.map(sentence).join("; ")}
    >
      <defs>
        <marker id="head" viewBox="0 0 6 6" refX="5" refY="3" markerWidth="6" markerHeight="6" orient="auto">
          <path d="M0 0 L6 3 L0 6 Z"></path>
        </marker>
      </defs>
      ${scheme.arrows.map((arrow) => arrowOf(arrow, place))} ${scheme.nodes.map((node) => boxOf(node, place(node.name)))}
    </svg>`;
  }
}

/** Left for the labels of branches that go straight down or out. */
const MARGIN = 48;

type Place = (name: string) => { readonly x: number; readonly y: number };

/** Atomic numbers that occur, ascending. */
const columnsOf = (nodes: readonly SchemeNode[]) =>
  [...new Set(nodes.map(({ z }) => z))].sort((a, b) => a - b);

function placeOf(nodes: readonly SchemeNode[]): Place {
  const columns = columnsOf(nodes);
  const places = new Map(
    nodes.map(({ name, z, row }) => [
      name,
      {
        x: MARGIN + columns.indexOf(z) * COLUMN + BOX.width / 2,
        y: 1 + row * ROW + BOX.height / 2,
      },
    ]),
  );
  return (name) => places.get(name)!;
}

function boxOf({ name, halfLifeS }: SchemeNode, { x, y }: ReturnType<Place>) {
  return svg`<g class=${halfLifeS === undefined ? "end" : ""}>
    <rect x=${x - BOX.width / 2} y=${y - BOX.height / 2} width=${BOX.width} height=${BOX.height} rx="3" />
    <text x=${x} y=${halfLifeS === undefined ? y + 4 : y - 2}>${name}</text>
    ${halfLifeS === undefined ? null : svg`<text class="quiet" x=${x} y=${y + 12}>${readableDuration(halfLifeS)}</text>`}
  </g>`;
}

function arrowOf(arrow: SchemeArrow, place: Place) {
  const [from, to] = [place(arrow.from), place(arrow.to)];
  const [y1, y2] = [from.y + BOX.height / 2, to.y - BOX.height / 2 - 1];
  const side = Math.sign(to.x - from.x);
  const [x1, x2] = [from.x + 14 * side, to.x - 14 * side];
  const anchor = side < 0 ? "end" : "start";
  return svg`<line x1=${x1} y1=${y1} x2=${x2} y2=${y2} marker-end="url(#head)" />
    <text class="branch" style=${`text-anchor:${anchor}`} x=${(x1 + x2) / 2 + 6 * (side || 1)} y=${(y1 + y2) / 2 - (side === 0 ? -4 : 3)}>
      ${arrow.mode} ${percent(arrow.share)}
    </text>`;
}

const percent = (share: number) => `${threeFigures(100 * share)} %`;
const sentence = ({ from, to, mode, share }: SchemeArrow) =>
  `${from} decays to ${to} by ${mode} in ${percent(share)}`;
