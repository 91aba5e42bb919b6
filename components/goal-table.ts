import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { CriterionRow } from "../src/app/planView";
import { sentenceName } from "../src/volume/readableName";
import { criterionGroups, criterionStyles, type FiguresBefore } from "./criterionRow";
import { threeFigures } from "./format";
import { baseStyles } from "./theme";

/**
 * Goals at the present activity: the dose a target gets and the dose that is wanted, and which of them the limits put out of reach.
 *
 * @fires drawer-change - The trade-off is wanted; `detail` is "tradeOff".
 */
@customElement("goal-table")
export class GoalTable extends LitElement {
  static override styles = [
    baseStyles,
    criterionStyles,
    css`
      .conflict {
        margin: 6px 0 0;
        padding-left: 8px;
        border-left: 2px solid var(--near);
      }
      .conflict button {
        padding: 0;
        color: var(--accent);
      }
    `,
  ];

  @property({ attribute: false }) rows: readonly CriterionRow[] = [];
  /** What differences are shown against. */
  @property({ attribute: false }) compared: FiguresBefore = new Map();

  /** Over all cycles; undefined where no limit binds. */
  @property({ attribute: false }) largestGBq: number | undefined;

  override render() {
    return html`
      <h2>Goals</h2>
      ${criterionGroups(this.rows, this.compared)} ${this.#conflict()}
    `;
  }

  #conflict() {
    const { largestGBq } = this;
    if (largestGBq === undefined) return nothing;
    const beyond = this.rows.filter(
      ({ reachedAtGBq }) =>
        reachedAtGBq === undefined || reachedAtGBq > largestGBq * (1 + ROUNDING),
    );
    if (beyond.length === 0) return nothing;
    const each = beyond.map(
      ({ structureName, reachedAtGBq }) =>
        `${sentenceName(structureName)} ${reachedAtGBq === undefined ? "is reached at no activity" : `needs ${threeFigures(reachedAtGBq)} GBq`}`,
    );
    return html`<p class="conflict small" data-conflict>
      Goals and limits conflict: ${each.join("; ")}, and ${threeFigures(largestGBq)} GBq is tolerated.
      <button class="plain small" @click=${this.#showTradeOff}>See the trade-off</button>
    </p>`;
  }

  #showTradeOff = () =>
    this.dispatchEvent(
      new CustomEvent("drawer-change", { detail: "tradeOff", bubbles: true, composed: true }),
    );
}

/** Of a goal that the largest activity just reaches. */
const ROUNDING = 1e-9;
