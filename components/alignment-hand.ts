import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { rigidMap, rigidMotion } from "../src/registration/linearParameters";
import type { Triple } from "../src/volume/grid";
import type { LinearTransform } from "../src/volume/transform";
import { baseStyles } from "./theme";
import "./number-field";

/**
 * Where a scan lies against the reference, as three shifts of a point and three turns about it.
 *
 * @fires placement-change - `detail` is the LinearTransform (reference → scan) with one of the numbers changed.
 */
@customElement("alignment-hand")
export class AlignmentHand extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 16px;
        font-size: 12px;
      }
      label {
        display: flex;
        align-items: center;
        gap: 6px;
        color: var(--text-quiet);
      }
      number-field {
        --field-width: 7ch;
      }
    `,
  ];

  @property({ attribute: false }) placement!: LinearTransform;
  /** What turns are about. */
  @property({ attribute: false }) centreMm!: Triple;

  override render() {
    return html`
      <span>Shift</span>${([0, 1, 2] as const).map((c) => this.#field("shiftMm", c))}
      <span>Turn</span>${([0, 1, 2] as const).map((c) => this.#field("turnDegrees", c))}
    `;
  }

  #field(kind: "shiftMm" | "turnDegrees", c: 0 | 1 | 2) {
    const motion = rigidMotion(this.placement, this.centreMm);
    const isShift = kind === "shiftMm";
    const most = isShift ? 500 : 179;
    return html`<label>
      ${AXES[c]}
      <number-field
        label=${`${isShift ? "Shift" : "Turn"} ${AXES[c]}`}
        unit=${isShift ? "mm" : "°"}
        min=${-most}
        max=${most}
        step=${isShift ? 1 : 0.5}
        .value=${Number(motion[kind][c].toFixed(2))}
        @number-change=${({ detail }: CustomEvent<number>) => {
          const changed = motion[kind].map((x, at) => (at === c ? detail : x));
          const placement = rigidMap({ ...motion, [kind]: changed }, this.centreMm);
          this.dispatchEvent(new CustomEvent("placement-change", { detail: placement }));
        }}
      ></number-field>
    </label>`;
  }
}

/** The patient's x, y and z. */
const AXES = ["left", "back", "head"] as const;
