import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { RegionResult } from "../src/app/planResult";
import type { StructureDose } from "../src/planning/structureDose";
import { differenceText } from "./difference";
import { threeFigures } from "./format";
import { METHOD_NAME } from "./kineticNames";
import { tacStyles } from "./tacStyles";
import { baseStyles } from "./theme";
import "./help-note";

/** What a fit gives: integral with interval, half-life, dose; the parameters with their errors and how they hang together. Figures that differ from those of the calculation say by how much. */
@customElement("tac-facts")
export class TacFacts extends LitElement {
  static override styles = [
    baseStyles,
    tacStyles,
    css`
      :host {
        display: contents;
      }
      .strong {
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) region!: RegionResult;
  /** As calculated. */
  @property({ attribute: false }) calculated!: RegionResult;
  @property({ attribute: false }) dose: StructureDose | undefined;
  @property({ attribute: false }) doseBefore: StructureDose | undefined;
  /** Over all cycles. */
  @property({ type: Number }) activityGBq = 0;

  override render() {
    const { fit, tiacH } = this.region;
    return html`
      <section>${this.#integral()}</section>
      <section>
        ${this.#parameters()}
      </section>
      ${
        fit.flags.length === 0
          ? nothing
          : html`<section>
              <h2>To know</h2>
              ${fit.flags.map((flag) => html`<p class="flag">${flag}</p>`)}
            </section>`
      }
      ${tiacH < 0 ? html`<p class="flag">The integral is negative: no dose is given.</p>` : nothing}
    `;
  }

  #integral() {
    const { fit, tiacH } = this.region;
    const then = this.calculated.fit;
    const [low, high] = fit.tiaInterval95MBqH ?? [];
    return html`
      <h2>
        Time-integrated activity
        <help-note about="Time-integrated activity">
          <p>
            ∫ A(t) dt from the administration to infinity. The interval is that of the fit alone
            (95 %; Student's t where the scatter of the readings stands for their errors), or of the
            posterior under a population.
          </p>
        </help-note>
      </h2>
      <dl>
        <dt class="large" data-tia>${threeFigures(fit.tiaMBqH / 1000)} GBq·h</dt>
        <dd class="now">${differenceText(fit.tiaMBqH / 1000, then.tiaMBqH / 1000)}</dd>
        <dt>95 % interval</dt>
        <dd>
          ${low === undefined || high === undefined ? "not given by this method" : `${threeFigures(low / 1000)} to ${threeFigures(high / 1000)} GBq·h`}
        </dd>
        ${fact("Per activity given", `${threeFigures(tiacH)} h`, tiacH, this.calculated.tiacH)}
        ${fact("Effective half-life", `${threeFigures(fit.effectiveHalfLifeH)} h`, fit.effectiveHalfLifeH, then.effectiveHalfLifeH)}
        ${fact("After the last reading", `${threeFigures(100 * fit.extrapolatedShare)} %`, 100 * fit.extrapolatedShare, 100 * then.extrapolatedShare)}
        ${this.#dose()}
      </dl>
    `;
  }

  #dose() {
    const { dose, doseBefore, activityGBq } = this;
    if (!dose) return nothing;
    const gy = dose.meanGyPerGBq * activityGBq;
    const was = (doseBefore?.meanGyPerGBq ?? dose.meanGyPerGBq) * activityGBq;
    return fact(`Mean dose at ${threeFigures(activityGBq)} GBq`, `${threeFigures(gy)} Gy`, gy, was);
  }

  #parameters() {
    const { fit } = this.region;
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

const fact = (name: string, text: string, now: number, then: number) => html`
  <dt>${name}</dt>
  <dd>${text} <span class="now small">${differenceText(now, then)}</span></dd>
`;
