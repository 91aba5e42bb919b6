import { css, html, type PropertyValues } from "lit";
import { customElement, property } from "lit/decorators.js";
import { differencePixels, mostDifferentSlice, usualLargest } from "../src/app/differencePicture";
import type { Volume } from "../src/volume/volume";
import { AxialPicture } from "./axialPicture";
import { threeFigures } from "./format";
import { baseStyles } from "./theme";

/** A dose less another over the density, slice by slice, with the numbers under the pointer. */
@customElement("difference-picture")
export class DifferencePicture extends AxialPicture {
  static override styles = [
    baseStyles,
    AxialPicture.pictureStyles,
    css`
      :host {
        grid-template-rows: minmax(0, 1fr) auto auto;
        min-height: 0;
      }
      canvas {
        height: 100%;
        min-height: 0;
      }
      .key {
        gap: 8px;
      }
      .key i {
        flex: 1;
        max-width: 160px;
        height: 8px;
        background: linear-gradient(90deg, #408cff, #555 50%, #ff7a1a);
      }
    `,
  ];

  @property({ attribute: false }) difference!: Volume<"doseGyPerGBq">;
  /** What the difference is taken from. */
  @property({ attribute: false }) planned!: Volume<"doseGyPerGBq">;
  @property({ type: Number }) activityGBq = 0;
  #fullGyPerGBq = 0;

  override willUpdate(changed: PropertyValues<this>) {
    if (!changed.has("difference")) return;
    this.#fullGyPerGBq = usualLargest(this.difference);
    this.k = mostDifferentSlice(this.difference);
    this.under = undefined;
  }

  override updated(changed: PropertyValues<this>) {
    this.draw(changed, "activityGBq");
  }

  protected override describe() {
    return "Difference of the doses in an axial slice";
  }

  protected override pixels() {
    const { density, difference, k } = this;
    return differencePixels({ density, difference, k, fullGyPerGBq: this.#fullGyPerGBq });
  }

  protected override legend() {
    const full = threeFigures(this.#fullGyPerGBq * this.activityGBq);
    return html`<span>−${full}</span><i></i><span>+${full} Gy</span>`;
  }

  protected override textAt(voxel: number): string {
    const gy = this.difference.values[voxel]! * this.activityGBq;
    const planned = this.planned.values[voxel]! * this.activityGBq;
    return `${gy < 0 ? "−" : "+"}${threeFigures(Math.abs(gy))} of ${threeFigures(planned)} Gy`;
  }
}
