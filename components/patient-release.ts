import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { ReleaseWish } from "../src/planning/patientData";
import type { Retention } from "../src/planning/release";
import {
  type ReleaseFigures,
  type ReleaseLimit,
  releaseFigures,
  releaseLimitsOf,
  USUAL_OCCUPANCY,
  USUAL_RELEASE,
} from "../src/planning/releasePlan";
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
      input.source {
        flex: 1;
        width: auto;
        max-width: 300px;
        text-align: left;
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
    return html`
      <h2>Release at ${threeFigures(this.activityGBq)} GBq a cycle</h2>
      ${this.#known(wish)}
      ${optionalField("To leave after", wish.stayH, "h", (stayH) => this.#fire({ ...wish, stayH: stayH ?? 0 }))}
      ${optionalField("Activity left, at most", wish.limitMBq, "MBq", (value) => this.#set("limitMBq", value))}
      ${optionalField("Dose rate at 1 m, at most", wish.limitMicroSvPerH, "µSv/h", (value) => this.#set("limitMicroSvPerH", value))}
      ${optionalField("Dose to others from then on, at most", wish.limitMilliSv, "mSv", (value) => this.#set("limitMilliSv", value))}
      ${optionalField(
        "Share of the time that they are at 1 m",
        100 * (wish.occupancy ?? USUAL_OCCUPANCY),
        "%",
        (value) => this.#set("occupancy", value === undefined ? undefined : value / 100),
        { max: 100 },
      )}
      ${optionalField("Photons that leave the body", 100 * wish.transmission, "%", (value) => this.#fire({ ...wish, transmission: (value ?? 100) / 100 }), { max: 100 })}
      <label class="line">
        <span>Source of the limits</span>
        <input
          class="source"
          aria-label="Source of the release limits"
          title=${wish.limitSource ?? ""}
          .value=${wish.limitSource ?? ""}
          @change=${(event: Event) =>
            this.#set("limitSource", (event.target as HTMLInputElement).value.trim() || undefined)}
        />
      </label>
      ${this.#figures(wish, figures)} ${this.#first(figures)}
      <p class="small quiet">
        From ${this.source}; Γ·A(t)·share of photons that leaves, daughters that decay along and
        bremsstrahlung in soft tissue included, long-lived daughters taken to stay in the body, the
        patient as a point source, 1 µGy as 1 µSv.
      </p>
    `;
  }

  /** Limits by name, each with its source; they are put into the fields and can be changed there. */
  #known(wish: ReleaseWish) {
    const known = releaseLimitsOf(this.nuclide);
    const chosen = known.find((limit) => LIMITS.every((key) => limit[key] === wish[key]));
    return html`<div class="line">
        <span>Limits of</span>
        <select
          aria-label="Release limits of"
          @change=${(event: Event) => {
            const limit = known[(event.target as HTMLSelectElement).selectedIndex - 1];
            if (limit) this.#fire(withLimit(wish, limit));
          }}
        >
          <option>your own</option>
          ${known.map((limit) => html`<option .selected=${limit === chosen}>${limit.label}</option>`)}
        </select>
      </div>
      ${
        chosen || wish.limitSource
          ? nothing
          : html`<p class="small quiet">Enter the limits of your country and ward, with their source.</p>`
      }`;
  }

  #figures(wish: ReleaseWish, figures: ReleaseFigures) {
    const row = (name: string, value: string) =>
      html`<tr><td>${name}</td><td class="number">${value}</td></tr>`;
    const met = (limit: number | undefined, name: string, hours: number | undefined) =>
      limit === undefined ? nothing : row(name, timeText(hours));
    return html`<table>
      ${row(`Left after ${wish.stayH} h`, `${threeFigures(figures.retainedMBq)} MBq`)}
      ${figures.grown.map(({ nuclide, retainedMBq }) => row(`${nuclide} grown by then`, `${threeFigures(retainedMBq)} MBq`))}
      ${row("Dose rate at 1 m then", `${threeFigures(figures.microSvPerH)} µSv/h`)}
      ${row("Dose to others from then on", `${threeFigures(figures.milliSvToOthers)} mSv`)}
      ${met(wish.limitMBq, "Activity limit met from", figures.retainedFromH)}
      ${met(wish.limitMicroSvPerH, "Dose-rate limit met from", figures.doseRateFromH)}
      ${met(wish.limitMilliSv, "Limit of the dose to others met from", figures.milliSvFromH)}
      ${
        figures.largestGBq === undefined
          ? nothing
          : row(
              `Largest activity to leave after ${wish.stayH} h`,
              `${threeFigures(figures.largestGBq)} GBq a cycle`,
            )
      }
    </table>`;
  }

  #first({ largestGBq }: ReleaseFigures) {
    if (largestGBq === undefined) return html`<p class="quiet">No release limit is set.</p>`;
    const tolerated = this.largestGBq;
    if (tolerated !== undefined && tolerated <= largestGBq)
      return html`<p class="quiet">
        The tissues bind first, at ${threeFigures(tolerated)} GBq a cycle.
      </p>`;
    return html`<p class="binds">
      Release binds first: ${threeFigures(largestGBq)} GBq, tissues tolerate
      ${tolerated === undefined ? "an unknown activity" : `${threeFigures(tolerated)} GBq`}. A longer
      stay lifts it.
    </p>`;
  }

  #set<K extends keyof ReleaseWish>(key: K, value: ReleaseWish[K] | undefined) {
    const { [key]: _, ...rest } = this.wish ?? USUAL_RELEASE;
    this.#fire((value === undefined ? rest : { ...rest, [key]: value }) as ReleaseWish);
  }

  #fire(detail: ReleaseWish) {
    this.dispatchEvent(
      new CustomEvent("release-change", { detail, bubbles: true, composed: true }),
    );
  }
}

const LIMITS = ["limitMBq", "limitMicroSvPerH", "limitMilliSv"] as const;

/** The limits of a country in place of all before. */
function withLimit(
  { stayH, transmission, occupancy }: ReleaseWish,
  { limitMBq, limitMicroSvPerH, limitMilliSv, source }: ReleaseLimit,
): ReleaseWish {
  return {
    stayH,
    transmission,
    ...(occupancy === undefined ? {} : { occupancy }),
    ...(limitMBq === undefined ? {} : { limitMBq }),
    ...(limitMicroSvPerH === undefined ? {} : { limitMicroSvPerH }),
    ...(limitMilliSv === undefined ? {} : { limitMilliSv }),
    limitSource: source,
  };
}

const timeText = (hours: number | undefined) =>
  hours === undefined ? "not within a year" : `${threeFigures(hours)} h`;
