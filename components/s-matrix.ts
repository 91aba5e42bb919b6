import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { PlanResult } from "../src/app/planResult";
import { type SMatrix, selfAndCross } from "../src/planning/sMatrix";
import { sentenceName } from "../src/volume/readableName";
import { threeFigures, timesPowerOfTen } from "./format";
import { baseStyles } from "./theme";
import "./chain-table";
import "./help-note";

/** The patient's own S-matrix under the what-if: mean dose of each structure from each source region, with self and cross dose. */
@customElement("s-matrix")
export class SMatrixTable extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        overflow: auto;
        padding: 4px 12px 8px;
      }
      td,
      th {
        padding: 2px 8px;
        border-top: 1px solid var(--rule);
        white-space: nowrap;
      }
      td:first-child,
      th:first-child {
        position: sticky;
        left: 0;
        padding-left: 0;
        background: var(--ground);
      }
      thead th {
        border-top: none;
        vertical-align: bottom;
      }
      .self {
        font-weight: 600;
      }
      .sum {
        border-left: 1px solid var(--rule);
      }
    `,
  ];

  @property({ attribute: false }) matrix!: SMatrix;
  /** Under the what-if. */
  @property({ attribute: false }) result!: PlanResult;

  override render() {
    const { targets, sourceIds, gyPerGBq } = this.matrix;
    const nameOf = (id: string) =>
      sentenceName(this.result.regions.find(({ structureId }) => structureId === id)?.name ?? id);
    return html`
      <table>
        <thead>
          <tr>
            <th>
              Gy/GBq, target ← source
              <help-note about="S-matrix">
                <p>
                  Mean absorbed dose of each structure from the decays in each source region, per GBq
                  administered. Rows sum to the mean dose. Where structures overlap, the more specific
                  one is the source.
                </p>
              </help-note>
            </th>
            ${sourceIds.map((id) => html`<th class="number">${nameOf(id)}</th>`)}
            <th class="number sum">self</th>
            <th class="number">cross</th>
            <th class="number">sum</th>
          </tr>
        </thead>
        <tbody>
          ${targets.map(({ id, name }, t) => {
            const { selfGyPerGBq, crossGyPerGBq } = selfAndCross(this.matrix, t);
            const sum = selfGyPerGBq + crossGyPerGBq;
            return html`<tr>
              <td>${sentenceName(name)}</td>
              ${[...gyPerGBq[t]!].map(
                (gy, s) => html`<td
                  class="number ${sourceIds[s] === id ? "self" : gy < sum / 100 ? "quiet" : ""}"
                  data-s=${`${id} ${sourceIds[s]}`}
                >
                  ${small(gy)}
                </td>`,
              )}
              <td class="number sum">${small(selfGyPerGBq)}</td>
              <td class="number">${small(crossGyPerGBq)}</td>
              <td class="number self">${small(sum)}</td>
            </tr>`;
          })}
        </tbody>
      </table>
      <chain-table .result=${this.result} .matrix=${this.matrix}></chain-table>
    `;
  }
}

/** Three figures; what is less than a thousandth has its power of ten. */
const small = (gy: number) =>
  gy !== 0 && Math.abs(gy) < 1e-3 ? timesPowerOfTen(gy) : threeFigures(gy);
