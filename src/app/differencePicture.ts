import type { Grid } from "../volume/grid";
import type { Volume } from "../volume/volume";

/** One axial slice of a dose difference over the density that it lies in. */
export interface DifferenceSlice {
  readonly density: Volume<"densityKgPerM3">;
  readonly difference: Volume<"doseGyPerGBq">;
  readonly k: number;
  /** Difference with the full colour, Gy per GBq. */
  readonly fullGyPerGBq: number;
}

/** Where both doses agree the picture is grey; more dose is orange, less is blue. */
const MORE = [255, 122, 26] as const;
const LESS = [64, 140, 255] as const;
/** Density drawn white, kg/m3. */
const WHITE = 2400;

/** RGBA of the slice, seen from the feet: the patient's right at the left, the back below. */
export function differencePixels(slice: DifferenceSlice): Uint8ClampedArray<ArrayBuffer> {
  const { density, difference, fullGyPerGBq } = slice;
  const [nx, ny] = density.grid.size;
  const pixels = new Uint8ClampedArray(4 * nx * ny);
  for (let y = 0; y < ny; y++)
    for (let x = 0; x < nx; x++) {
      const at = voxelAt(slice, x, y);
      const grey = (255 * density.values[at]!) / WHITE;
      const share = Math.max(-1, Math.min(1, difference.values[at]! / fullGyPerGBq)) || 0;
      const colour = share < 0 ? LESS : MORE;
      const opacity = 0.9 * Math.sqrt(Math.abs(share));
      colour.forEach((c, i) => {
        pixels[4 * (x + nx * y) + i] = (1 - opacity) * Math.min(255, grey) + opacity * c;
      });
      pixels[4 * (x + nx * y) + 3] = 255;
    }
  return pixels;
}

/** Index of the voxel that lies under a pixel. */
export function voxelAt(
  { density: { grid }, k }: Pick<DifferenceSlice, "density" | "k">,
  x: number,
  y: number,
): number {
  const [nx, ny] = grid.size;
  const i = isTurned(grid, 0) ? nx - 1 - x : x;
  const j = isTurned(grid, 1) ? ny - 1 - y : y;
  return i + nx * (j + ny * k);
}

const isTurned = ({ axes }: Grid, axis: 0 | 1) => axes[axis][axis] < 0;

/** The difference that one voxel in two thousand of those with any exceeds, so that a few do not pale the rest; 0 without any. */
export function usualLargest({ values }: Volume<"doseGyPerGBq">): number {
  const sizes = values.filter((gy) => gy !== 0).map(Math.abs);
  sizes.sort();
  return sizes[Math.floor(0.9995 * (sizes.length - 1))] ?? 0;
}

/** The slice that differs most. */
export function mostDifferentSlice({ grid, values }: Volume<"doseGyPerGBq">): number {
  const [nx, ny, nz] = grid.size;
  const sums = Array.from({ length: nz }, (_, k) => {
    let sum = 0;
    for (let at = k * nx * ny; at < (k + 1) * nx * ny; at++) sum += Math.abs(values[at]!);
    return sum;
  });
  return sums.indexOf(Math.max(...sums));
}
