import { MM3_TO_ML } from "../physics/units";
import { type Box, pasteBox } from "../volume/box";
import { blurReach, gaussianBlur } from "../volume/gaussian";
import { type Triple, toPatientMm, voxelCount, voxelVolumeMm3 } from "../volume/grid";
import {
  forEachVoxel,
  type Mask,
  maskFromValues,
  occupiedVoxels,
  sharedSum,
  weightedSum,
} from "../volume/mask";
import type { Volume } from "../volume/volume";

/** Activity of each region in MBq as the image shows it: Σ Bq/mL × mL × fraction. */
export function measuredActivityMBq(
  activity: Volume<"activityBqPerMl">,
  regions: readonly Mask[],
): number[] {
  const voxelMl = voxelVolumeMm3(activity.grid) * MM3_TO_ML;
  return regions.map((region) => (weightedSum(region, activity.values) * voxelMl) / 1e6);
}

/**
 * What turns measured into true activity when neighbouring regions spill into each other, through the camera's resolution and
 * through voxels shared at the edges: the geometric transfer matrix of Rousset, Ma and Evans, J Nucl Med 39 (1998) 904, with
 * fractional masks. Each region, and the shell of background around all of them, is taken as uniform.
 */
export interface Spill {
  /** Row i: what one Bq/mL in each region (the background last) adds to the sum Bq/mL × voxels over region i. */
  readonly matrix: readonly Float64Array[];
  readonly background: Mask;
  readonly voxels: readonly number[];
}

/** Weights below this mark where a region no longer spills. */
const REACH = 0.005;
/** The shell of background is at least this many voxels wide. */
const SHELL_VOXELS = 2;

/** The transfer matrix of disjoint `regions` (all on one grid) for a camera of resolution `fwhmMm`; `body` bounds the background. */
export function spillBetween(
  regions: readonly Mask[],
  body: Mask | undefined,
  fwhmMm: number,
): Spill {
  const { grid } = regions[0]!;
  const shellMm = Math.max(fwhmMm, SHELL_VOXELS * Math.max(...grid.spacingMm));
  const box = surroundings(regions, 2 * (shellMm + fwhmMm));
  const local = (mask: Mask) => maskInBox(mask, box);
  const spill = spillInBox(regions.map(local), body && local(body), fwhmMm, shellMm);
  const { occupancy } = spill.background;
  return { ...spill, background: { grid, boxOrigin: box.origin, boxSize: box.size, occupancy } };
}

/** All regions and what lies within `reachMm` of them: nothing beyond spills. */
function surroundings(regions: readonly Mask[], reachMm: number): Box {
  const { size, spacingMm } = regions[0]!.grid;
  const along = (c: 0 | 1 | 2) => {
    const reach = Math.ceil(reachMm / spacingMm[c]);
    const first = Math.min(...regions.map(({ boxOrigin }) => boxOrigin[c]));
    const end = Math.max(...regions.map(({ boxOrigin, boxSize }) => boxOrigin[c] + boxSize[c]));
    const from = Math.max(0, first - reach);
    return [from, Math.min(size[c], end + reach) - from] as const;
  };
  const [x, y, z] = [along(0), along(1), along(2)];
  return { origin: [x[0], y[0], z[0]], size: [x[1], y[1], z[1]] };
}

/** The part of a mask inside a box, on the box's own lattice. */
function maskInBox(mask: Mask, { origin, size }: Box): Mask {
  const grid = { ...mask.grid, size, originMm: toPatientMm(mask.grid, origin) };
  const values = new Float32Array(voxelCount(grid));
  const [nx, ny] = mask.grid.size;
  forEachVoxel(mask, (index, fraction) => {
    const i = (index % nx) - origin[0];
    const j = (Math.floor(index / nx) % ny) - origin[1];
    const k = Math.floor(index / (nx * ny)) - origin[2];
    const inside = i >= 0 && j >= 0 && k >= 0 && i < size[0] && j < size[1] && k < size[2];
    if (inside) values[i + size[0] * (j + size[1] * k)] = fraction;
  });
  return maskFromValues(grid, values);
}

