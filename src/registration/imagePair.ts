import type { Gpu } from "../gpu/gpu";
import type { Grid, Triple } from "../volume/grid";
import { gridMatrix, invert, type Matrix4, multiply } from "../volume/transform";

/** Two images of one resolution level on the GPU, ready to be compared. `release` gives the buffers back. */
export interface ImagePair {
  readonly fixed: PreparedImage;
  readonly moving: PreparedImage;
}

export interface PreparedImage {
  readonly grid: Grid;
  readonly buffer: GPUBuffer;
  /** Smallest and largest value that takes part. */
  readonly low: number;
  readonly high: number;
  /** Variance of its noise, in the units of its values squared. */
  readonly noise: number;
}

/** Marks voxels of the fixed image that do not take part. As LEFT_OUT of shaders/lib/leftOut.wgsl. */
export const LEFT_OUT = 2e30;

/** Fixed voxel → moving voxel under a map of patient space. */
export const movingFromFixed = ({ fixed, moving }: ImagePair, map: Matrix4): Matrix4 =>
  multiply(invert(gridMatrix(moving.grid)), multiply(map, gridMatrix(fixed.grid)));

/** From the metric's unit coordinates (−1…1 across the fixed image) to its voxels. */
export function voxelFromUnit({ size }: Grid): Matrix4 {
  const half = (c: 0 | 1 | 2) => halfExtent(size[c]);
  return [half(0), 0, 0, half(0), 0, half(1), 0, half(1), 0, 0, half(2), half(2), 0, 0, 0, 1];
}

export const unitScale = ({ size }: Grid): Triple => [
  1 / halfExtent(size[0]),
  1 / halfExtent(size[1]),
  1 / halfExtent(size[2]),
];

/** One column after the other, as WGSL wants a matrix. */
export const columns = (m: Matrix4): number[] =>
  [0, 1, 2, 3].flatMap((c) => [m[c]!, m[4 + c]!, m[8 + c]!, m[12 + c]!]);

export function releasePair(gpu: Gpu, { fixed, moving }: ImagePair): void {
  gpu.release(fixed.buffer, moving.buffer);
}

const halfExtent = (n: number) => Math.max(n - 1, 1) / 2;
