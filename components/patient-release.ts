import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { ReleaseWish } from "../src/planning/patientData";
import type { Retention } from "../src/planning/release";
import { RELEASE_LIMITS, releaseFigures, USUAL_RELEASE } from "../src/planning/releasePlan";
import { controlStyles } from "./controlStyles";
import { threeFigures } from "./format";
import { optionalField } from "./optionalField";
import { patientStyles } from "./patientStyles";
import { baseStyles } from "./theme";

/**
 * When the patient may leave, and whether that binds before the tissues do.
 *
 * @fires release-change - `detail` is the ReleaseWish.
 */
@customElement("patient-release")
export class PatientRelease extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    patientStyles,
    css`
      :host {
        display: block;
        max-width: 480px;
        margin-top: 14px;
      }
      table {
        margin-bottom: 6px;
      }
    `,
  ];

  @property() nuclide = "";
  @property({ attribute: false }) retention: Retention = [];
  @property() source = "";
  @property({ attribute: false }) wish: ReleaseWish | undefined;
  /** Of one cycle, GBq. */
  @property({ type: Number }) activityGBq = 0;
  /** What the tissues tolerate in one cycle, GBq. */
  @property({ attribute: false }) largestGBq: number | undefined;

  override render() {
    const wish = this.wish ?? USUAL_RELEASE;
    const figures = releaseFigures(this.nuclide, this.retention, wish, this.activityGBq);
    const known = RELEASE_LIMITS.filter(({ nuclide }) => nuclide === this.nuclide);
    const first =
      figures.largestGBq !== undefined &&
      (this.largestGBq === undefined || figures.largestGBq < this.largestGBq);
    return html`
      <h2>Release at ${threeFigures(this.activityGBq)} GBq a cycle</h2>
      ${
        known.length === 0
          ? html`<p class="small quiet">No release limit of ${this.nuclide} is at hand: enter that of your country and ward.</p>`
          : html`<div class="line">
              <span>Limits of</span>
              <select
                aria-label="Release limits of"
                @change=${(event: Event) => {
                  const chosen = known[(event.target as HTMLSelectElement).selectedIndex - 1];
                  if (!chosen) return;
                  const { limitMBq, limitMicroSvPerH } = chosen;
                  const { stayH, transmission } = wish;
                  this.#fire({
                    stayH,
                    transmission,
                    ...(limitMBq === undefined ? {} : { limitMBq }),
                    ...(limitMicroSvPerH === undefined ? {} : { limitMicroSvPerH }),
                  });
                }}
              >
                <option>your own</option>
                ${known.map(({ label, limitMBq, limitMicroSvPerH }) => html`<option ?selected=${wish.limitMBq === limitMBq && wish.limitMicroSvPerH === limitMicroSvPerH}>${label}</option>`)}
              </select>
            </div>
            ${known
              .filter(
                (l) => l.limitMBq === wish.limitMBq && l.limitMicroSvPerH === wish.limitMicroSvPerH,
              )
              .map(({ source }) => html`<p class="small quiet">${source}</p>`)}`
      }
      ${optionalField("To leave after", wish.stayH, "h", (stayH) => this.#fire({ ...wish, stayH: stayH ?? 0 }))}
      ${optionalField("Activity left, at most", wish.limitMBq, "MBq", (value) => this.#limit("limitMBq", value))}
      ${optionalField("Dose rate at 1 m, at most", wish.limitMicroSvPerH, "µSv/h", (value) => this.#limit("limitMicroSvPerH", value))}
      ${optionalField("Photons that leave the body", 100 * wish.transmission, "%", (value) => this.#fire({ ...wish, transmission: Math.min(1, (value ?? 100) / 100) }))}
      <table>
        <tr><td>Left after ${wish.stayH} h</td><td class="number">${threeFigures(figures.retainedMBq)} MBq</td></tr>
        <tr><td>Dose rate at 1 m then</td><td class="number">${threeFigures(figures.microSvPerH)} µSv/h</td></tr>
        ${wish.limitMBq === undefined ? nothing : html`<tr><td>Activity limit met from</td><td class="number">${timeText(figures.retainedFromH)}</td></tr>`}
        ${wish.limitMicroSvPerH === undefined ? nothing : html`<tr><td>Dose-rate limit met from</td><td class="number">${timeText(figures.doseRateFromH)}</td></tr>`}
        ${figures.largestGBq === undefined ? nothing : html`<tr><td>Largest activity to leave after ${wish.stayH} h</td><td class="number">${threeFigures(figures.largestGBq)} GBq a cycle</td></tr>`}
      </table>
      <p class=${first ? "binds" : "quiet"}>
        ${
          figures.largestGBq === undefined
            ? "No release limit is set."
            : first
              ? `Release binds first: ${threeFigures(figures.largestGBq)} GBq, tissues tolerate ${this.largestGBq === undefined ? "an unknown activity" : `${threeFigures(this.largestGBq)} GBq`}. A longer stay lifts it.`
              : `The tissues bind first, at ${threeFigures(this.largestGBq!)} GBq a cycle.`
        }
      </p>
      <p class="small quiet">
        From ${this.source}; Γ·A(t)·share of photons that leaves, daughters that decay along included, the patient as a point source,
        1 µGy as 1 µSv.
      </p>
    `;
  }

  #limit(key: "limitMBq" | "limitMicroSvPerH", value: number | undefined) {
    const { [key]: _, ...rest } = this.wish ?? USUAL_RELEASE;
    this.#fire(value === undefined ? rest : { ...rest, [key]: value });
  }

  #fire(detail: ReleaseWish) {
    this.dispatchEvent(
      new CustomEvent("release-change", { detail, bubbles: true, composed: true }),
    );
  }
}

const timeText = (hours: number | undefined) =>
  hours === undefined ? "not within a year" : `${threeFigures(hours)} h`;