function spillInBox(
  regions: readonly Mask[],
  body: Mask | undefined,
  fwhmMm: number,
  shellMm: number,
): Spill {
  const { grid } = regions[0]!;
  const count = voxelCount(grid);
  const inside = new Float32Array(count).fill(body ? 0 : 1);
  if (body) forEachVoxel(body, (i, f) => (inside[i] = f));
  const claimed = new Float32Array(count);
  for (const region of regions) forEachVoxel(region, (i, f) => (claimed[i]! += f));

  const near = gaussianBlur(claimed, grid.size, grid.spacingMm, shellMm);
  const rest = inside.map((f, i) => (near[i]! > REACH ? Math.max(0, f - claimed[i]!) : 0));
  const background = maskOf(grid, rest);

  // The background reaches beyond its shell: what it spills into a region is what the body does less what the regions do.
  const spread = regions.map((region) => blurred(region, fwhmMm));
  const outer = gaussianBlur(
    inside.map((f, i) => Math.max(0, f - claimed[i]!)),
    grid.size,
    grid.spacingMm,
    fwhmMm,
  );
  const matrix = [...regions, background].map((target) =>
    Float64Array.from([
      ...spread.map((region) => sharedSum(target, region)),
      weightedSum(target, outer),
    ]),
  );
  return { matrix, background, voxels: regions.map(occupiedVoxels) };
}

/** True activity of each region in MBq under `spill`; throws when regions cannot be told apart. */
export function correctedActivityMBq(
  activity: Volume<"activityBqPerMl">,
  regions: readonly Mask[],
  { matrix, background, voxels }: Spill,
): number[] {
  const sums = [...regions, background].map((region) => weightedSum(region, activity.values));
  const concentrations = solve(matrix, sums);
  const voxelMl = voxelVolumeMm3(activity.grid) * MM3_TO_ML;
  return voxels.map((n, i) => (concentrations[i]! * n * voxelMl) / 1e6);
}

/** What the camera shows of a region, in the box that it reaches. */
function blurred({ grid, boxOrigin, boxSize, occupancy }: Mask, fwhmMm: number): Mask {
  const axes = [0, 1, 2] as const;
  const reach = axes.map((c) => blurReach(fwhmMm, grid.spacingMm[c]));
  const first = axes.map((c) => Math.max(0, boxOrigin[c] - reach[c]!));
  const end = axes.map((c) => Math.min(grid.size[c], boxOrigin[c] + boxSize[c] + reach[c]!));
  const origin: Triple = [first[0]!, first[1]!, first[2]!];
  const size: Triple = [end[0]! - first[0]!, end[1]! - first[1]!, end[2]! - first[2]!];
  const values = new Float32Array(size[0] * size[1] * size[2]);
  const inside: Triple = [
    boxOrigin[0] - origin[0],
    boxOrigin[1] - origin[1],
    boxOrigin[2] - origin[2],
  ];
  pasteBox(values, size, { origin: inside, size: boxSize }, occupancy);
  const spread = gaussianBlur(values, size, grid.spacingMm, fwhmMm);
  return { grid, boxOrigin: origin, boxSize: size, occupancy: spread };
}

function maskOf(grid: Mask["grid"], values: Float32Array<ArrayBuffer>): Mask {
  const origin: Triple = [0, 0, 0];
  return { grid, boxOrigin: origin, boxSize: grid.size, occupancy: values };
}

/** Gaussian elimination with partial pivoting. */
function solve(matrix: readonly Float64Array[], right: readonly number[]): number[] {
  const n = right.length;
  const rows = matrix.map((row, i) => Float64Array.from([...row, right[i]!]));
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let i = column + 1; i < n; i++)
      if (Math.abs(rows[i]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = i;
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    const lead = rows[column]![column]!;
    if (Math.abs(lead) < 1e-9 * Math.abs(matrix[column]![column]! || 1))
      throw new Error("Partial-volume correction: two regions cannot be told apart");
    for (let i = column + 1; i < n; i++) {
      const factor = rows[i]![column]! / lead;
      for (let j = column; j <= n; j++) rows[i]![j]! -= factor * rows[column]![j]!;
    }
  }
  const solution = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    let sum = rows[i]![n]!;
    for (let j = i + 1; j < n; j++) sum -= rows[i]![j]! * solution[j]!;
    solution[i] = sum / rows[i]![i]!;
  }
  return solution;
}
