import { MM3_TO_ML } from "../physics/units";
import { type Grid, type Triple, voxelVolumeMm3 } from "./grid";

/**
 * A region of a grid as the fraction of each voxel that belongs to it (0..1), kept for its bounding box only.
 * `occupancy` is x fastest over the box.
 */
export interface Mask {
  readonly grid: Grid;
  /** First voxel of the bounding box. */
  readonly boxOrigin: Triple;
  readonly boxSize: Triple;
  readonly occupancy: Float32Array<ArrayBuffer>;
}

/** Calls `visit(index of the voxel in the whole grid, fraction)` for every voxel with a fraction above zero. */
export function forEachVoxel(mask: Mask, visit: (index: number, fraction: number) => void): void {
  const [nx, ny] = mask.grid.size;
  const [ox, oy, oz] = mask.boxOrigin;
  const [bx, by, bz] = mask.boxSize;
  let at = 0;
  for (let k = 0; k < bz; k++)
    for (let j = 0; j < by; j++) {
      const row = ox + nx * (oy + j + ny * (oz + k));
      for (let i = 0; i < bx; i++, at++) {
        const fraction = mask.occupancy[at]!;
        if (fraction > 0) visit(row + i, fraction);
      }
    }
}

/** The fractions of `values` (one a voxel of `grid`) that are above zero, cut to their bounding box. */
export function maskFromValues(grid: Grid, values: ArrayLike<number>): Mask {
  const [nx, ny, nz] = grid.size;
  const low = [nx, ny, nz];
  const high = [-1, -1, -1];
  for (let k = 0, at = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++, at++) {
        if (!(values[at]! > 0)) continue;
        if (i < low[0]!) low[0] = i;
        if (j < low[1]!) low[1] = j;
        if (k < low[2]!) low[2] = k;
        if (i > high[0]!) high[0] = i;
        if (j > high[1]!) high[1] = j;
        if (k > high[2]!) high[2] = k;
      }
  if (high[0]! < 0)
    return { grid, boxOrigin: [0, 0, 0], boxSize: [0, 0, 0], occupancy: new Float32Array(0) };
  const boxOrigin: Triple = [low[0]!, low[1]!, low[2]!];
  const boxSize: Triple = [high[0]! - low[0]! + 1, high[1]! - low[1]! + 1, high[2]! - low[2]! + 1];
  const occupancy = new Float32Array(boxSize[0] * boxSize[1] * boxSize[2]);
  for (let k = 0, at = 0; k < boxSize[2]; k++)
    for (let j = 0; j < boxSize[1]; j++) {
      const row = boxOrigin[0] + nx * (boxOrigin[1] + j + ny * (boxOrigin[2] + k));
      for (let i = 0; i < boxSize[0]; i++, at++) {
        const value = values[row + i]!;
        occupancy[at] = value > 0 ? Math.min(value, 1) : 0;
      }
    }
  return { grid, boxOrigin, boxSize, occupancy };
}

/** Sum of the fractions: the size of the region in voxels. */
export function occupiedVoxels(mask: Mask): number {
  const { occupancy } = mask;
  let sum = 0;
  for (let at = 0; at < occupancy.length; at++) sum += occupancy[at]!;
  return sum;
}

export const volumeMl = (mask: Mask): number =>
  occupiedVoxels(mask) * voxelVolumeMm3(mask.grid) * MM3_TO_ML;

/** Sum of value × fraction over the region, in f64. */
export function weightedSum(mask: Mask, values: ArrayLike<number>): number {
  const [nx, ny] = mask.grid.size;
  const [ox, oy, oz] = mask.boxOrigin;
  const [bx, by, bz] = mask.boxSize;
  const { occupancy } = mask;
  let sum = 0;
  let at = 0;
  // A loop of its own: a call a voxel costs several times as much, and plans sum regions by the hundred.
  for (let k = 0; k < bz; k++)
    for (let j = 0; j < by; j++) {
      const row = ox + nx * (oy + j + ny * (oz + k));
      for (let i = 0; i < bx; i++, at++) {
        const fraction = occupancy[at]!;
        if (fraction > 0) sum += fraction * values[row + i]!;
      }
    }
  return sum;
}

/** Sum of the products of two regions' fractions on one grid, in f64. */
export function sharedSum(a: Mask, b: Mask): number {
  const from = [0, 1, 2].map((c) => Math.max(a.boxOrigin[c]!, b.boxOrigin[c]!));
  const end = [0, 1, 2].map((c) =>
    Math.min(a.boxOrigin[c]! + a.boxSize[c]!, b.boxOrigin[c]! + b.boxSize[c]!),
  );
  let sum = 0;
  for (let k = from[2]!; k < end[2]!; k++)
    for (let j = from[1]!; j < end[1]!; j++) {
      const [rowA, rowB] = [rowOf(a, j, k), rowOf(b, j, k)];
      for (let i = from[0]!; i < end[0]!; i++)
        sum += a.occupancy[rowA + i]! * b.occupancy[rowB + i]!;
    }
  return sum;
}

/** What is added to x of the grid to find a voxel of row j, k in the box. */
const rowOf = ({ boxOrigin: [ox, oy, oz], boxSize: [bx, by] }: Mask, j: number, k: number) =>
  bx * (j - oy + by * (k - oz)) - ox;
