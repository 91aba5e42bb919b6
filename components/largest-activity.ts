import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { LargestInterval } from "../src/app/interval";
import type { SavedScenario } from "../src/app/savedScenario";
import type { LargestActivity } from "../src/planning/largestActivity";
import { unitText } from "../src/planning/limit";
import { readableName, sentenceName } from "../src/volume/readableName";
import { differenceText } from "./difference";
import { threeFigures } from "./format";
import { baseStyles } from "./theme";
import "./help-note";

/**
 * The answer: the largest tolerated activity over all cycles, and what stops it.
 *
 * @fires activity-change - The user asks to see the plan at that activity; `detail` is in GBq over all cycles.
 */
@customElement("largest-activity")
export class LargestActivityHeadline extends LitElement {
  static override styles = [
    baseStyles,
    css`
      .figure {
        margin: 4px 0 0;
        font-size: var(--headline);
        line-height: 1.1;
        font-weight: 600;
        letter-spacing: -0.01em;
      }
      .figure small {
        font-size: var(--large);
        font-weight: 400;
        color: var(--text-quiet);
        letter-spacing: 0;
      }
      .unchecked {
        padding-left: 8px;
        border-left: 2px solid var(--near);
      }
      .head {
        display: flex;
        align-items: center;
        gap: 6px;
      }
      p button.plain {
        padding: 0;
        color: var(--accent);
      }
      p + p {
        margin-top: 2px;
      }
      .difference {
        color: var(--accent);
      }
    `,
  ];

  @property({ attribute: false }) largest: LargestActivity | undefined;
  @property({ attribute: false }) interval: LargestInterval | undefined;
  /** What the difference is shown against. */
  @property({ attribute: false }) reference: SavedScenario | undefined;
  /** Cycles that were given already: the answer is of those to come. */
  @property({ type: Number }) given = 0;

  override render() {
    const { largest } = this;
    if (!largest) return null;
    const { activityGBq, totalActivityGBq, cycles } = largest;
    return html`
      <div class="head">
        <h2>Largest tolerated activity</h2>
        <help-note about="Largest tolerated activity">
          <p>
            The least of the activities at which one of the limits is reached, all cycles alike.
            Dose grows in proportion to activity; BED is solved for it.
          </p>
        </help-note>
      </div>
      <p class="figure" data-largest>
        ${totalActivityGBq === undefined ? "Not known" : threeFigures(totalActivityGBq)}
        <small>
          ${totalActivityGBq === undefined ? "" : "GBq"}
          ${cycles > 1 && activityGBq !== undefined ? `in ${cycles} cycles of ${threeFigures(activityGBq)}` : ""}
          ${this.given > 0 ? `to come, ${this.given} given` : ""}
        </small>
      </p>
      ${this.#difference(largest)} ${this.#interval()} ${this.#sentence(largest)}
      ${this.#unchecked(largest)}
    `;
  }

  #difference({ totalActivityGBq }: LargestActivity) {
    const before = this.reference?.basis.largest.totalActivityGBq;
    if (totalActivityGBq === undefined || before === undefined) return null;
    const text = differenceText(totalActivityGBq, before);
    return text === ""
      ? null
      : html`<p class="small difference" data-difference>${text} GBq against “${this.reference!.name}”</p>`;
  }

  #interval() {
    const { interval } = this;
    if (!interval) return null;
    if (interval.toGBq > MEANINGLESS * interval.fromGBq)
      return html`<p class="quiet" data-interval>
        interval not determined: a fit leaves its integral open (see Uncertainty)
      </p>`;
    return html`<p class="quiet" data-interval>
      95 % interval ${threeFigures(interval.fromGBq)}–${threeFigures(interval.toGBq)} GBq; 5 % risk of exceeding a limit at
      ${threeFigures(interval.atFivePercentGBq)} GBq
    </p>`;
  }

  /** A number that rests on fewer limits than the protocol has must say so beside it. */
  #unchecked({ notHeld, totalActivityGBq }: LargestActivity) {
    const binding = notHeld.filter(({ limit }) => !limit.informational);
    if (binding.length === 0 || totalActivityGBq === undefined) return null;
    const names = binding.map(({ limit }) => limit.label).join("; ");
    return html`<p class="unchecked" data-unchecked>Without limits that could not be checked: ${names}.</p>`;
  }

  #sentence({ binding, totalActivityGBq }: LargestActivity) {
    if (!binding || totalActivityGBq === undefined)
      return html`<p>No limit could be held against this plan, or none is reached: that does not make any activity safe.</p>`;
    const { limit, structureName, valueAtLargest } = binding;
    if (totalActivityGBq === 0)
      return html`
        <p>Binds: <b>${readableName(structureName)}</b></p>
        <p class="quiet" data-spent>
          ${sentenceName(structureName)} has had ${threeFigures(valueAtLargest ?? limit.value)} of
          ${threeFigures(limit.value)} ${unitText(limit)} before: no activity is left.
        </p>
      `;
    return html`
      <p>Binds: <b>${readableName(structureName)}</b></p>
      <p class="quiet">
        ${sentenceName(structureName)} reaches ${threeFigures(limit.value)} ${unitText(limit)} at
        ${threeFigures(totalActivityGBq)} GBq.
        <button class="plain small" @click=${() => this.#show(totalActivityGBq)}>
          Set the slider to it
        </button>
      </p>
    `;
  }

  #show(detail: number) {
    this.dispatchEvent(
      new CustomEvent("activity-change", { detail, bubbles: true, composed: true }),
    );
  }
}

/** An interval whose ends lie further apart than this says only that nothing is known. */
const MEANINGLESS = 50;
