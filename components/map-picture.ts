import { css, html, type PropertyValues } from "lit";
import { customElement, property } from "lit/decorators.js";
import { type MapSlice, mapPixels } from "../src/app/mapPicture";
import { AxialPicture } from "./axialPicture";
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
export class MapPicture extends AxialPicture {
  static override styles = [
    baseStyles,
    AxialPicture.pictureStyles,
    css`
      :host {
        grid-template-rows: auto auto auto;
        min-width: 0;
      }
      canvas {
        height: min(52vh, 520px);
      }
      .key {
        flex-wrap: wrap;
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
  @property({ attribute: false }) look!: MapLook;
  /** The slice to begin with. */
  @property({ type: Number }) first = 0;

  override willUpdate(changed: PropertyValues<this>) {
    if (changed.has("density")) this.k = this.first;
    if (changed.has("values")) this.under = undefined;
  }

  override updated(changed: PropertyValues<this>) {
    this.draw(changed);
  }

  protected override describe(zMm: number) {
    return `${this.label}, axial slice at z ${zMm.toFixed(0)} mm`;
  }

  protected override pixels() {
    const { look, density, values, k } = this;
    return mapPixels({ ...look, density, values, k });
  }

  protected override legend() {
    const { colours, range, unit, names } = this.look;
    if (names)
      return names.map(
        (name, s) => html`<span><i style=${`background:${rgb(colours[s]!)}`}></i>${name}</span>`,
      );
    return html`<span>≤ ${threeFigures(range[0])}</span>
      <i class="ramp" style=${`background:linear-gradient(90deg, ${colours.map(rgb).join(",")})`}></i>
      <span>≥ ${threeFigures(range[1])} ${unit}</span>`;
  }

  protected override textAt(voxel: number): string {
    const value = this.values[voxel]!;
    if (!Number.isFinite(value)) return "no value here";
    const { names, unit } = this.look;
    return names ? (names[value] ?? "") : `${threeFigures(value)} ${unit}`;
  }
}

const rgb = (colour: readonly number[]) => `rgb(${colour.join(" ")})`;
