import type { Numbers } from "../gpu/gpu";
import { type Dispatch, dispatch, linearThreads } from "../gpu/kernel";
import { resampleAffine } from "../gpu/kernels/resampleAffine";
import { resampleOverlap } from "../gpu/kernels/resampleOverlap";
import { type AxisOverlap, sourceStrides } from "../volume/axisOverlap";
import { type Box, boxVoxels, halves } from "../volume/box";
import type { Grid, Triple } from "../volume/grid";
import { planSampling, type Sampling } from "../volume/resample";
import { apply, type LinearTransform, type Matrix4, voxelMatrix } from "../volume/transform";
import { columns } from "./imagePair";

/** A part of the target, the part of the source it is made of, and the launch that makes it. */
export interface Brick {
  readonly target: Box;
  readonly source: Box;
  /** Small tables that the launch reads. */
  readonly tables: readonly Numbers[];
  readonly launch: (
    source: GPUBuffer,
    tables: readonly GPUBuffer[],
    resampled: GPUBuffer,
  ) => Dispatch;
}

/** Cuts a resampling into bricks that fit every device's limits. */
export function bricksOf(
  source: Grid,
  target: Grid,
  transform: LinearTransform,
  sampling: Sampling,
): Brick[] {
  const plan = planSampling(source, target, transform, sampling.mode);
  const map = voxelMatrix(target, transform, source);
  const brickOf = (box: Box) =>
    plan.kind === "overlap"
      ? overlapBrick(box, plan.overlaps, sampling.outside)
      : pointBrick(box, { map, points: plan.points }, source.size, sampling);
  const mostVoxels =
    plan.kind === "overlap" ? TARGET_VOXELS : voxelsWithin(MOST_POINTS, plan.points);
  return cutIntoBricks({ origin: [0, 0, 0], size: target.size }, mostVoxels, brickOf);
}

/** Voxels of a brick: one submission of a few ms, and 64 MiB of source at most. */
const TARGET_VOXELS = 2 ** 21;
const SOURCE_VOXELS = 2 ** 24;
/** Points of a brick, of eight reads each: tens of ms on an integrated GPU. */
const MOST_POINTS = 2 ** 25;

/** Voxels of a brick that visit at most so many points. */
export const voxelsWithin = (mostPoints: number, [x, y, z]: Triple): number =>
  Math.min(TARGET_VOXELS, mostPoints / (x * y * z));

/** Halves a target until each of its bricks has at most so many voxels, and the source it needs is small enough. */
export function cutIntoBricks(
  target: Box,
  mostVoxels: number,
  brickOf: (target: Box) => Brick,
): Brick[] {
  const voxels = boxVoxels(target);
  if (voxels <= Math.max(1, mostVoxels)) {
    const brick = brickOf(target);
    if (boxVoxels(brick.source) <= SOURCE_VOXELS || voxels <= 1) return [brick];
  }
  return halves(target).flatMap((half) => cutIntoBricks(half, mostVoxels, brickOf));
}

function pointBrick(
  target: Box,
  { map, points }: { map: Matrix4; points: Triple },
  sourceSize: Triple,
  { mode, outside }: Sampling,
): Brick {
  const source = reachOf(target, map, sourceSize);
  const params = {
    voxelMap: columns(between(target.origin, map, source.origin)),
    targetSize: target.size,
    sourceSize: source.size,
    firstCentre: minus([0, 0, 0], source.origin),
    lastCentre: minus(minus(sourceSize, [1, 1, 1]), source.origin),
    points,
    nearest: mode === "nearest" ? 1 : 0,
    outside,
  };
  const threads = linearThreads(boxVoxels(target));
  return {
    target,
    source,
    tables: [],
    launch: (from, _, resampled) =>
      dispatch(resampleAffine, threads, params, { source: from, resampled }),
  };
}

