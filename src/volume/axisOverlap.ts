import type { Grid, Triple } from "./grid";
import { FACE_TOLERANCE } from "./interpolation";
import type { Matrix4 } from "./transform";

/** Which source voxels, along one axis, a target voxel is made of when the axes of both lattices are parallel. */
export interface AxisOverlap {
  /** The source axis that this target axis runs along. */
  readonly sourceAxis: 0 | 1 | 2;
  /** Weights stored for each target voxel; unused ones are 0. */
  readonly width: number;
  /** First source voxel of each target voxel. */
  readonly first: Int32Array;
  /** `width` weights a target voxel. Their sum is the share of it that lies inside the source. */
  readonly weights: Float64Array;
}

/**
 * How target voxels are weighed: `share` by the overlap of the voxels' boxes (conserves totals), `linear` by linear interpolation at the
 * centre, `average` by whichever has the wider window, so that coarsening averages and refining interpolates.
 */
export type Weighing = "share" | "linear" | "average";

/** The overlaps along the three target axes, or undefined when the lattices are oblique to each other. `map`: target voxel → source voxel. */
export function alignedOverlaps(
  map: Matrix4,
  target: Grid,
  source: Grid,
  weighing: Weighing,
): readonly [AxisOverlap, AxisOverlap, AxisOverlap] | undefined {
  const overlaps = ([0, 1, 2] as const).map((axis) => {
    const sourceAxis = parallelAxis(map, axis, target.size[axis]);
    if (sourceAxis === undefined) return undefined;
    const line: Line = {
      offset: map[4 * sourceAxis + 3]!,
      step: map[4 * sourceAxis + axis]!,
      count: target.size[axis],
      sourceCount: source.size[sourceAxis],
    };
    const isLinear = weighing === "linear" || (weighing === "average" && Math.abs(line.step) <= 1);
    return { sourceAxis, ...tabulate(line, isLinear ? linearWeights : shareWeights) };
  });
  return overlaps.some((overlap) => overlap === undefined)
    ? undefined
    : (overlaps as [AxisOverlap, AxisOverlap, AxisOverlap]);
}

/** Over the whole target the direction may stray from the axis by this many source voxels and still count as parallel. */
const STRAY_VOXELS = 0.01;

function parallelAxis(map: Matrix4, axis: 0 | 1 | 2, count: number): 0 | 1 | 2 | undefined {
  const along = ([0, 1, 2] as const).filter(
    (row) => Math.abs(map[4 * row + axis]!) * count > STRAY_VOXELS,
  );
  return along.length === 1 ? along[0] : undefined;
}

/** Target voxel i has its centre at offset + step·i of a line of `sourceCount` voxels. */
interface Line {
  readonly offset: number;
  readonly step: number;
  readonly count: number;
  readonly sourceCount: number;
}

interface Run {
  readonly first: number;
  readonly weights: readonly number[];
}

function tabulate(line: Line, weigh: (line: Line, centre: number) => Run) {
  const runs = Array.from({ length: line.count }, (_, i) =>
    weigh(line, line.offset + line.step * i),
  );
  const width = Math.max(1, ...runs.map(({ weights }) => weights.length));
  const first = Int32Array.from(runs, (run) => run.first);
  const weights = new Float64Array(line.count * width);
  runs.forEach((run, i) => {
    weights.set(run.weights, i * width);
  });
  return { width, first, weights };
}

function shareWeights({ step, sourceCount }: Line, centre: number): Run {
  const half = Math.abs(step) / 2;
  const low = Math.max(centre - half, -0.5);
  const high = Math.min(centre + half, sourceCount - 0.5);
  if (high <= low) return { first: 0, weights: [] };
  const first = Math.floor(low + 0.5);
  const last = Math.min(Math.ceil(high + 0.5), sourceCount) - 1;
  const weights = Array.from({ length: last - first + 1 }, (_, t) => {
    const overlap = Math.min(high, first + t + 0.5) - Math.max(low, first + t - 0.5);
    return Math.max(0, overlap) / Math.abs(step);
  });
  return { first, weights };
}

function linearWeights({ sourceCount }: Line, centre: number): Run {
  if (centre < -0.5 - FACE_TOLERANCE || centre > sourceCount - 0.5 + FACE_TOLERANCE)
    return { first: 0, weights: [] };
  const inside = Math.min(Math.max(centre, 0), sourceCount - 1);
  const first = Math.floor(inside);
  const share = inside - first;
  return { first, weights: share > 0 ? [1 - share, share] : [1] };
}

/** Distances in the flat source array between neighbours along the axis that each target axis runs along. */
export function sourceStrides(
  overlaps: readonly [AxisOverlap, AxisOverlap, AxisOverlap],
  [nx, ny]: Triple,
): Triple {
  const strides = [1, nx, nx * ny] as const;
  return [
    strides[overlaps[0].sourceAxis],
    strides[overlaps[1].sourceAxis],
    strides[overlaps[2].sourceAxis],
  ];
}
