import { forEachVoxel, type Mask } from "./mask";

/** `count` bins of equal width from 0 on; what lies outside counts in the first or last bin. */
export interface Bins {
  readonly width: number;
  readonly count: number;
}

/** The bin of a value. */
export const binOf = (value: number, { width, count }: Bins): number =>
  Math.min(Math.max(Math.floor(value / width), 0), count - 1);

/** For each bin the sum of the fractions of the region's voxels whose value lies in it. `values`: one a voxel of the mask's grid. */
export function regionHistogram(mask: Mask, values: ArrayLike<number>, bins: Bins): Float64Array {
  const voxels = new Float64Array(bins.count);
  forEachVoxel(mask, (index, fraction) => {
    voxels[binOf(values[index]!, bins)]! += fraction;
  });
  return voxels;
}
