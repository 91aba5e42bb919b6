import { css, html, LitElement } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
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

/** A point in the slice, in its pixels; pale where it lies in another slice. */
export interface Mark {
  readonly x: number;
  readonly y: number;
  readonly label: string;
  readonly isHere: boolean;
}

/**
 * Two scans over each other in one slice. Where points are picked, a cross is moved by the arrow keys.
 *
 * @fires picture-drag - `detail` is a PictureDrag.
 * @fires picture-pick - `detail` is a pixel of the slice, fractions allowed: clicked, or Enter at the cross.
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
      canvas.picking {
        cursor: crosshair;
      }
      canvas:focus-visible {
        outline: 2px solid var(--accent);
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
  /** RGBA over the slice, a pixel each. */
  @property({ attribute: false }) overlay: Uint8ClampedArray<ArrayBuffer> | undefined;
  @property({ attribute: false }) marks: readonly Mark[] = [];
  /** Whether clicks and Enter pick points, in place of dragging. */
  @property({ type: Boolean }) picking = false;

  /** Where the cross of the keyboard stands, pixels of the slice. */
  @state() private cross: readonly [number, number] | undefined;

  @query("canvas") private readonly canvas!: HTMLCanvasElement;

  #last: PointerEvent | undefined;

  override render() {
    const { width, height } = this.frame;
    return html`<canvas
      role="img"
      class=${this.picking ? "picking" : ""}
      aria-label=${this.label}
      tabindex=${this.picking ? "0" : "-1"}
      @keydown=${this.#key}
      @focus=${() => {
        if (this.picking) this.cross ??= [width / 2, height / 2];
      }}
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
    if (this.overlay) {
      small.getContext("2d")!.putImageData(new ImageData(this.overlay, width, height), 0, 0);
      context.drawImage(small, 0, 0, width * SCALE, height * SCALE);
    }
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
    for (const mark of this.marks) drawCross(context, mark, "#ffd166");
    if (this.picking && this.cross) {
      const [x, y] = this.cross;
      drawCross(context, { x, y, label: "", isHere: true }, "#ffffff");
    }
  }

  #key = (event: KeyboardEvent) => {
    if (!this.picking) return;
    const { width, height } = this.frame;
    const [x, y] = this.cross ?? [width / 2, height / 2];
    const direction = ARROWS[event.key];
    if (direction) {
      const step = event.shiftKey ? 10 : 1;
      const within = (value: number, most: number) => Math.min(most, Math.max(0, value));
      this.cross = [
        within(x + step * direction[0], width - 1),
        within(y + step * direction[1], height - 1),
      ];
    } else if (event.key === "Enter") this.#pick([x, y]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  #pick(detail: readonly [number, number]) {
    this.dispatchEvent(new CustomEvent("picture-pick", { detail }));
  }

  #down(event: PointerEvent) {
    if (this.picking) {
      const box = this.canvas.getBoundingClientRect();
      const { width, height } = this.frame;
      const perPixel = Math.min(box.width / width, box.height / height);
      const from = (at: number, low: number, size: number, count: number) =>
        (at - low - size / 2) / perPixel + (count - 1) / 2;
      const x = from(event.clientX, box.left, box.width, width);
      const y = from(event.clientY, box.top, box.height, height);
      if (x < -0.5 || y < -0.5 || x > width - 0.5 || y > height - 0.5) return;
      this.cross = [x, y];
      this.#pick([x, y]);
      return;
    }
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

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Arms of a cross, pixels of the canvas; open in the middle, where the spot is to be seen. */
const ARM = 12;
const GAP = 3;

function drawCross(
  context: CanvasRenderingContext2D,
  { x, y, label, isHere }: Mark,
  colour: string,
): void {
  const [cx, cy] = [(x + 0.5) * SCALE, (y + 0.5) * SCALE];
  context.save();
  context.globalAlpha = isHere ? 1 : 0.45;
  context.setLineDash(isHere ? [] : [2, 2]);
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.font = "600 18px sans-serif";
  context.beginPath();
  for (const sign of [-1, 1]) {
    context.moveTo(cx + sign * GAP, cy);
    context.lineTo(cx + sign * ARM, cy);
    context.moveTo(cx, cy + sign * GAP);
    context.lineTo(cx, cy + sign * ARM);
  }
  context.stroke();
  context.fillText(label, cx + GAP + 2, cy - GAP - 2);
  context.restore();
}

/** Pixels of the canvas a pixel of the slice, for outlines finer than the image. */
const SCALE = 2;
