import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { RegionResult } from "../src/app/planResult";
import { threeFigures } from "./format";
import { oneDecimal } from "./oneDecimal";
import { WEIGHTS, weightName } from "./readingWeights";
import { tacStyles } from "./tacStyles";
import { baseStyles } from "./theme";

/**
 * The readings of one region, what each counts for, and how far the curve is from it.
 *
 * @fires reading-weigh - `detail` is the id of the scan and the weight wanted.
 */
@customElement("tac-readings")
export class TacReadings extends LitElement {
  static override styles = [
    baseStyles,
    tacStyles,
    css`
      :host {
        display: block;
      }
    `,
  ];

  @property({ attribute: false }) region!: RegionResult;
  @property({ attribute: false }) scanNames: ReadonlyMap<string, string> = new Map();

  override render() {
    const { scanIds } = this.region;
    return html`
      <table>
        <thead>
          <tr>
            <th><h2>Readings</h2></th>
            <th class="number">h</th>
            <th class="number">MBq</th>
            <th class="number" title="Reading less curve">off by</th>
            <th class="number">counts</th>
          </tr>
        </thead>
        <tbody>
          ${scanIds.map((id, i) => this.#row(id, i))}
        </tbody>
      </table>
    `;
  }

  #row(id: string, i: number) {
    const { timesH, activityMBq, weights, fit } = this.region;
    const weight = weights[i]!;
    const name = this.scanNames.get(id) ?? id;
    const off = (-100 * fit.residualsMBq[i]!) / (activityMBq[i]! || 1);
    const known = WEIGHTS.some((known) => known.weight === weight);
    return html`
      <tr>
        <td class=${weight === 0 ? "out" : ""}>${name}</td>
        <td class="number">${threeFigures(timesH[i]!)}</td>
        <td class="number">${threeFigures(activityMBq[i]!)}</td>
        <td class="number">${oneDecimal(off)} %</td>
        <td class="number">
          <select
            aria-label=${`What ${name} counts for`}
            @change=${(event: Event) => this.#weigh(id, Number((event.target as HTMLSelectElement).value))}
          >
            ${(known ? WEIGHTS : [...WEIGHTS, { weight, name: weightName(weight) }]).map(
              (option) => html`<option value=${option.weight} .selected=${option.weight === weight}>
                ${option.name}
              </option>`,
            )}
          </select>
        </td>
      </tr>
    `;
  }

  #weigh(scanId: string, weight: number) {
    const detail = { scanId, weight };
    this.dispatchEvent(new CustomEvent("reading-weigh", { detail, bubbles: true, composed: true }));
  }
}
