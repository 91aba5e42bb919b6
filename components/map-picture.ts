import { css, html, LitElement, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { type MapSlice, mapPixels, mapVoxelAt } from "../src/app/mapPicture";
import { toPatientMm } from "../src/volume/grid";
import type { Volume } from "../src/volume/volume";
import { threeFigures } from "./format";
import { baseStyles } from "./theme";

/** How a map is drawn and read. */
export interface MapLook extends Pick<MapSlice, "range" | "colours" | "classes"> {
  readonly unit: string;
  /** Names of the classes, by number. */
  readonly names?: readonly string[];
}

/** A map of numbers over the density, slice by slice, with its legend and the number under the pointer. */
@customElement("map-picture")
export class MapPicture extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        grid-template-rows: auto auto auto;
        gap: 4px;
        min-width: 0;
      }
      canvas {
        width: 100%;
        height: min(52vh, 520px);
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
        flex-wrap: wrap;
        align-items: center;
        gap: 2px 12px;
      }
      .key i {
        display: inline-block;
        width: 12px;
        height: 10px;
        margin-right: 5px;
      }
      .key i.ramp {
        width: 160px;
        margin: 0;
      }
      .under {
        margin-left: auto;
        min-width: 26ch;
        text-align: right;
      }
    `,
  ];

  @property() label = "";
  @property({ attribute: false }) values!: Float32Array;
  @property({ attribute: false }) density!: Volume<"densityKgPerM3">;
  @property({ attribute: false }) look!: MapLook;
  /** The slice to begin with. */
  @property({ type: Number }) first = 0;
  @query("canvas") private readonly canvas!: HTMLCanvasElement;
  @state() private k: number | undefined;
  @state() private under: number | undefined;

  override willUpdate(changed: PropertyValues<this>) {
    if (changed.has("density")) this.k = undefined;
    this.k ??= this.first;
    if (changed.has("values")) this.under = undefined;
  }

  override render() {
    const { grid } = this.density;
    const [nx, ny, nz] = grid.size;
    const z = toPatientMm(grid, [nx / 2, ny / 2, this.k!])[2];
    return html`
      <canvas
        role="img"
        aria-label=${`${this.label}, axial slice at z ${z.toFixed(0)} mm`}
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
        ${this.#legend()}
        <span class="under">${this.under === undefined ? `axial, z ${z.toFixed(0)} mm` : this.#textAt(this.under)}</span>
      </div>
    `;
  }

  override updated(changed: PropertyValues<this>) {
    if ([...changed.keys()].every((name) => name === ("under" as never))) return;
    const [nx, ny] = this.density.grid.size;
    const pixels = mapPixels({
      ...this.look,
      density: this.density,
      values: this.values,
      k: this.k!,
    });
    this.canvas.getContext("2d")!.putImageData(new ImageData(pixels, nx, ny), 0, 0);
  }

  #legend() {
    const { colours, range, unit, names } = this.look;
    if (names)
      return names.map(
        (name, s) => html`<span><i style=${`background:${rgb(colours[s]!)}`}></i>${name}</span>`,
      );
    return html`<span>≤ ${threeFigures(range[0])}</span>
      <i class="ramp" style=${`background:linear-gradient(90deg, ${colours.map(rgb).join(",")})`}></i>
      <span>≥ ${threeFigures(range[1])} ${unit}</span>`;
  }

  #textAt(voxel: number): string {
    const value = this.values[voxel]!;
    if (!Number.isFinite(value)) return "no value here";
    const { names, unit } = this.look;
    return names ? (names[value] ?? "") : `${threeFigures(value)} ${unit}`;
  }

  /** The picture keeps its shape inside the canvas: bars may lie beside it. */
  #point(event: PointerEvent) {
    const [nx, ny] = this.density.grid.size;
    const { clientWidth, clientHeight } = this.canvas;
    const scale = Math.min(clientWidth / nx, clientHeight / ny);
    const x = Math.floor((event.offsetX - (clientWidth - nx * scale) / 2) / scale);
    const y = Math.floor((event.offsetY - (clientHeight - ny * scale) / 2) / scale);
    const isInside = x >= 0 && y >= 0 && x < nx && y < ny;
    this.under = isInside ? mapVoxelAt({ density: this.density, k: this.k! }, x, y) : undefined;
  }
}

const rgb = (colour: readonly number[]) => `rgb(${colour.join(" ")})`;
