import { html, LitElement } from "lit";
import { customElement, state } from "lit/decorators.js";
import { valueAt } from "../src/physics/daughterActivity";
import { nuclide, nuclideNames } from "../src/physics/nuclides";
import { HOUR_S } from "../src/physics/units";
import {
  doseRateAtOneMetre,
  doseRateTerms,
  doseToOthersTerms,
  type Retention,
  retainedMBq,
  timeToDoseRateH,
  timeToRetainedH,
} from "../src/planning/release";
import { releaseLimitsOf, USUAL_OCCUPANCY } from "../src/planning/releasePlan";
import { closedStyles } from "./closedStyles";
import { exampleNote } from "./exampleNote";
import { fieldLine } from "./fieldLine";
import { threeFigures } from "./format";
import { baseStyles } from "./theme";

/** What a patient carries out of the ward: activity left, dose rate at 1 m, and when either falls below a limit. */
@customElement("release-planner")
export class ReleasePlanner extends LitElement {
  static override styles = [baseStyles, closedStyles];

  @state() private nuclideName = "I-131";
  @state() private given = START;

  override render() {
    const { limitMBq, limitMicroGyPerH } = this.given;
    const retention = this.#retention();
    const transmission = this.given.transmissionPercent / 100;
    const byActivity = timeToRetainedH(retention, limitMBq);
    const byRate = timeToDoseRateH(this.nuclideName, retention, limitMicroGyPerH, transmission);
    return html`
      <div class="inputs">
        <h2>Given</h2>
        <div class="line">
          <span>Nuclide</span>
          <select aria-label="Nuclide" @change=${(event: Event) => {
            this.nuclideName = (event.target as HTMLSelectElement).value;
          }}>
            ${nuclideNames.map((name) => html`<option .selected=${name === this.nuclideName}>${name}</option>`)}
          </select>
        </div>
        ${this.#field("Activity", "activityGBq", "GBq", 0.1)}
        <h2>Leaves the body</h2>
        ${this.#field("Fast part", "fastPercent", "%", 5, 100)}
        ${this.#field("its biological half-life", "fastH", "h", 1)}
        ${this.#field("Slow part: biological half-life", "slowH", "h", 10)}
        ${this.#field("Photons that leave the body", "transmissionPercent", "%", 5, 100)}
        <h2>Limits where you work</h2>
        ${this.#known()}
        ${this.#field("Activity left", "limitMBq", "MBq", 50)}
        ${this.#field("Dose rate at 1 m", "limitMicroGyPerH", "µGy/h", 1)}
      </div>
      <div>
        ${this.given === START ? exampleNote : null}
        <h2>Release</h2>
        <table class="narrow">
          <tr>
            <td>Activity below ${threeFigures(limitMBq)} MBq</td>
            <td class="number"><span class="big">${timeText(byActivity)}</span></td>
          </tr>
          <tr>
            <td>Dose rate at 1 m below ${threeFigures(limitMicroGyPerH)} µGy/h</td>
            <td class="number"><span class="big">${timeText(byRate)}</span></td>
          </tr>
        </table>
        <p class="note">
          Dose to someone at 1 m for a quarter of the time, from the start on:
          ${threeFigures(this.#milliSvToOthers(retention, transmission))} mSv; 5 mSv in the USA (10
          CFR 35.75).
        </p>
        <h2>Over time</h2>
        <table class="narrow">
          <thead>
            <tr>
              <th>After</th>
              <th class="number">left, MBq</th>
              <th class="number">at 1 m, µGy/h</th>
            </tr>
          </thead>
          ${TIMES_H.map(
            (hours) => html`<tr>
              <td>${hours} h</td>
              <td class="number">${threeFigures(retainedMBq(retention, hours))}</td>
              <td class="number">${threeFigures(doseRateAtOneMetre(this.nuclideName, retention, hours, transmission))}</td>
            </tr>`,
          )}
        </table>
        <p class="note">
          Γ·A(t)·transmission with the patient as a point source; Γ to water from the photons above
          20 keV of the nuclide, its bremsstrahlung in soft tissue, the daughters that decay along
          with it and those that grow in the body (223Ra after 227Th); 1 µGy counts as 1 µSv. Limits that are not chosen by name are your own: enter those of your country and ward.
        </p>
      </div>
    `;
  }

  #milliSvToOthers(retention: Retention, transmission: number): number {
    const rate = doseRateTerms(this.nuclideName, retention, transmission);
    return valueAt(doseToOthersTerms(rate, USUAL_OCCUPANCY), 0) / 1000;
  }

  /** Limits by name, each with its source. */
  #known() {
    const known = releaseLimitsOf(this.nuclideName).filter(
      ({ limitMilliSv }) => limitMilliSv === undefined,
    );
    if (known.length === 0) return null;
    const chosen = known.find(
      ({ limitMBq, limitMicroSvPerH = this.given.limitMicroGyPerH }) =>
        limitMBq === this.given.limitMBq && limitMicroSvPerH === this.given.limitMicroGyPerH,
    );
    return html`<div class="line">
        <span>Limits of</span>
        <select
          aria-label="Release limits of"
          @change=${(event: Event) => {
            const limit = known[(event.target as HTMLSelectElement).selectedIndex - 1];
            if (!limit) return;
            const { limitMBq = this.given.limitMBq, limitMicroSvPerH } = limit;
            const limitMicroGyPerH = limitMicroSvPerH ?? this.given.limitMicroGyPerH;
            this.given = { ...this.given, limitMBq, limitMicroGyPerH };
          }}
        >
          <option>your own</option>
          ${known.map((limit) => html`<option .selected=${limit === chosen}>${limit.label}</option>`)}
        </select>
      </div>
      ${chosen ? html`<p class="note">${chosen.source}</p>` : null}`;
  }

  /** Two parts, each by biology and decay. */
  #retention(): Retention {
    const { activityGBq, fastPercent, fastH, slowH } = this.given;
    const decayPerH = (Math.LN2 * HOUR_S) / nuclide(this.nuclideName).halfLifeS;
    const part = (share: number, halfLifeH: number) => ({
      amplitude: activityGBq * 1000 * share,
      ratePerH: decayPerH + Math.LN2 / Math.max(halfLifeH, 1e-6),
    });
    return [part(fastPercent / 100, fastH), part(1 - fastPercent / 100, slowH)];
  }

  #field(name: string, key: keyof typeof START, unit: string, step: number, max?: number) {
    return fieldLine(
      name,
      this.given[key],
      unit,
      (value) => {
        this.given = { ...this.given, [key]: value };
      },
      { step, ...(max === undefined ? {} : { max }) },
    );
  }
}

const timeText = (hours: number | undefined) =>
  hours === undefined
    ? "not within a year"
    : hours < 48
      ? `${threeFigures(hours)} h`
      : `${threeFigures(hours / 24)} d`;

const TIMES_H = [0, 4, 24, 48, 72, 168, 336];

const START = {
  activityGBq: 3.7,
  fastPercent: 95,
  fastH: 12,
  slowH: 1900,
  transmissionPercent: 100,
  limitMBq: 400,
  limitMicroGyPerH: 20,
};
