import { html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { CriterionRow } from "../src/app/planView";
import { criterionGroups, criterionStyles, type FiguresBefore } from "./criterionRow";
import { baseStyles } from "./theme";

/** Goals at the present activity: the dose a target gets and the dose that is wanted. */
@customElement("goal-table")
export class GoalTable extends LitElement {
  static override styles = [baseStyles, criterionStyles];

  @property({ attribute: false }) rows: readonly CriterionRow[] = [];
  /** What differences are shown against. */
  @property({ attribute: false }) compared: FiguresBefore = new Map();

  override render() {
    return html`
      <h2>Goals</h2>
      ${criterionGroups(this.rows, this.compared)}
    `;
  }
}
