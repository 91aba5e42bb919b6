import { html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { SphereVial, VialReadings } from "../src/app/sphereWishes";
import { decayedActivityGBq, deliveredActivityGBq } from "../src/planning/radioembolization";
import { fieldLine } from "./fieldLine";
import { threeFigures } from "./format";
import { sphereStyles } from "./sphereStyles";
import { baseStyles } from "./theme";

/**
 * What to draw up and to order for an activity to arrive, and what arrived by the readings of the vial before and after.
 *
 * @fires vial-change - `detail` is a SphereVial.
 * @fires delivered-take - What arrived, GBq, is wanted as the activity.
 */
@customElement("sphere-vial")
export class SphereVialElement extends LitElement {
  static override styles = [baseStyles, sphereStyles];

  /** Wanted in the patient at injection. */
  @property({ type: Number }) activityGBq = 0;
  @property({ attribute: false }) nuclides: readonly string[] = [];
  @property({ attribute: false }) vial: SphereVial = USUAL_VIAL;
  /** Whether what arrived can be taken as the activity. */
  @property({ type: Boolean }) takes = false;

  override render() {
    const { activityGBq, vial } = this;
    const { readings = EXAMPLE } = vial;
    const drawn = activityGBq / (1 - vial.residualPercent / 100);
    return html`
      ${fieldLine(
        "Left in vial, line and catheter",
        vial.residualPercent,
        "%",
        (residualPercent) => this.#change({ residualPercent }),
        { max: 90 },
      )}
      ${fieldLine("Calibration before injection", vial.hoursToInjection, "h", (hoursToInjection) =>
        this.#change({ hoursToInjection }),
      )}
      ${this.nuclides.map(
        (name) => html`<div class="line">
          <span>${name}: draw up at injection, so that ${threeFigures(activityGBq)} GBq arrive</span>
          <span
            ><b data-vial=${`${name} drawn`}>${threeFigures(drawn)} GBq</b>,
            <span data-vial=${`${name} calibration`}>${threeFigures(decayedActivityGBq(drawn, name, -vial.hoursToInjection))}</span>
            GBq at calibration</span
          >
        </div>`,
      )}
      <details ?open=${vial.readings !== undefined}>
        <summary class="small">What arrived, from readings of the vial</summary>
        ${fieldLine(
          "Vial at injection",
          readings.beforeGBq,
          "GBq",
          (beforeGBq) => this.#read({ beforeGBq }),
          { step: 0.1 },
        )}
        ${fieldLine(
          "Vial, line and catheter after it",
          readings.afterGBq,
          "GBq",
          (afterGBq) => this.#read({ afterGBq }),
          { step: 0.01 },
        )}
        ${fieldLine("Read after the injection", readings.hoursAfter, "h", (hoursAfter) =>
          this.#read({ hoursAfter }),
        )}
        ${this.nuclides.map((name) => this.#arrived(name, readings))}
      </details>
    `;
  }

  /** Both readings at injection: what was left has decayed until it was read. */
  #arrived(name: string, { beforeGBq, afterGBq, hoursAfter }: VialReadings) {
    const left = decayedActivityGBq(afterGBq, name, -hoursAfter);
    const arrived = deliveredActivityGBq(beforeGBq, left);
    if (!(arrived > 0))
      return html`<p class="small" role="alert">${name}: more is left than was drawn up.</p>`;
    return html`<div class="line">
      <span>${name}: arrived, ${threeFigures((100 * left) / beforeGBq)} % left</span>
      <span
        ><b data-vial=${`${name} arrived`}>${threeFigures(arrived)} GBq</b>
        ${
          this.takes
            ? html`<button class="plain small" @click=${() => this.#fire("delivered-take", arrived)}>
                Take as activity
              </button>`
            : null
        }</span
      >
    </div>`;
  }

  #read(change: Partial<VialReadings>) {
    this.#change({ readings: { ...(this.vial.readings ?? EXAMPLE), ...change } });
  }

  #change(change: Partial<SphereVial>) {
    this.#fire("vial-change", { ...this.vial, ...change });
  }

  #fire(name: string, detail: unknown) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

const EXAMPLE: VialReadings = { beforeGBq: 3, afterGBq: 0.06, hoursAfter: 1 };

/** To start from. */
export const USUAL_VIAL: SphereVial = { residualPercent: 2, hoursToInjection: 24 };
