import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { contributionsOf } from "../src/app/daughterContributions";
import type { PlanResult } from "../src/app/planResult";
import type { SMatrix } from "../src/planning/sMatrix";
import { sentenceName } from "../src/volume/readableName";
import { threeFigures } from "./format";
import { baseStyles } from "./theme";

/** What each nuclide of an alpha chain gives every structure, under the what-if; nothing for other nuclides. */
@customElement("chain-table")
export class ChainTable extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        margin-top: 10px;
      }
      td,
      th {
        padding: 2px 8px;
        border-top: 1px solid var(--rule);
        white-space: nowrap;
      }
      thead th {
        border-top: none;
      }
      td:first-child,
      th:first-child {
        padding-left: 0;
      }
    `,
  ];

  @property({ attribute: false }) result!: PlanResult;
  @property({ attribute: false }) matrix!: SMatrix;

  override render() {
    const rows = contributionsOf(this.result, this.matrix.gyPerGBq);
    const [first] = rows;
    if (!first) return nothing;
    return html`<table>
      <thead>
        <tr>
          <th>Gy/GBq, by nuclide</th>
          ${first.map(({ nuclide }) => html`<th class="number">${nuclide}</th>`)}
          <th class="number">sum</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map((row, t) => {
          const { id, name } = this.matrix.targets[t]!;
          const sum = row.reduce((total, { gyPerGBq }) => total + gyPerGBq, 0);
          return html`<tr>
            <td>${sentenceName(name)}</td>
            ${row.map(
              ({
                nuclide,
                gyPerGBq,
                share,
              }) => html`<td class="number" data-chain=${`${id} ${nuclide}`}>
                ${threeFigures(gyPerGBq)} <span class="quiet">${(100 * share).toFixed(1)} %</span>
              </td>`,
            )}
            <td class="number">${threeFigures(sum)} <span class="quiet">100 %</span></td>
          </tr>`;
        })}
      </tbody>
    </table>`;
  }
}
