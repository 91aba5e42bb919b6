import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { CourseCycle } from "../src/app/courseCycle";
import { courseInput } from "../src/app/courseInterval";
import type { LargestInterval } from "../src/app/interval";
import type { PlanResult } from "../src/app/planResult";
import type { WhatIf } from "../src/app/session";
import { nextActivity } from "../src/planning/adaptiveCycles";
import { limitBudgets } from "../src/planning/courseSoFar";
import { sentenceName } from "../src/volume/readableName";
import { budgetRow } from "./courseBudgetRow";
import { cycleRows } from "./courseCycleRows";
import { deliveredTable } from "./courseDelivered";
import { threeFigures } from "./format";
import { memo } from "./memo";
import { baseStyles } from "./theme";
import "./course-add";

/** What a user says of a cycle that was given. */
export interface CycleChange {
  readonly id: string;
  readonly change: Partial<CourseCycle>;
}

/**
 * The cycles that were given: what they delivered against the prediction, what they leave of every limit, and the next activity. A cycle is
 * its activity alone, its doses as predicted, or measured by its scans.
 *
 * @fires cycle-add - See course-add.
 * @fires cycle-drop - `detail` is its id.
 * @fires cycle-change - `detail` is a CycleChange.
 */
@customElement("course-panel")
export class CoursePanel extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(300px, 1fr));
        gap: 8px 16px;
        grid-auto-rows: max-content;
        align-content: start;
        overflow: auto;
        padding: 6px 12px 8px;
      }
      table {
        width: 100%;
        font-size: 12px;
      }
      :host([course]) {
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 380px), 1fr));
      }
      section {
        min-width: 0;
        overflow-x: auto;
      }
      td,
      th {
        padding: 2px 0 2px 10px;
        border-top: 1px solid var(--rule);
        vertical-align: top;
      }
      td:first-child,
      th:first-child {
        padding-left: 0;
      }
      thead th {
        border-top: none;
      }
      input[type="date"] {
        font: inherit;
        color: inherit;
        background: var(--ground);
        border: 1px solid var(--rule-strong);
        border-radius: 3px;
        width: 14ch;
        font-size: 12px;
      }
      td number-field {
        --field-width: 5ch;
      }
      .bar {
        position: relative;
        height: 7px;
        margin-top: 3px;
        background: var(--raised);
        border: 1px solid var(--rule-strong);
        overflow: hidden;
      }
      .bar span {
        position: absolute;
        inset: 0 auto 0 0;
        background: var(--ok);
      }
      .bar .coming {
        background: repeating-linear-gradient(
          45deg,
          var(--text-quiet) 0 2px,
          transparent 2px 5px
        );
      }
      .over .bar span {
        background: var(--exceeded);
      }
      td.notes {
        padding-top: 0;
        border-top: none;
      }
      .notes p {
        margin: 2px 0;
      }
      .next {
        padding: 4px 0;
      }
    `,
  ];

  /** Under the what-if. */
  @property({ attribute: false }) result!: PlanResult;
  @property({ attribute: false }) whatIf!: WhatIf;
  /** Of the activity of all cycles to come. */
  @property({ attribute: false }) interval: LargestInterval | undefined;

  /** Tables of given cycles are wider than the ways to add one. */
  override willUpdate() {
    this.toggleAttribute("course", (this.whatIf.given ?? []).length > 0);
  }

  override render() {
    const { given = [] } = this.whatIf;
    return html`
      <section>
        ${this.#cycles(given)}
        <course-add .result=${this.result} .whatIf=${this.whatIf}></course-add>
        ${given.length > 0 ? this.#next() : EXPLANATION}
      </section>
      ${
        given.length > 0
          ? html`<section>${deliveredTable(this.result, this.whatIf, this.#input())}</section>`
          : nothing
      }
      <section>${this.#budgets()}</section>
    `;
  }

  #cycles(given: readonly CourseCycle[]) {
    if (given.length === 0) return nothing;
    return html`<table>
      <thead>
        <tr>
          <th>Cycle</th>
          <th class="number">Given GBq</th>
          <th>Date</th>
          <th>Doses</th>
          <th></th>
        </tr>
      </thead>
      <tbody>
        ${given.map((cycle, n) =>
          cycleRows(cycle, n + 1, {
            change: (change) => this.#fire("cycle-change", { id: cycle.id, change }),
            drop: () => this.#fire("cycle-drop", cycle.id),
          }),
        )}
      </tbody>
    </table>`;
  }

  readonly #inputOf = memo(
    (
      result: PlanResult,
      cycles: WhatIf["cycles"],
      criteria: WhatIf["criteria"],
      factors: WhatIf["factors"],
      earlier: WhatIf["earlier"],
      patient: WhatIf["patient"],
      given: WhatIf["given"],
    ) =>
      courseInput(result, {
        cycles,
        criteria,
        factors,
        earlier,
        patient,
        ...(given ? { given } : {}),
      }),
  );

  #input() {
    const { cycles, criteria, factors, earlier, patient, given } = this.whatIf;
    return this.#inputOf(this.result, cycles, criteria, factors, earlier, patient, given);
  }

  readonly #largestOf = memo(nextActivity);

  #next() {
    const { activityGBq, binding } = this.#largestOf(this.#input());
    const { cycles, activityGBq: totalGBq } = this.whatIf;
    const coming = cycles === 1 ? "the next cycle" : `each of the ${cycles} cycles to come`;
    const { interval } = this;
    const planned = `Planned: ${threeFigures(totalGBq / cycles)} GBq.`;
    if (activityGBq === undefined || !binding)
      return html`<p class="next">No limit binds for ${coming}. ${planned}</p>`;
    return html`<p class="next">
      Largest for ${coming}: <strong>${threeFigures(activityGBq)} GBq</strong>${
        interval
          ? html` <span class="quiet"
              >(95 %: ${threeFigures(interval.fromGBq / cycles)} to
              ${threeFigures(interval.toGBq / cycles)})</span
            >`
          : nothing
      };
      binds: ${sentenceName(binding.structureName)}, ${binding.limit.label}. ${planned}
      <span class="quiet small">
        Taken as the last measurement was. The calibration error is one for all cycles.</span
      >
    </p>`;
  }

  #budgets() {
    const { activityGBq, cycles } = this.whatIf;
    const plannedGBq = activityGBq / cycles;
    const budgets = limitBudgets({ ...this.#input(), plannedGBq });
    return html`<table>
      <thead>
        <tr>
          <th>Limit</th>
          <th class="number">Used</th>
          <th class="number">Left</th>
          <th class="number" title="Share of the limit that is used after the cycles to come, at the planned activity">By the end</th>
        </tr>
      </thead>
      <tbody>
        ${budgets.map(budgetRow)}
      </tbody>
    </table>`;
  }

  #fire(name: string, detail: unknown) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

const EXPLANATION = html`<p class="quiet">
  Add each cycle that was given: its activity alone, its own scans, its dose as a file, or the plan.json of its scans. The panel on the right then speaks of
  the cycles to come, and every limit keeps what the given ones left of it.
</p>`;
