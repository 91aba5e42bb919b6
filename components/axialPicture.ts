import { css, html, LitElement, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { voxelAt } from "../src/app/differencePicture";
import { toPatientMm } from "../src/volume/grid";
import type { Volume } from "../src/volume/volume";

/** One axial slice at a time of something that lies in a density, with a slider over the slices and what stands under the pointer. */
export abstract class AxialPicture extends LitElement {
  static readonly pictureStyles = css`
    :host {
      display: grid;
      gap: 4px;
    }
    canvas {
      width: 100%;
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
    }
  `;

  @property({ attribute: false }) density!: Volume<"densityKgPerM3">;
  @query("canvas") private readonly canvas!: HTMLCanvasElement;
  @state() protected k = 0;
  /** Index of the voxel under the pointer. */
  @state() protected under: number | undefined;

  /** What the picture is of, for those who do not see it. */
  protected abstract describe(zMm: number): string;
  /** RGBA of every pixel of the slice. */
  protected abstract pixels(): ImageDataArray;
  protected abstract legend(): unknown;
  protected abstract textAt(voxel: number): string;

  override render(): TemplateResult {
    const { grid } = this.density;
    const [nx, ny, nz] = grid.size;
    const zMm = toPatientMm(grid, [nx / 2, ny / 2, this.k])[2];
    return html`
      <canvas
        role="img"
        aria-label=${this.describe(zMm)}
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
        ${this.legend()}
        <span class="under">${this.under === undefined ? `axial, z ${zMm.toFixed(0)} mm` : this.textAt(this.under)}</span>
      </div>
    `;
  }

  /** Draws anew unless no more has changed than these. */
  protected draw(changed: ReadonlyMap<PropertyKey, unknown>, ...idle: readonly string[]) {
    if ([...changed.keys()].every((name) => ["under", ...idle].includes(String(name)))) return;
    const [nx, ny] = this.density.grid.size;
    this.canvas.getContext("2d")!.putImageData(new ImageData(this.pixels(), nx, ny), 0, 0);
  }

  /** The picture keeps its shape inside the canvas: bars may lie beside it. */
  #point(event: PointerEvent) {
    const [nx, ny] = this.density.grid.size;
    const { clientWidth, clientHeight } = this.canvas;
    const scale = Math.min(clientWidth / nx, clientHeight / ny);
    const x = Math.floor((event.offsetX - (clientWidth - nx * scale) / 2) / scale);
    const y = Math.floor((event.offsetY - (clientHeight - ny * scale) / 2) / scale);
    const isInside = x >= 0 && y >= 0 && x < nx && y < ny;
    this.under = isInside ? voxelAt({ density: this.density, k: this.k }, x, y) : undefined;
  }
}
