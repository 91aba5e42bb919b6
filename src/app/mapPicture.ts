import type { Grid } from "../volume/grid";
import { percentileOf } from "../volume/statistics";
import type { Volume } from "../volume/volume";
import { voxelAt } from "./differencePicture";

/** One axial slice of a map of numbers over the density that it lies in. */
export interface MapSlice {
  readonly density: Volume<"densityKgPerM3">;
  /** NaN where there is nothing to show. */
  readonly values: Float32Array;
  readonly k: number;
  /** The values of the first and the last colour. */
  readonly range: readonly [from: number, to: number];
  /** Colours from the least to the largest, RGB. */
  readonly colours: readonly (readonly [number, number, number])[];
  /** Values are numbers of classes: no colour in between. */
  readonly classes: boolean;
}

/** Dark blue to yellow, even in lightness and safe for the colour-blind (after the palette "viridis"). */
export const MAP_COLOURS = [
  [68, 1, 84],
  [59, 82, 139],
  [33, 145, 140],
  [94, 201, 98],
  [253, 231, 37],
] as const;

/** Density drawn white, kg/m3. */
const WHITE = 2400;

/** RGBA of the slice, seen from the feet: the patient's right at the left, the back below. */
export function mapPixels(slice: MapSlice): Uint8ClampedArray<ArrayBuffer> {
  const { density, values } = slice;
  const [nx, ny] = density.grid.size;
  const pixels = new Uint8ClampedArray(4 * nx * ny);
  for (let y = 0; y < ny; y++)
    for (let x = 0; x < nx; x++) {
      const at = voxelAt(slice, x, y);
      const value = values[at]!;
      const grey = Math.min(255, (255 * density.values[at]!) / WHITE);
      const colour = Number.isNaN(value) ? [grey, grey, grey] : colourOf(slice, value);
      pixels.set([...colour, 255], 4 * (x + nx * y));
    }
  return pixels;
}

function colourOf({ range: [from, to], colours, classes }: MapSlice, value: number): number[] {
  if (classes) return [...colours[Math.min(colours.length - 1, Math.max(0, value))]!];
  const share = Math.min(1, Math.max(0, (value - from) / (to - from || 1)));
  const place = share * (colours.length - 1);
  const low = Math.min(colours.length - 2, Math.floor(place));
  return colours[low]!.map((c, i) => c + (place - low) * (colours[low + 1]![i]! - c));
}

/** From the 2nd to the 98th percentile of the numbers, so that a few voxels do not pale the rest. */
export function usualRange(values: Float32Array): readonly [number, number] {
  const known = values.filter((value) => Number.isFinite(value));
  return known.length === 0 ? [0, 1] : [percentileOf(known, 2), percentileOf(known, 98)];
}

/** The slice that holds most of a map. */
export function fullestSlice({ size: [nx, ny, nz] }: Grid, values: Float32Array): number {
  const sums = Array.from({ length: nz }, (_, k) => {
    let sum = 0;
    for (let at = k * nx * ny; at < (k + 1) * nx * ny; at++) sum += values[at]! || 0;
    return sum;
  });
  return sums.indexOf(Math.max(...sums));
}
