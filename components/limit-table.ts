import { html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { CriterionRow } from "../src/app/planView";
import { criterionGroups, criterionStyles, type FiguresBefore } from "./criterionRow";
import { baseStyles } from "./theme";

/** Limits at the present activity: how much of each is used. The one that binds is set in bold. */
@customElement("limit-table")
export class LimitTable extends LitElement {
  static override styles = [baseStyles, criterionStyles];

  @property({ attribute: false }) rows: readonly CriterionRow[] = [];
  /** What differences are shown against. */
  @property({ attribute: false }) compared: FiguresBefore = new Map();

  override render() {
    return html`
      <h2>Limits</h2>
      ${criterionGroups(this.rows, this.compared)}
    `;
  }
}
