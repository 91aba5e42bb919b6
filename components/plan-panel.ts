import { css, html, LitElement } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { countsDiagnostic } from "../src/app/diagnosticEarlier";
import { diagnosticLabel } from "../src/app/diagnosticNotes";
import type { LargestInterval } from "../src/app/interval";
import type { PlanResult } from "../src/app/planResult";
import { type CriterionRow, goalRows, limitRows, type PlanBasis } from "../src/app/planView";
import type { SavedScenario } from "../src/app/savedScenario";
import type { WhatIf } from "../src/app/session";
import type { ActivitySlider } from "./activity-slider";
import { criterionKey, type FiguresBefore } from "./criterionRow";
import { baseStyles } from "./theme";
import "./activity-slider";
import "./goal-table";
import "./largest-activity";
import "./limit-table";
import "./what-if-panel";

/**
 * The plan: the largest tolerated activity, the slider, limits and goals at the slider's activity, and the what-ifs.
 * Events of its parts pass through: activity-input, activity-change, what-if, protocol-choose, scenario-save, drawer-change.
 */
@customElement("plan-panel")
export class PlanPanel extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        overflow: auto;
      }
      section {
        padding: 12px 16px;
        border-bottom: 1px solid var(--rule);
      }
      section:first-of-type {
        position: sticky;
        top: 0;
        z-index: 1;
        background: var(--ground);
      }
      section:last-of-type {
        border-bottom: none;
      }
      .cycle {
        margin-top: 6px;
      }
      .notHeld {
        margin-top: 6px;
        padding-left: 8px;
        border-left: 2px solid var(--near);
        font-size: 12px;
      }
    `,
  ];

  @property({ attribute: false }) basis!: PlanBasis;
  @property({ attribute: false }) limits: readonly CriterionRow[] = [];
  @property({ attribute: false }) goals: readonly CriterionRow[] = [];
  /** As calculated. */
  @property({ attribute: false }) result!: PlanResult;
  @property({ attribute: false }) whatIf!: WhatIf;
  @property({ attribute: false }) interval: LargestInterval | undefined;
  /** What differences are shown against. */
  @property({ attribute: false }) reference: SavedScenario | undefined;

  @query("activity-slider") private readonly slider!: ActivitySlider;

  /** Brings the keyboard to the slider. */
  focusSlider() {
    this.slider.focusTrack();
  }

  override render() {
    const { basis, whatIf } = this;
    const before = this.#before();
    return html`
      <section><largest-activity
          .largest=${basis.largest}
          .interval=${this.interval}
          .reference=${this.#comparable}
          .given=${whatIf.given?.length ?? 0}
        ></largest-activity></section>
      <section>
        <activity-slider
          .activityGBq=${whatIf.activityGBq}
          .cycles=${whatIf.cycles}
          .marks=${basis.marks}
        ></activity-slider>
      </section>
      <section>
        <limit-table .rows=${this.limits} .compared=${before}></limit-table>
        ${this.#diagnostic()}
        ${basis.notHeld.map((sentence) => html`<p class="notHeld">${sentence}</p>`)}
      </section>
      ${
        this.goals.length > 0
          ? html`<section><goal-table
              .rows=${this.goals}
              .compared=${before}
              .largestGBq=${basis.largest.totalActivityGBq}
            ></goal-table></section>`
          : null
      }
      <section>
        <what-if-panel .result=${this.result} .whatIf=${whatIf}></what-if-panel>
      </section>
    `;
  }

  /** What gave the dose that the limits hold before the therapy. */
  #diagnostic() {
    const { diagnosticDose } = this.result;
    if (!diagnosticDose || !countsDiagnostic(this.whatIf.earlier)) return null;
    return html`<p class="small quiet" data-diagnostic-counts>
      Limits over the course hold the dose of ${diagnosticLabel(diagnosticDose)} (under What if, Earlier dose).
    </p>`;
  }

  /** The scenario compared with; none where other cycles were given: its activity is of other cycles than this one's. */
  get #comparable(): SavedScenario | undefined {
    const { reference, whatIf } = this;
    const count = (given: WhatIf["given"] = []) => given.length;
    return reference && count(reference.whatIf.given) === count(whatIf.given)
      ? reference
      : undefined;
  }

  /** Figures of the scenario compared with, at the slider's activity. */
  #before(): FiguresBefore {
    const reference = this.#comparable;
    if (!reference) return new Map();
    const { activityGBq } = this.whatIf;
    const rows = [
      ...limitRows(reference.basis, activityGBq),
      ...goalRows(reference.basis, activityGBq),
    ];
    return new Map(rows.map((row) => [criterionKey(row), row.value]));
  }
}
