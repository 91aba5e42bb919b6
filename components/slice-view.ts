import { html, LitElement, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { Gpu } from "../src/gpu/gpu";
import { readAt } from "../src/gpu/slice/readout";
import {
  baseGrid,
  DEFAULT_LOOK,
  NO_IMAGES,
  type SliceImages,
  type SliceLook,
  type Window,
} from "../src/gpu/slice/sliceLook";
import {
  fitCamera,
  type Plane,
  patientBox,
  pixelMatrix,
  pixelOf,
  planeAxes,
  type SliceCamera,
  sliceStepMm,
} from "../src/gpu/slice/slicePlane";
import { connectCanvas, type SliceRenderer } from "../src/gpu/slice/sliceRenderer";
import type { Grid, Triple } from "../src/volume/grid";
import { apply } from "../src/volume/transform";
import { DrawPace } from "./drawPace";
import { NO_SIZE, observePixelSize } from "./pixelSize";
import {
  draggedWindow,
  type Gesture,
  gestureOf,
  keyRequest,
  panned,
  steppedMm,
  zoomed,
} from "./sliceGestures";
import {
  crosshairLines,
  edgeLetters,
  PLANE_NAMES,
  positionText,
  readoutTexts,
  scaleBar,
} from "./sliceOverlay";
import { sliceStyles } from "./sliceStyles";

/**
 * One slice of the patient with its crosshair, and the numbers under the pointer (or under the crosshair). Fills its host.
 * Drag: crosshair; Shift- or Ctrl-drag: window and level; middle drag: pan; right drag: zoom; wheel: slices, with Ctrl zoom.
 * Keys: arrows and PageUp/PageDown slices, + and - zoom, z shows everything again.
 *
 * @fires crosshair-change - CustomEvent<{ crosshairMm: Triple }>
 * @fires window-change - CustomEvent<{ window: Window }>
 */
@customElement("slice-view")
export class SliceView extends LitElement {
  static override styles = sliceStyles;

  @property() plane: Plane = "axial";
  /** Device and renderer of all views; undefined while they are made. */
  @property({ attribute: false }) gpu: Gpu | undefined;
  /** Holds `images` already. */
  @property({ attribute: false }) renderer: SliceRenderer | undefined;
  @property({ attribute: false }) images: SliceImages = NO_IMAGES;
  @property({ attribute: false }) look: SliceLook = DEFAULT_LOOK;
  @property({ attribute: false }) crosshairMm: Triple = [0, 0, 0];

  @query("canvas") private readonly canvas!: HTMLCanvasElement;
  @state() private size = NO_SIZE;
  /** Where the user moved the view; undefined: all of the images. */
  @state() private moved: SliceCamera | undefined;
  @state() private hoverMm: Triple | undefined;
  #context: GPUCanvasContext | undefined;
  #contextGpu: Gpu | undefined;
  #pace: DrawPace | undefined;
  #gesture: Gesture | undefined;
  #wheel = 0;
  #unobserve = () => {};
  #last = { x: 0, y: 0 };

  override connectedCallback() {
    super.connectedCallback();
    this.#pace = new DrawPace((scale) => this.#paint(scale));
    this.#unobserve = observePixelSize(this, (size) => {
      this.size = size;
    });
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#unobserve();
    this.#pace?.stop();
  }

  override render() {
    const grid = baseGrid(this.images);
    return html`<canvas></canvas>${grid && this.size.width > 0 ? this.#overlay(grid) : null}`;
  }

  override willUpdate(changed: PropertyValues<this>) {
    if (
      changed.has("images") &&
      baseGrid(changed.get("images") ?? NO_IMAGES) !== baseGrid(this.images)
    )
      this.moved = undefined;
  }

  /** What is under the pointer stands beside the picture, not in it. */
  override updated(changed: Map<PropertyKey, unknown>) {
    if ([...changed.keys()].every((name) => name === "hoverMm")) return;
    this.#pace?.request();
  }

  #overlay(grid: Grid) {
    const camera = this.#camera(grid);
    const { normalAxis, ...axes } = planeAxes(this.plane, this.look.convention);
    const [x, y] = pixelOf(camera, this.size, this.crosshairMm);
    const values = readoutTexts(this.#readout());
    const { low, high } = patientBox(grid);
    const { levelHu, widthHu } = this.look.window;
    const position = positionText(this.plane, normalAxis, this.crosshairMm);
    return html`
      ${crosshairLines(x, y)} ${edgeLetters({ ...axes, normalAxis })}
      <span class="corner top-left">${position}</span>
      ${
        this.images.anatomy
          ? html`<span class="corner top-right">W ${widthHu.toFixed(0)} · L ${levelHu.toFixed(0)}</span>`
          : null
      }
      <span class="corner bottom-left">${values.map((text) => html`<span>${text}</span>`)}</span>
      <span class="corner bottom-right">${scaleBar(camera.mmPerPixel, this.size.width)}</span>
      <div
        class="surface"
        tabindex="0"
        role="slider"
        aria-orientation="vertical"
        aria-label="${PLANE_NAMES[this.plane]} slice"
        aria-valuemin=${low[normalAxis].toFixed(0)}
        aria-valuemax=${high[normalAxis].toFixed(0)}
        aria-valuenow=${this.crosshairMm[normalAxis].toFixed(0)}
        aria-valuetext=${[position, ...values].join(", ")}
        @pointerdown=${this.#press}
        @pointermove=${this.#move}
        @pointerup=${this.#lift}
        @pointercancel=${this.#lift}
        @pointerleave=${() => {
          this.hoverMm = undefined;
        }}
        @wheel=${this.#roll}
        @keydown=${this.#key}
        @contextmenu=${(event: Event) => event.preventDefault()}
      ></div>
    `;
  }

  /** The view in CSS pixels, cutting through the crosshair. */
  #camera(grid: Grid): SliceCamera {
    const fit = fitCamera(grid, this.plane, this.look.convention, this.size);
    const { centreMm, mmPerPixel } = this.moved ?? fit;
    const { normalAxis } = planeAxes(this.plane, this.look.convention);
    const through = centreMm.map((c, i) => (i === normalAxis ? this.crosshairMm[i]! : c));
    return { ...fit, mmPerPixel, centreMm: through as unknown as Triple };
  }

  #readout() {
    return readAt(this.images, this.look, this.hoverMm ?? this.crosshairMm);
  }

  /** Draws with `scale` times the device's pixels along each side; done when the device is. */
  async #paint(scale: number): Promise<void> {
    const grid = baseGrid(this.images);
    const { width, deviceWidth, deviceHeight } = this.size;
    if (!this.gpu || !this.renderer || !grid || deviceWidth === 0 || deviceHeight === 0) return;
    const pixelsX = Math.max(1, Math.round(deviceWidth * scale));
    const pixelsY = Math.max(1, Math.round(deviceHeight * scale));
    if (this.canvas.width !== pixelsX) this.canvas.width = pixelsX;
    if (this.canvas.height !== pixelsY) this.canvas.height = pixelsY;
    if (this.#contextGpu !== this.gpu) {
      this.#context = connectCanvas(this.gpu, this.canvas);
      this.#contextGpu = this.gpu;
    }
    const camera = this.#camera(grid);
    const ratio = pixelsX / width;
    const ofDevice = { ...camera, mmPerPixel: camera.mmPerPixel / ratio };
    this.renderer.draw(this.#context!.getCurrentTexture(), ofDevice, this.look, ratio);
    // A device that fails here is replaced by its owner, who then asks for a new picture.
    await this.gpu.settle().catch(() => {});
  }

  #press(event: PointerEvent) {
    const surface = event.currentTarget as HTMLElement;
    surface.focus({ preventScroll: true });
    surface.setPointerCapture(event.pointerId);
    event.preventDefault();
    this.#gesture = gestureOf(event);
    this.#last = { x: event.clientX, y: event.clientY };
    if (this.#gesture === "crosshair") this.#setCrosshair(this.#pointMm(event));
  }

  #move(event: PointerEvent) {
    this.hoverMm = this.#pointMm(event);
    const dx = event.clientX - this.#last.x;
    const dy = event.clientY - this.#last.y;
    this.#last = { x: event.clientX, y: event.clientY };
    if (this.#gesture === "crosshair") this.#setCrosshair(this.hoverMm);
    else if (this.#gesture === "window")
      this.#fire("window-change", { window: draggedWindow(this.look.window, dx, dy) });
    else if (this.#gesture === "pan") this.#moveView((camera) => panned(camera, dx, dy));
    else if (this.#gesture === "zoom") this.#moveView((camera) => zoomed(camera, 1.01 ** -dy));
  }

  #lift() {
    this.#gesture = undefined;
  }

  #roll(event: WheelEvent) {
    event.preventDefault();
    const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 33 : 1);
    if (event.ctrlKey) return this.#moveView((camera) => zoomed(camera, 1.002 ** -pixels));
    this.#wheel += pixels / WHEEL_NOTCH;
    const slices = Math.trunc(this.#wheel);
    this.#wheel -= slices;
    if (slices !== 0) this.#step(slices);
  }

  #key(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const request = keyRequest(event.key);
    if (!request) return;
    event.preventDefault();
    if (request.kind === "step") this.#step(request.slices);
    else if (request.kind === "zoom") this.#moveView((camera) => zoomed(camera, request.factor));
    else this.moved = undefined;
  }

  #step(slices: number) {
    const grid = baseGrid(this.images)!;
    const stepMm = sliceStepMm(grid, this.plane);
    this.#setCrosshair(steppedMm(this.crosshairMm, this.#camera(grid), slices, stepMm));
  }

  #moveView(change: (camera: SliceCamera) => SliceCamera) {
    this.moved = change(this.#camera(baseGrid(this.images)!));
  }

  #pointMm(event: PointerEvent): Triple {
    const camera = this.#camera(baseGrid(this.images)!);
    return apply(pixelMatrix(camera, this.size), [event.offsetX, event.offsetY, 0]);
  }

  #setCrosshair(pointMm: Triple) {
    const { low, high } = patientBox(baseGrid(this.images)!);
    const inside = pointMm.map((c, i) => Math.min(high[i]!, Math.max(low[i]!, c)));
    this.#fire("crosshair-change", { crosshairMm: inside as unknown as Triple });
  }

  #fire(name: "crosshair-change", detail: { crosshairMm: Triple }): void;
  #fire(name: "window-change", detail: { window: Window }): void;
  #fire(name: string, detail: unknown) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

/** Pixels that browsers report for one notch of a wheel, about. */
const WHEEL_NOTCH = 60;

declare global {
  interface HTMLElementTagNameMap {
    "slice-view": SliceView;
  }
}
