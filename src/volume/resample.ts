import { type AxisOverlap, alignedOverlaps, sourceStrides } from "./axisOverlap";
import { type Grid, type Triple, toVoxel } from "./grid";
import { linearSampler, nearestSampler, type Sampler } from "./interpolation";
import {
  apply,
  gridMatrix,
  IDENTITY,
  type Matrix4,
  pointMover,
  type Transform,
  voxelMatrix,
} from "./transform";
import { type Quantity, type Volume, volume } from "./volume";

/** How a volume is brought to another grid. */
export interface Sampling {
  /**
   * - `average`: the mean over the target voxel where it is coarser than the source (the total is kept), trilinear interpolation where it is finer;
   * - `linear`: trilinear interpolation at the target voxel's centre;
   * - `nearest`: the voxel that holds the centre, for labels.
   */
  readonly mode: "average" | "linear" | "nearest";
  /** The value outside the source: 0 for an activity, -1000 for Hounsfield units. */
  readonly outside: number;
}

/** For activities, decays and doses. */
export const AVERAGE: Sampling = { mode: "average", outside: 0 };

/**
 * What `source` shows on `grid` when seen through `transform` (fixed → moving, `source` being the moving image). In f64: the reference of the GPU's
 * resampling, and the only way for displacement fields.
 */
export function resample<Q extends Quantity>(
  source: Volume<Q>,
  grid: Grid,
  transform: Transform,
  sampling: Sampling,
): Volume<Q> {
  const result = volume(source.quantity, grid);
  const plan = planSampling(source.grid, grid, transform, sampling.mode);
  if (plan.kind === "overlap") fillByOverlap(result, source, plan.overlaps, sampling.outside);
  else fillByPoints(result, source, pointMap(source.grid, grid, transform), plan.points, sampling);
  return result;
}

/** What resampling between two lattices comes down to. */
export type SamplingPlan =
  /** Parallel axes: exact weights along each axis. */
  | {
      readonly kind: "overlap";
      readonly overlaps: readonly [AxisOverlap, AxisOverlap, AxisOverlap];
    }
  /** The mean over `points` regularly spaced points a target voxel along each of its axes. */
  | { readonly kind: "points"; readonly points: Triple };

export function planSampling(
  source: Grid,
  target: Grid,
  transform: Transform,
  mode: Sampling["mode"],
): SamplingPlan {
  const centreOnly: SamplingPlan = { kind: "points", points: [1, 1, 1] };
  if (mode !== "average") return centreOnly;
  if (transform.kind === "displacement")
    return { kind: "points", points: pointsPerVoxel(voxelMatrix(target, IDENTITY, source)) };
  const map = voxelMatrix(target, transform, source);
  const overlaps = alignedOverlaps(map, target, source, "average");
  return overlaps ? { kind: "overlap", overlaps } : { kind: "points", points: pointsPerVoxel(map) };
}

/** Two points a source voxel along each axis that gets coarser: totals of smooth images are then kept within 0.1 %. */
function pointsPerVoxel(map: Matrix4): Triple {
  const along = (axis: number) => {
    const step = Math.hypot(map[axis]!, map[4 + axis]!, map[8 + axis]!);
    return step > 1 ? Math.min(2 * Math.ceil(step), MOST_POINTS) : 1;
  };
  return [along(0), along(1), along(2)];
}

const MOST_POINTS = 16;

function pointMap(source: Grid, target: Grid, transform: Transform): (voxel: Triple) => Triple {
  const toPatient = gridMatrix(target);
  const move = pointMover(transform);
  return (voxel) => toVoxel(source, move(apply(toPatient, voxel)));
}

function fillByPoints(
  { grid, values }: Volume<Quantity>,
  source: Volume<Quantity>,
  map: (voxel: Triple) => Triple,
  points: Triple,
  { mode, outside }: Sampling,
): void {
  const sample: Sampler = (mode === "nearest" ? nearestSampler : linearSampler)(source, outside);
  const offsets = pointOffsets(points);
  forEachTarget(grid.size, (at, i, j, k) => {
    let sum = 0;
    for (const [u, v, w] of offsets) sum += sample(...map([i + u, j + v, k + w]));
    values[at] = sum / offsets.length;
  });
}

/** Midpoints of equal parts of a voxel, in voxels from its centre. */
function pointOffsets([nu, nv, nw]: Triple): Triple[] {
  const along = (n: number) => Array.from({ length: n }, (_, t) => (t + 0.5) / n - 0.5);
  return along(nw).flatMap((w) =>
    along(nv).flatMap((v) => along(nu).map((u): Triple => [u, v, w])),
  );
}

function fillByOverlap(
  { grid, values }: Volume<Quantity>,
  source: Volume<Quantity>,
  overlaps: readonly [AxisOverlap, AxisOverlap, AxisOverlap],
  outside: number,
): void {
  const [x, y, z] = overlaps;
  const [strideX, strideY, strideZ] = sourceStrides(overlaps, source.grid.size);
  forEachTarget(grid.size, (at, i, j, k) => {
    const from = x.first[i]! * strideX + y.first[j]! * strideY + z.first[k]! * strideZ;
    let sum = 0;
    let inside = 0;
    for (let c = 0; c < z.width; c++)
      for (let b = 0; b < y.width; b++) {
        const plane = z.weights[k * z.width + c]! * y.weights[j * y.width + b]!;
        if (plane === 0) continue;
        const row = from + b * strideY + c * strideZ;
        for (let a = 0; a < x.width; a++) {
          const weight = plane * x.weights[i * x.width + a]!;
          if (weight === 0) continue;
          sum += weight * source.values[row + a * strideX]!;
          inside += weight;
        }
      }
    values[at] = sum + (1 - inside) * outside;
  });
}

function forEachTarget(
  [nx, ny, nz]: Triple,
  visit: (at: number, i: number, j: number, k: number) => void,
): void {
  let at = 0;
  for (let k = 0; k < nz; k++)
    for (let j = 0; j < ny; j++) for (let i = 0; i < nx; i++, at++) visit(at, i, j, k);
}
