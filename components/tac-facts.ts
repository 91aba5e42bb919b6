import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { RegionResult } from "../src/app/planResult";
import type { StructureDose } from "../src/planning/structureDose";
import { differenceText } from "./difference";
import { threeFigures } from "./format";
import { tacStyles } from "./tacStyles";
import { baseStyles } from "./theme";
import "./help-note";

/** What a fit gives: integral with interval, half-life, dose. Figures that differ from those of the calculation say by how much. */
@customElement("tac-facts")
export class TacFacts extends LitElement {
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
  /** As calculated. */
  @property({ attribute: false }) calculated!: RegionResult;
  @property({ attribute: false }) dose: StructureDose | undefined;
  @property({ attribute: false }) doseBefore: StructureDose | undefined;
  /** Over all cycles. */
  @property({ type: Number }) activityGBq = 0;

  override render() {
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
}

const fact = (name: string, text: string, now: number, then: number) => html`
  <dt>${name}</dt>
  <dd>${text} <span class="now small">${differenceText(now, then)}</span></dd>
`;
