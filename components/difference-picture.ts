import { css, html, LitElement, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import {
  differencePixels,
  mostDifferentSlice,
  usualLargest,
  voxelAt,
} from "../src/app/differencePicture";
import { toPatientMm } from "../src/volume/grid";
import type { Volume } from "../src/volume/volume";
import { threeFigures } from "./format";
import { baseStyles } from "./theme";

/** A dose less another over the density, slice by slice, with the numbers under the pointer. */
@customElement("difference-picture")
export class DifferencePicture extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        grid-template-rows: minmax(0, 1fr) auto auto;
        gap: 4px;
        min-height: 0;
      }
      canvas {
        width: 100%;
        height: 100%;
        min-height: 0;
        object-fit: contain;
        image-rendering: pixelated;
        background: #000;
      }
      input {
        accent-color: var(--accent);
        width: 100%;
      }
      .key {
        display: flex;
        align-items: center;
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
  @property({ attribute: false }) density!: Volume<"densityKgPerM3">;
  @property({ type: Number }) activityGBq = 0;
  @query("canvas") private readonly canvas!: HTMLCanvasElement;
  @state() private k = 0;
  @state() private under: number | undefined;
  #fullGyPerGBq = 0;

  override willUpdate(changed: PropertyValues<this>) {
    if (!changed.has("difference")) return;
    this.#fullGyPerGBq = usualLargest(this.difference);
    this.k = mostDifferentSlice(this.difference);
    this.under = undefined;
  }

  override render() {
    const { grid } = this.density;
    const [nx, ny, nz] = grid.size;
    const full = threeFigures(this.#fullGyPerGBq * this.activityGBq);
    const z = toPatientMm(grid, [nx / 2, ny / 2, this.k])[2];
    return html`
      <canvas
        role="img"
        aria-label="Difference of the doses in an axial slice"
        width=${nx}
        height=${ny}
        @pointermove=${this.#point}
        @pointerleave=${() => {
          this.under = undefined;
        }}
      ></canvas>
      <input
        type="range"
        aria-label="Slice"
        min="0"
        max=${nz - 1}
        .value=${String(this.k)}
        @input=${(event: Event) => {
          this.k = (event.target as HTMLInputElement).valueAsNumber;
        }}
      />
      <div class="key small quiet">
        <span>−${full}</span><i></i><span>+${full} Gy</span>
        <span>${this.under === undefined ? `axial, z ${z.toFixed(0)} mm` : this.#valuesAt(this.under)}</span>
      </div>
    `;
  }

  override updated(changed: PropertyValues<this>) {
    if ([...changed.keys()].every((name) => name === ("under" as never) || name === "activityGBq"))
      return;
    const [nx, ny] = this.density.grid.size;
    const pixels = differencePixels(this.#slice());
    this.canvas.getContext("2d")!.putImageData(new ImageData(pixels, nx, ny), 0, 0);
  }

  #slice() {
    const { density, difference, k } = this;
    return { density, difference, k, fullGyPerGBq: this.#fullGyPerGBq };
  }

  #valuesAt(voxel: number): string {
    const gy = this.difference.values[voxel]! * this.activityGBq;
    const planned = this.planned.values[voxel]! * this.activityGBq;
    return `${gy < 0 ? "−" : "+"}${threeFigures(Math.abs(gy))} of ${threeFigures(planned)} Gy`;
  }

  /** The picture keeps its shape inside the canvas: bars may lie beside it. */
  #point(event: PointerEvent) {
    const [nx, ny] = this.density.grid.size;
    const { clientWidth, clientHeight } = this.canvas;
    const scale = Math.min(clientWidth / nx, clientHeight / ny);
    const x = Math.floor((event.offsetX - (clientWidth - nx * scale) / 2) / scale);
    const y = Math.floor((event.offsetY - (clientHeight - ny * scale) / 2) / scale);
    const isInside = x >= 0 && y >= 0 && x < nx && y < ny;
    this.under = isInside ? voxelAt(this.#slice(), x, y) : undefined;
  }
}