/** The source voxels that points of the target box can touch, with one voxel to spare, when they may go beyond the map by `margin` (lower, higher; voxels). */
export function reachOf(
  { origin, size }: Box,
  map: Matrix4,
  sourceSize: Triple,
  margin: readonly [Triple, Triple] = NO_MARGIN,
): Box {
  const corners = [0, 1, 2, 3, 4, 5, 6, 7].map((corner) =>
    apply(map, [
      origin[0] - 0.5 + (corner & 1 ? size[0] : 0),
      origin[1] - 0.5 + (corner & 2 ? size[1] : 0),
      origin[2] - 0.5 + (corner & 4 ? size[2] : 0),
    ]),
  );
  const range = (axis: 0 | 1 | 2) => {
    const along = corners.map((corner) => corner[axis]);
    const low = Math.max(0, Math.floor(Math.min(...along) + margin[0][axis]) - 1);
    const high = Math.min(sourceSize[axis], Math.ceil(Math.max(...along) + margin[1][axis]) + 2);
    return [low, Math.max(0, high - low)] as const;
  };
  return boxOf([range(0), range(1), range(2)]);
}

const NO_MARGIN = [
  [0, 0, 0],
  [0, 0, 0],
] as const;

type Overlaps = readonly [AxisOverlap, AxisOverlap, AxisOverlap];

function overlapBrick(target: Box, overlaps: Overlaps, outside: number): Brick {
  const used = overlaps.map((overlap, axis) =>
    usedRange(overlap, target.origin[axis]!, target.size[axis]!),
  );
  const along = (sourceAxis: number) =>
    used[overlaps.findIndex((overlap) => overlap.sourceAxis === sourceAxis)]!;
  const source = boxOf([along(0), along(1), along(2)]);
  const params = {
    targetSize: target.size,
    width: [overlaps[0].width, overlaps[1].width, overlaps[2].width] as Triple,
    stride: sourceStrides(overlaps, source.size),
    outside,
  };
  const threads = linearThreads(boxVoxels(target));
  return {
    target,
    source,
    tables: [firstTable(overlaps, target, used), weightTable(overlaps, target)],
    launch: (from, [first, weights], resampled) =>
      dispatch(resampleOverlap, threads, params, {
        source: from,
        first: first!,
        weights: weights!,
        resampled,
      }),
  };
}

/** [first, count] of the source voxels that `count` target voxels from `from` on are made of. */
function usedRange({ first, weights, width }: AxisOverlap, from: number, count: number) {
  let low = Number.POSITIVE_INFINITY;
  let end = 0;
  for (let i = from; i < from + count; i++)
    for (let t = 0; t < width; t++) {
      if (weights[i * width + t] === 0) continue;
      low = Math.min(low, first[i]! + t);
      end = Math.max(end, first[i]! + t + 1);
    }
  return end === 0 ? ([0, 0] as const) : ([low, end - low] as const);
}

function firstTable(
  overlaps: Overlaps,
  { origin, size }: Box,
  used: readonly (readonly [number, number])[],
): Uint32Array<ArrayBuffer> {
  const rows = overlaps.flatMap(({ first }, axis) =>
    Array.from(first.subarray(origin[axis]!, origin[axis]! + size[axis]!), (voxel) =>
      Math.max(0, voxel - used[axis]![0]),
    ),
  );
  return Uint32Array.from(rows);
}

function weightTable(overlaps: Overlaps, { origin, size }: Box): Float32Array<ArrayBuffer> {
  const rows = overlaps.flatMap(({ weights, width }, axis) => {
    const from = origin[axis]!;
    return [...weights.subarray(from * width, (from + size[axis]!) * width)];
  });
  return Float32Array.from(rows);
}

const boxOf = (ranges: readonly (readonly [number, number])[]): Box => ({
  origin: ranges.map(([from]) => from) as unknown as Triple,
  size: ranges.map(([, count]) => count) as unknown as Triple,
});

export const minus = (a: Triple, b: Triple): Triple => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];

/** The map between boxes: coordinates counted from `from` of the target into coordinates counted from `to` of the source. */
export function between(from: Triple, map: Matrix4, to: Triple): Matrix4 {
  const start = minus(apply(map, from), to);
  return map.map((entry, at) => (at % 4 === 3 && at < 12 ? start[(at - 3) / 4]! : entry));
}
