import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { METHOD_NAME } from "../src/app/methodName";
import type { RegionResult } from "../src/app/planResult";
import { threeFigures } from "./format";
import { tacStyles } from "./tacStyles";
import { baseStyles } from "./theme";

/** The parameters of a fit with their standard errors and how they hang together. */
@customElement("tac-parameters")
export class TacParameters extends LitElement {
  static override styles = [
    baseStyles,
    tacStyles,
    css`
      :host {
        display: block;
      }
      table + table {
        margin-top: 4px;
      }
      .strong {
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) fit!: RegionResult["fit"];

  override render() {
    const { fit } = this;
    if (fit.parameters.length === 0)
      return html`<h2>Parameters</h2>
        <p class="quiet">${METHOD_NAME[fit.method]} estimates none.</p>`;
    const { correlation } = fit;
    return html`
      <table>
        <thead>
          <tr>
            <th><h2>Parameters</h2></th>
            <th class="number"></th>
            <th class="number">± SE</th>
            <th></th>
          </tr>
        </thead>
        <tbody>
          ${fit.parameters.map(
            ({ name, value, unit, standardError }, i) => html`<tr>
              <td>${correlation && fit.parameters.length > 1 ? html`<span class="quiet">${i + 1}</span> ` : nothing}${name}</td>
              <td class="number">${threeFigures(value)}</td>
              <td class="number">${standardError === undefined ? "–" : threeFigures(standardError)}</td>
              <td class="number quiet">${unit === "1" ? "" : unit}</td>
            </tr>`,
          )}
        </tbody>
      </table>
      ${correlation && fit.parameters.length > 1 ? correlationTable(correlation) : nothing}
    `;
  }
}

/** Lower triangle of the correlations; close ones in bold, for they leave a parameter undetermined. */
const correlationTable = (correlation: readonly (readonly number[])[]) => html`
  <table>
    <thead>
      <tr>
        <th>Correlation</th>
        ${correlation.slice(0, -1).map((_, j) => html`<th class="number">${j + 1}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${correlation.slice(1).map(
        (row, i) => html`<tr>
          <td class="quiet">${i + 2}</td>
          ${correlation.slice(0, -1).map((_, j) =>
            j > i
              ? html`<td></td>`
              : html`<td class="number ${Math.abs(row[j]!) >= CLOSE ? "strong" : ""}">
                  ${row[j]!.toFixed(2).replace("-", "−")}
                </td>`,
          )}
        </tr>`,
      )}
    </tbody>
  </table>
`;

/** Above this the automatic choice does not take two parameters as told apart. */
const CLOSE = 0.8;
