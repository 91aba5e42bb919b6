import { css, html, nothing } from "lit";
import { styleMap } from "lit/directives/style-map.js";
import { type CriterionRow, UNIT } from "../src/app/planView";
import { sentenceName } from "../src/app/readableName";
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
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    padding: 5px 0 6px;
    border-top: 1px solid var(--rule);
  }
  .line {
    display: grid;
    grid-template-columns: 16px minmax(0, 1fr) auto 18px;
    align-items: baseline;
    gap: 0 4px;
  }
  .symbol {
    font-size: 10px;
  }
  .name {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .binding .name {
    font-weight: 600;
  }
  .wanted {
    color: var(--text-quiet);
  }
  .bar {
    position: relative;
    height: 3px;
    margin: 3px 22px 0 20px;
    background: var(--rule);
  }
  .bar i {
    position: absolute;
    inset: 0 auto 0 0;
  }
`;

/** One limit or goal: symbol, structure, figure and wanted figure with the unit, explanation, and a bar of used over allowed. */
export function criterionRow(row: CriterionRow) {
  const { criterion, structureName, value, share, binding, reachedAtGBq } = row;
  const { symbol, word, colour } = STATE[row.state];
  const unit = UNIT[criterion.unit];
  const name = sentenceName(structureName);
  return html`
    <li class=${binding ? "binding" : ""}>
      <div class="line">
        <span class="symbol" style=${styleMap({ color: colour })} role="img" aria-label=${word}>
          ${symbol}
        </span>
        <span class="name" title=${`${name}: ${criterion.label}`}>
          ${name} <span class="wanted small">${criterion.label}</span>
        </span>
        <span>
          <b data-value>${threeFigures(value)}</b>
          <span class="wanted">/ ${threeFigures(criterion.value)} ${unit}</span>
        </span>
        <help-note about=${`${name}: ${criterion.label}`}>
          <p>${metricText(criterion)}</p>
          <p>
            ${
              reachedAtGBq === undefined
                ? `No activity reaches ${threeFigures(criterion.value)} ${unit}.`
                : `Reaches ${threeFigures(criterion.value)} ${unit} at ${threeFigures(reachedAtGBq)} GBq over all cycles.`
            }
          </p>
          ${criterion.informational ? html`<p>For information: it does not bind.</p>` : nothing}
          ${criterion.confirm ? html`<p>Confirm this value at its source before use.</p>` : nothing}
          ${row.marks.map((mark) => html`<p>${mark}</p>`)}
          <p class="quiet">Source: ${criterion.source}</p>
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
