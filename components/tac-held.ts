import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { HeldHalfLife } from "../src/kinetics/heldHalfLife";
import { threeFigures } from "./format";
import { tacStyles } from "./tacStyles";
import { baseStyles } from "./theme";
import "./help-note";
import "./number-field";

const KINDS = ["free", "fixed", "bounded"] as const;
type Kind = (typeof KINDS)[number];

/**
 * The effective half-life of the slowest phase held by hand: free, fixed, or within bounds; never longer than physical decay.
 *
 * @fires half-life-hold - `detail` is the range in hours, twice the same where it is fixed; undefined: free.
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
        --field-width: 5ch;
      }
    `,
  ];

  @property({ attribute: false }) held: HeldHalfLife | undefined;
  /** What the fit has now: where fixing starts. */
  @property({ type: Number }) halfLifeH = 0;
  @property({ type: Number }) physicalHalfLifeH = 0;

  override render() {
    const { held, physicalHalfLifeH: most } = this;
    const kind: Kind = !held ? "free" : held[0] === held[1] ? "fixed" : "bounded";
    const [from, to] = held ?? [0, 0];
    return html`<div class="line">
      <span>Half-life</span>
      <select aria-label="Effective half-life of the slowest phase" @change=${this.#choose}>
        ${KINDS.map((name) => html`<option value=${name} ?selected=${name === kind}>${name}</option>`)}
      </select>
      ${kind === "fixed" ? this.#field("Half-life fixed at", to, 0.01, most, (h) => [h, h]) : nothing}
      ${
        kind === "bounded"
          ? html`${this.#field("Half-life from", from, 0.01, to, (h) => [h, to])} to
            ${this.#field("Half-life to", to, from, most, (h) => [from, h])}`
          : nothing
      }
      <help-note about="Half-life held by hand">
        <p>
          The effective half-life of the slowest phase, or of a trapezoid's tail. Fixed, the readings
          decide the amplitudes alone. At most ${threeFigures(most)} h, that of physical decay.
        </p>
      </help-note>
    </div>`;
  }

  #field(
    label: string,
    value: number,
    min: number,
    max: number,
    held: (hours: number) => HeldHalfLife,
  ) {
    return html`<number-field
      label=${label}
      unit="h"
      .value=${value}
      .min=${min}
      .max=${max}
      @number-change=${({ detail }: CustomEvent<number>) => this.#fire(held(detail))}
    ></number-field>`;
  }

  #choose = (event: Event) => {
    const kind = (event.target as HTMLSelectElement).value as Kind;
    const now = Number(Math.min(this.halfLifeH, this.physicalHalfLifeH).toPrecision(3));
    const at = Math.min(now, this.physicalHalfLifeH);
    const upper = Math.min(Number((1.2 * at).toPrecision(3)), this.physicalHalfLifeH);
    if (kind === "free") this.#fire(undefined);
    else this.#fire(kind === "fixed" ? [at, at] : [Number((0.8 * at).toPrecision(3)), upper]);
  };

  #fire(detail: HeldHalfLife | undefined) {
    this.dispatchEvent(
      new CustomEvent("half-life-hold", { detail, bubbles: true, composed: true }),
    );
  }
}
