import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { HalfLifeRange, Phase } from "../src/kinetics/heldHalfLife";
import { threeFigures } from "./format";
import { tacStyles } from "./tacStyles";
import { baseStyles } from "./theme";
import "./help-note";
import "./number-field";

const KINDS = ["free", "fixed", "bounded"] as const;
type Kind = (typeof KINDS)[number];

/** One phase held otherwise: hours from and to, twice the same where it is fixed; undefined lets it go. */
export interface PhaseHeld {
  readonly phase: Phase;
  readonly range: HalfLifeRange | undefined;
}

/**
 * The effective half-life of one phase held by hand: free, fixed, or within bounds; never longer than physical decay.
 *
 * @fires half-life-hold - `detail` is a PhaseHeld.
 */
@customElement("tac-held")
export class TacHeld extends LitElement {
  static override styles = [
    baseStyles,
    tacStyles,
    css`
      :host {
        display: block;
        margin-bottom: 8px;
      }
      number-field {
        --field-width: 6ch;
      }
    `,
  ];

  @property() phase: Phase = "slowest";
  /** What the phase is to the model: "uptake". */
  @property() name = "slowest phase";
  @property({ attribute: false }) held: HalfLifeRange | undefined;
  /** What the fit has now: where fixing starts. */
  @property({ type: Number }) halfLifeH = 0;
  /** That of a faster phase held, and that of a slower one held or of physical decay. */
  @property({ type: Number }) leastH = 0.01;
  @property({ type: Number }) mostH = 0;

  override render() {
    const { held, leastH: least, mostH: most } = this;
    const kind: Kind = !held ? "free" : held[0] === held[1] ? "fixed" : "bounded";
    const [from, to] = held ?? [0, 0];
    return html`<div class="line">
      <span>Half-life${this.phase === "slowest" ? "" : `, ${this.name}`}</span>
      <select aria-label=${`Effective half-life of the ${this.name}`} @change=${this.#choose}>
        ${KINDS.map((name) => html`<option value=${name} .selected=${name === kind}>${name}</option>`)}
      </select>
      ${kind === "fixed" ? this.#field("fixed at", to, least, most, (h) => [h, h]) : nothing}
      ${
        kind === "bounded"
          ? html`${this.#field("from", from, least, to, (h) => [h, to])} to
            ${this.#field("to", to, from, most, (h) => [from, h])}`
          : nothing
      }
      <help-note about="Half-life held by hand">
        <p>
          ${
            this.phase === "slowest"
              ? "The effective half-life of the slowest phase, or of a trapezoid's tail. Fixed, the readings decide the amplitudes alone."
              : `The effective half-life of the ${this.name}: where no scan was early enough to see it, a value of other patients can stand here.`
          } At most ${threeFigures(most)} h, that of
          ${this.phase === "slowest" ? "physical decay" : "a slower phase or of physical decay"}.
        </p>
      </help-note>
    </div>`;
  }

  #field(
    label: string,
    value: number,
    min: number,
    max: number,
    held: (hours: number) => HalfLifeRange,
  ) {
    return html`<number-field
      label=${`Half-life${this.phase === "slowest" ? "" : ` of the ${this.name}`} ${label}`}
      unit="h"
      .value=${value}
      .min=${min}
      .max=${max}
      @number-change=${({ detail }: CustomEvent<number>) => this.#fire(held(detail))}
    ></number-field>`;
  }

  #choose = (event: Event) => {
    const kind = (event.target as HTMLSelectElement).value as Kind;
    const within = (hours: number) => Math.min(Math.max(hours, this.leastH), this.mostH);
    const at = within(Number(this.halfLifeH.toPrecision(3)));
    const around = (factor: number) => within(Number((factor * at).toPrecision(3)));
    if (kind === "free") this.#fire(undefined);
    else this.#fire(kind === "fixed" ? [at, at] : [around(0.8), around(1.2)]);
  };

  #fire(range: HalfLifeRange | undefined) {
    const detail: PhaseHeld = { phase: this.phase, range };
    this.dispatchEvent(
      new CustomEvent("half-life-hold", { detail, bubbles: true, composed: true }),
    );
  }
}
