import { dispatch, linearThreads } from "../gpu/kernel";
import { resampleField } from "../gpu/kernels/resampleField";
import { type Box, boxVoxels, cutBox } from "../volume/box";
import type { Grid, Triple } from "../volume/grid";
import { planSampling, type Sampling } from "../volume/resample";
import {
  type DisplacementTransform,
  gridMatrix,
  IDENTITY,
  invert,
  type Matrix4,
  voxelMatrix,
} from "../volume/transform";
import { columns } from "./imagePair";
import { type Brick, between, cutIntoBricks, minus, reachOf, voxelsWithin } from "./resampleBricks";

/** Cuts a resampling through a displacement field into bricks that fit every device's limits. */
export function fieldBricksOf(
  source: Grid,
  target: Grid,
  transform: DisplacementTransform,
  sampling: Sampling,
): Brick[] {
  const plan = planSampling(source, target, transform, sampling.mode);
  const setup: Setup = {
    source,
    transform,
    sampling,
    points: plan.kind === "points" ? plan.points : [1, 1, 1],
    map: voxelMatrix(target, IDENTITY, source),
    fieldMap: voxelMatrix(target, IDENTITY, transform.grid),
    shift: withoutTranslation(invert(gridMatrix(source))),
  };
  const mostVoxels = voxelsWithin(MOST_POINTS, setup.points);
  const brickOf = (box: Box) => fieldBrick(box, setup);
  return cutIntoBricks({ origin: [0, 0, 0], size: target.size }, mostVoxels, brickOf);
}

/** Points of a brick: a quarter of those without a field, which takes three quarters of the reads. */
const MOST_POINTS = 2 ** 23;

interface Setup {
  readonly source: Grid;
  readonly transform: DisplacementTransform;
  readonly sampling: Sampling;
  readonly points: Triple;
  /** Target voxel → source voxel and → voxel of the field, without displacement. */
  readonly map: Matrix4;
  readonly fieldMap: Matrix4;
  /** Patient mm → source voxels. */
  readonly shift: Matrix4;
}

function fieldBrick(
  target: Box,
  { source: sourceGrid, transform, sampling, points, map, fieldMap, shift }: Setup,
): Brick {
  const { grid, fieldMm } = transform;
  const reached = reachOf(target, fieldMap, grid.size);
  // A buffer holds at least something, even where the field does not reach.
  const fieldBox: Box = boxVoxels(reached) > 0 ? reached : { origin: [0, 0, 0], size: [1, 1, 1] };
  const parts = fieldMm.map((values) => cutBox(values, grid.size, fieldBox));
  const source = reachOf(target, map, sourceGrid.size, marginOf(parts, shift));
  const field = new Float32Array(3 * boxVoxels(fieldBox));
  for (const [c, values] of parts.entries()) field.set(values, c * values.length);
  const params = {
    voxelMap: columns(between(target.origin, map, source.origin)),
    fieldMap: columns(between(target.origin, fieldMap, fieldBox.origin)),
    shift: columns(shift),
    targetSize: target.size,
    sourceSize: source.size,
    fieldSize: fieldBox.size,
    firstCentre: minus([0, 0, 0], source.origin),
    lastCentre: minus(minus(sourceGrid.size, [1, 1, 1]), source.origin),
    firstField: minus([0, 0, 0], fieldBox.origin),
    lastField: minus(minus(grid.size, [1, 1, 1]), fieldBox.origin),
    points,
    nearest: sampling.mode === "nearest" ? 1 : 0,
    outside: sampling.outside,
  };
  const threads = linearThreads(boxVoxels(target));
  return {
    target,
    source,
    tables: [field],
    launch: (from, [onDevice], resampled) =>
      dispatch(resampleField, threads, params, { source: from, field: onDevice!, resampled }),
  };
}

/** How far the field leads, at most, along each axis of the source, in voxels: [towards lower, towards higher]; nothing moves beyond the field, so both hold 0. */
function marginOf(parts: readonly Float32Array[], shift: Matrix4): readonly [Triple, Triple] {
  const ranges = parts.map((values) => {
    let [low, high] = [0, 0];
    for (const value of values) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
    return [low, high] as const;
  });
  const sumOf = (row: number, wanted: typeof Math.min) =>
    ranges.reduce((sum, [low, high], c) => {
      const factor = shift[4 * row + c]!;
      return sum + wanted(factor * low, factor * high);
    }, 0);
  return [
    [sumOf(0, Math.min), sumOf(1, Math.min), sumOf(2, Math.min)],
    [sumOf(0, Math.max), sumOf(1, Math.max), sumOf(2, Math.max)],
  ];
}

const withoutTranslation = (m: Matrix4): Matrix4 =>
  m.map((entry, at) => (at % 4 === 3 && at < 12 ? 0 : entry));
