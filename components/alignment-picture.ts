import { css, html, LitElement } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { type Comparison, compared, edgesOf } from "../src/app/alignmentPicture";
import type { SliceFrame } from "../src/app/alignmentSlice";
import { baseStyles } from "./theme";

/** A region's pixels in the slice, and the colour of its outline. */
export interface Outline {
  readonly inside: Uint8Array;
  readonly colour: string;
}

/** How far a drag went since the last event: pixels of the slice, and degrees about its middle (clockwise) with Shift held. */
export interface PictureDrag {
  readonly pixels: readonly [number, number];
  readonly degrees: number;
  /** Where the pointer is, share of the width. */
  readonly share: number;
}

/**
 * Two scans over each other in one slice.
 *
 * @fires picture-drag - `detail` is a PictureDrag.
 */
@customElement("alignment-picture")
export class AlignmentPicture extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      canvas {
        display: block;
        width: 100%;
        max-height: 62vh;
        object-fit: contain;
        background: #000;
        touch-action: none;
        cursor: move;
      }
    `,
  ];

  @property() label = "";
  @property({ attribute: false }) frame!: SliceFrame;
  @property({ attribute: false }) fixed!: Float32Array;
  @property({ attribute: false }) moving!: Float32Array;
  @property() comparison: Comparison = "checkerboard";
  /** Where a swipe changes from the fixed to the moving image, share of the width. */
  @property({ type: Number }) divider = 0.5;
  @property({ attribute: false }) outlines: readonly Outline[] = [];

  @query("canvas") private readonly canvas!: HTMLCanvasElement;

  #last: PointerEvent | undefined;

  override render() {
    const { width, height } = this.frame;
    return html`<canvas
      role="img"
      aria-label=${this.label}
      width=${width * SCALE}
      height=${height * SCALE}
      @pointerdown=${this.#down}
      @pointermove=${this.#move}
      @pointerup=${this.#up}
      @pointercancel=${this.#up}
    ></canvas>`;
  }

  override updated() {
    const { width, height } = this.frame;
    const context = this.canvas.getContext("2d")!;
    const pixels = compared(this.fixed, this.moving, width, this.comparison, this.divider);
    const small = new OffscreenCanvas(width, height);
    small.getContext("2d")!.putImageData(new ImageData(pixels, width, height), 0, 0);
    context.clearRect(0, 0, width * SCALE, height * SCALE);
    context.imageSmoothingQuality = "high";
    context.drawImage(small, 0, 0, width * SCALE, height * SCALE);
    context.lineWidth = 1.5;
    for (const { inside, colour } of this.outlines) {
      context.strokeStyle = colour;
      context.beginPath();
      for (const [x1, y1, x2, y2] of edgesOf(inside, width)) {
        context.moveTo(x1 * SCALE, y1 * SCALE);
        context.lineTo(x2 * SCALE, y2 * SCALE);
      }
      context.stroke();
    }
  }

  #down(event: PointerEvent) {
    this.canvas.setPointerCapture(event.pointerId);
    this.#last = event;
    this.#tell(event, event);
  }

  #move(event: PointerEvent) {
    if (!this.#last) return;
    this.#tell(this.#last, event);
    this.#last = event;
  }

  #up() {
    this.#last = undefined;
  }

  #tell(from: PointerEvent, to: PointerEvent) {
    const box = this.canvas.getBoundingClientRect();
    const { width, height } = this.frame;
    // The picture keeps its proportions inside the box.
    const perPixel = Math.min(box.width / width, box.height / height);
    const middle = [box.left + box.width / 2, box.top + box.height / 2] as const;
    const angle = (event: PointerEvent) =>
      Math.atan2(event.clientY - middle[1], event.clientX - middle[0]);
    const turn = ((angle(to) - angle(from)) * 180) / Math.PI;
    const share = 0.5 + (to.clientX - middle[0]) / perPixel / width;
    const detail: PictureDrag = {
      pixels: to.shiftKey
        ? [0, 0]
        : [(to.clientX - from.clientX) / perPixel, (to.clientY - from.clientY) / perPixel],
      degrees: to.shiftKey ? ((turn + 540) % 360) - 180 : 0,
      share: Math.min(1, Math.max(0, share)),
    };
    this.dispatchEvent(new CustomEvent("picture-drag", { detail }));
  }
}

/** Pixels of the canvas a pixel of the slice, for outlines finer than the image. */
const SCALE = 2;
