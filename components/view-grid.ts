import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Gpu } from "../src/gpu/gpu";
import {
  DEFAULT_LOOK,
  NO_IMAGES,
  type SliceImages,
  type SliceLook,
} from "../src/gpu/slice/sliceLook";
import type { Triple } from "../src/volume/grid";

/**
 * The views of one patient: axial large, coronal and sagittal beside it, and the structures in 3D. One crosshair, in patient mm.
 * Fills its host. Mount it once and set properties; a change of `look` alone redraws and uploads nothing.
 *
 *     <view-grid .gpu=${gpu} .images=${images} .look=${look}
 *       @crosshair-change=${…} @window-change=${…}></view-grid>
 *
 * Events bubble and cross shadow roots. The element keeps the crosshair and the window it reports, so a listener is optional;
 * setting `crosshairMm` or `look.window` from outside wins.
 *
 * @fires crosshair-change - CustomEvent<{ crosshairMm: Triple }>: the crosshair was moved (drag, wheel, keys).
 * @fires window-change - CustomEvent<{ window: Window }>: window and level of the CT were changed (Shift-drag).
 */
@customElement("view-grid")
export class ViewGrid extends LitElement {
  static override styles = css``;

  /** Device of the main thread; undefined while it opens or after it was lost. A new one uploads everything again. */
  @property({ attribute: false }) gpu: Gpu | undefined;
  /** Compared by identity, volume by volume: what did not change is not uploaded again. */
  @property({ attribute: false }) images: SliceImages = NO_IMAGES;
  @property({ attribute: false }) look: SliceLook = DEFAULT_LOOK;
  /** Undefined: the middle of the images. */
  @property({ attribute: false }) crosshairMm: Triple | undefined;

  override render() {
    return html``;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "view-grid": ViewGrid;
  }
}
