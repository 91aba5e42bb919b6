import { css, html, LitElement, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Gpu } from "../src/gpu/gpu";
import {
  baseGrid,
  DEFAULT_LOOK,
  NO_IMAGES,
  type SliceImages,
  type SliceLook,
  type Window,
} from "../src/gpu/slice/sliceLook";
import { type Plane, patientBox } from "../src/gpu/slice/slicePlane";
import {
  canvasFormat,
  openSliceRenderer,
  type SliceRenderer,
} from "../src/gpu/slice/sliceRenderer";
import type { Triple } from "../src/volume/grid";
import "./scene-view";
import "./slice-view";

/**
 * The views of one patient: axial large, coronal and sagittal beside it, and the structures in 3D. One crosshair, in patient mm.
 * Fills its host. Mount it once and set properties; a change of `look` alone redraws and uploads nothing.
 *
 *     <view-grid .gpu=${gpu} .images=${images} .look=${look}
 *       @crosshair-change=${…} @window-change=${…}></view-grid>
 *
 * What is put inside lies over the upper left of the axial view: the legend (`dose-legend`).
 *
 * Events bubble and cross shadow roots. The element keeps the crosshair and the window it reports, so a listener is optional;
 * setting `crosshairMm` or `look` from outside wins. What cannot be drawn is said in place of the views.
 *
 * @fires crosshair-change - CustomEvent<{ crosshairMm: Triple }>: the crosshair was moved (drag, wheel, keys).
 * @fires window-change - CustomEvent<{ window: Window }>: window and level of the CT were changed (Shift-drag).
 */
@customElement("view-grid")
export class ViewGrid extends LitElement {
  static override styles = css`
    :host {
      display: grid;
      grid: repeat(6, 1fr) / minmax(0, 1.9fr) minmax(0, 1fr);
      gap: 1px;
      min-height: 0;
      background: var(--rule, #2a333d);
    }
    slice-view,
    scene-view {
      min-width: 0;
      min-height: 0;
      grid-area: span 2 / 2;
    }
    .legend {
      grid-area: 1 / 1 / -1 / 2;
      justify-self: start;
      align-self: start;
      z-index: 1;
      max-height: calc(100% - 110px);
      margin: 26px 4px 0 20px;
      overflow: auto;
      pointer-events: none;
    }
    ::slotted(*) {
      pointer-events: auto;
    }
    p {
      grid-area: 1 / 1 / -1 / -1;
      margin: 0;
      padding: 16px;
      background: var(--ground, #101418);
    }
    slice-view[plane="axial"] {
      grid-area: 1 / 1 / -1 / 2;
    }
    @media (max-width: 1100px) {
      :host {
        grid: minmax(0, 1.6fr) minmax(0, 1fr) / repeat(3, minmax(0, 1fr));
      }
      slice-view,
      scene-view {
        grid-area: 2 / auto;
      }
      slice-view[plane="axial"],
      .legend {
        grid-area: 1 / 1 / 2 / -1;
      }
    }
  `;

  /** Device of the main thread; undefined while it opens or after it was lost. A new one uploads everything again. */
  @property({ attribute: false }) gpu: Gpu | undefined;
  /** Compared by identity, volume by volume: what did not change is not uploaded again. */
  @property({ attribute: false }) images: SliceImages = NO_IMAGES;
  @property({ attribute: false }) look: SliceLook = DEFAULT_LOOK;
  /** Undefined: the middle of the images. */
  @property({ attribute: false }) crosshairMm: Triple | undefined;

  @state() private renderer: SliceRenderer | undefined;
  /** Why there is no picture, as a sentence. */
  @state() private failure: string | undefined;

  override connectedCallback() {
    super.connectedCallback();
    if (this.hasUpdated) void this.#openRenderer();
  }

  override willUpdate(changed: PropertyValues<this>) {
    if (changed.has("gpu")) void this.#openRenderer();
    if (changed.has("images")) this.#upload();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.renderer?.dispose();
    this.renderer = undefined;
  }

  override render() {
    if (this.failure) return html`<p role="alert">${this.failure}</p>`;
    return html`
      ${(["axial", "coronal", "sagittal"] as const).map((plane) => this.#slice(plane))}
      <scene-view
        .structures=${this.images.structures}
        .looks=${this.look.structures}
        .crosshairMm=${this.crosshairMm ?? this.#middleMm()}
      ></scene-view>
      <div class="legend"><slot></slot></div>
    `;
  }

  #slice(plane: Plane) {
    return html`<slice-view
      plane=${plane}
      .gpu=${this.gpu}
      .renderer=${this.renderer}
      .images=${this.images}
      .look=${this.look}
      .crosshairMm=${this.crosshairMm ?? this.#middleMm()}
      @crosshair-change=${(event: CustomEvent<{ crosshairMm: Triple }>) => {
        this.crosshairMm = event.detail.crosshairMm;
      }}
      @window-change=${(event: CustomEvent<{ window: Window }>) => {
        this.look = { ...this.look, window: event.detail.window };
      }}
    ></slice-view>`;
  }

  /** The device may have been replaced again before its pipeline is built: then this one is not needed. */
  async #openRenderer() {
    this.renderer?.dispose();
    this.renderer = undefined;
    const { gpu } = this;
    if (!gpu) return;
    const renderer = await openSliceRenderer(gpu, canvasFormat()).catch((error: Error) => {
      this.failure = `This graphics device cannot draw the slices: ${error.message}`;
    });
    if (!renderer) return;
    if (gpu !== this.gpu || !this.isConnected) return renderer.dispose();
    this.renderer = renderer;
    this.#upload();
  }

  #upload() {
    try {
      this.renderer?.setImages(this.images);
      this.failure = undefined;
    } catch (error) {
      this.failure = (error as Error).message;
    }
  }

  #middleMm(): Triple {
    const grid = baseGrid(this.images);
    if (!grid) return [0, 0, 0];
    const { low, high } = patientBox(grid);
    return [0, 1, 2].map((c) => (low[c]! + high[c]!) / 2) as unknown as Triple;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "view-grid": ViewGrid;
  }
}
