import { css, html, nothing } from "lit";
import { styleMap } from "lit/directives/style-map.js";
import type { CriterionRow } from "../src/app/planView";
import { unitText } from "../src/planning/limit";
import { sentenceName } from "../src/volume/readableName";
import { differenceText } from "./difference";
import { threeFigures } from "./format";
import { metricText } from "./metricText";
import "./help-note";

/** Colour is never alone: each state has a symbol and a word too. */
const STATE = {
  within: { symbol: "●", word: "within", colour: "var(--ok)" },
  near: { symbol: "◆", word: "near the limit", colour: "var(--near)" },
  exceeded: { symbol: "▲", word: "above the limit", colour: "var(--exceeded)" },
  reached: { symbol: "●", word: "reached", colour: "var(--ok)" },
  missed: { symbol: "○", word: "not reached", colour: "var(--near)" },
} as const;

export const criterionStyles = css`
  .group {
    padding: 6px 0 8px;
    border-top: 1px solid var(--rule);
  }
  h2 + .group {
    margin-top: 6px;
  }
  h3 {
    margin: 0;
    font: inherit;
    font-weight: 600;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    padding-top: 2px;
  }
  .line {
    display: grid;
    grid-template-columns: 14px minmax(0, 1fr) auto 18px;
    align-items: baseline;
    gap: 0 4px;
  }
  .symbol {
    font-size: 10px;
  }
  .what {
    overflow-wrap: anywhere;
    color: var(--text-quiet);
  }
  .binding .what {
    color: var(--text);
    font-weight: 600;
  }
  .informational {
    font-size: 12px;
  }
  p.informational {
    margin: 2px 0 0 18px;
  }
  .difference {
    color: var(--accent);
  }
  .wanted {
    color: var(--text-quiet);
  }
  .bar {
    height: 3px;
    margin: 2px 22px 2px 18px;
    background: var(--rule);
  }
  .bar i {
    display: block;
    height: 100%;
  }
  .informational .bar {
    display: none;
  }
`;

/** Figures of a plan to compare with at the same activity, by `criterionKey`. */
export type FiguresBefore = ReadonlyMap<string, number>;

/** One limit or goal in one structure. */
export const criterionKey = ({ criterion, structureId }: CriterionRow) =>
  `${structureId} ${criterion.id}`;

/** Limits or goals by structure, in the order in which the first of each is reached; differences from `before` in small type. */
export function criterionGroups(rows: readonly CriterionRow[], before: FiguresBefore) {
  const ids = [...new Set(rows.map(({ structureId }) => structureId))];
  return ids.map((id) => {
    const own = rows.filter(({ structureId }) => structureId === id);
    const binding = own.filter(({ criterion }) => !criterion.informational);
    const informational = own.filter(({ criterion }) => criterion.informational);
    return html`
      <div class="group">
        <h3>${sentenceName(own[0]!.structureName)}</h3>
        <ul>
          ${binding.map((row) => criterionRow(row, before.get(criterionKey(row))))}
        </ul>
        ${informational.length > 0 ? html`<p class="informational wanted">For information</p>` : nothing}
        <ul>
          ${informational.map((row) => criterionRow(row, before.get(criterionKey(row))))}
        </ul>
      </div>
    `;
  });
}

/** One limit or goal: symbol, what, figure and wanted figure with the unit, explanation, and a bar of used over allowed. */
function criterionRow(row: CriterionRow, before: number | undefined) {
  const { criterion, structureName, value, share, binding } = row;
  const { symbol, word, colour } = STATE[row.state];
  const unit = unitText(criterion);
  const difference = before === undefined ? "" : differenceText(value, before);
  const classes = `${binding ? "binding" : ""} ${criterion.informational ? "informational" : ""}`;
  const what = `${afterComma(criterion.label)}${binding ? " · binds" : ""}`;
  return html`
    <li class=${classes}>
      <div class="line">
        <span class="symbol" style=${styleMap({ color: colour })} role="img" aria-label=${word}>
          ${symbol}
        </span>
        <span class="what" title=${what}>${what}</span>
        <span>
          ${difference ? html`<span class="small difference">${difference}</span>` : nothing}
          <b data-value=${criterionKey(row)}>${threeFigures(value)}</b>
          <span class="wanted">/ ${threeFigures(criterion.value)} ${unit}</span>
        </span>
        <help-note about=${`${sentenceName(structureName)}: ${criterion.label}`}>
          ${explanation(row)}
        </help-note>
      </div>
      <div class="bar">
        <i
          style=${styleMap({ width: `${100 * Math.min(1, Math.max(0, share))}%`, background: colour })}
        ></i>
      </div>
    </li>
  `;
}

function explanation({ criterion, reachedAtGBq, marks }: CriterionRow) {
  const wanted = `${threeFigures(criterion.value)} ${unitText(criterion)}`;
  return html`
    <p>${metricText(criterion)}</p>
    <p>
      ${
        reachedAtGBq === undefined
          ? `No activity reaches ${wanted}.`
          : `Reaches ${wanted} at ${threeFigures(reachedAtGBq)} GBq over all cycles.`
      }
    </p>
    ${criterion.informational ? html`<p>For information: it does not bind.</p>` : nothing}
    ${criterion.confirm ? html`<p>Confirm this value at its source before use.</p>` : nothing}
    ${marks.map((mark) => html`<p>${mark}</p>`)}
    <p class="quiet">Source: ${criterion.source}</p>
  `;
}

/** "Kidney, mean dose" under the heading of a kidney: "mean dose". */
const afterComma = (label: string) => label.slice(label.indexOf(", ") + 1).trim();
