import { html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import {
  type CalculatedChange,
  type CaseChange,
  figuresOf,
  type StructureFigures,
} from "../src/app/caseChange";
import type { PlanResult } from "../src/app/planResult";
import { sentenceName } from "../src/volume/readableName";
import { threeFigures } from "./format";
import { quantifyStyles } from "./quantifyStyles";
import { signedPercent } from "./signedPercent";
import { baseStyles } from "./theme";

/**
 * The figures of every structure before and after the last change of the case, and the way back.
 *
 * @fires change-undo - Back to the plan before it, which is kept.
 * @fires case-change - `detail` is the CaseChange back, to be calculated, where it is not.
 */
@customElement("quantify-change")
export class QuantifyChange extends LitElement {
  static override styles = [baseStyles, quantifyStyles];

  @property({ attribute: false }) change!: CalculatedChange;
  @property({ attribute: false }) result!: PlanResult;
  /** Whether the plan before the change is still there, whole. */
  @property({ type: Boolean }) kept = false;

  override render() {
    const { name, before, undo } = this.change;
    const after = new Map(figuresOf(this.result).map((figures) => [figures.structureId, figures]));
    return html`
      <div class="row">
        <h2>Before and after: ${name}</h2>
        ${
          this.kept
            ? html`<button
                title="Ctrl+Z comes here too, after the edits since"
                @click=${() => this.#fire("change-undo")}
              >
                Undo: back to the plan before
              </button>`
            : html`<button @click=${() => this.#fire("case-change", undo)}>
                Undo: calculate as before
              </button>`
        }
      </div>
      <table>
        <thead>
          <tr>
            <th>Structure</th>
            <th class="number">activity, last scan (MBq)</th>
            <th class="number">time-integrated (h)</th>
            <th class="number">mean dose (Gy/GBq)</th>
          </tr>
        </thead>
        <tbody>
          ${before.map((then) => row(then, after.get(then.structureId)))}
        </tbody>
      </table>
    `;
  }

  #fire(name: string, detail?: CaseChange) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

const row = (then: StructureFigures, now: StructureFigures | undefined) => html`
  <tr>
    <td>${sentenceName(then.name)}</td>
    ${pair(then.activityMBq, now?.activityMBq)} ${pair(then.tiacH, now?.tiacH)}
    ${pair(then.meanGyPerGBq, now?.meanGyPerGBq)}
  </tr>
`;

function pair(then: number | undefined, now: number | undefined) {
  if (then === undefined || now === undefined) return html`<td class="number quiet">–</td>`;
  const percent = then === 0 ? Number.NaN : 100 * (now / then - 1);
  const change = signedPercent(percent, 1);
  return html`<td class="number">
    <span class="quiet">${threeFigures(then)} →</span> ${threeFigures(now)}
    ${change === "" ? nothing : html`<span class="change">${change}</span>`}
  </td>`;
}
