import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { threeFigures } from "./format";
import { baseStyles } from "./theme";

/** The scale of a difference of doses, on the image itself: orange for more, striped blue for less, with units and signs. */
@customElement("difference-legend")
export class DifferenceLegend extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        width: max-content;
        max-width: 240px;
        padding: 4px 8px;
        color: #d7dee4;
        background: rgb(5 7 10 / 78%);
        border-radius: 3px;
        font-size: var(--small);
        line-height: 1.5;
      }
      .bar {
        display: grid;
        grid-template-columns: auto 72px 72px auto;
        align-items: center;
      }
      i {
        height: 10px;
      }
      .less {
        margin-left: 6px;
        background:
          repeating-linear-gradient(
            135deg,
            rgb(5 7 10 / 75%) 0 2px,
            transparent 2px 6px
          ),
          linear-gradient(90deg, #408cff, #408cff00);
      }
      .more {
        margin-right: 6px;
        background: linear-gradient(90deg, #ff7a1a00, #ff7a1a);
      }
    `,
  ];

  /** What less what: "Local deposition − plan". */
  @property() name = "";
  /** Difference with the full colour, Gy. */
  @property({ type: Number }) fullGy = 0;
  /** At which the difference is; undefined where it is of whole doses. */
  @property({ type: Number }) activityGBq: number | undefined;

  override render() {
    const full = threeFigures(this.fullGy);
    return html`
      <div>
        ${this.name}, Gy${this.activityGBq === undefined ? "" : ` at ${threeFigures(this.activityGBq)} GBq`}
      </div>
      <div
        class="bar"
        role="img"
        aria-label=${`From ${full} Gy less, blue with stripes, to ${full} Gy more, orange`}
      >
        <span>−${full}</span><i class="less"></i><i class="more"></i><span>+${full} Gy</span>
      </div>
      <div>− striped: less · + plain: more</div>
    `;
  }
}
