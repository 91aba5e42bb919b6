import { forEachVoxel, type Mask } from "./mask";

/** What the voxels of a region hold, each voxel counting by its fraction. Sums are in f64. */
export interface RegionStatistics {
  /** Size of the region: the sum of the fractions. */
  readonly voxels: number;
  /** Over every voxel with a fraction above zero. */
  readonly minimum: number;
  readonly maximum: number;
  readonly mean: number;
}

/** Statistics of `values` (one a voxel of the mask's grid). The mean is NaN where a value is, and where the region is empty. */
export function regionStatistics(mask: Mask, values: ArrayLike<number>): RegionStatistics {
  let voxels = 0;
  let sum = 0;
  let minimum = Number.POSITIVE_INFINITY;
  let maximum = Number.NEGATIVE_INFINITY;
  forEachVoxel(mask, (index, fraction) => {
    const value = values[index]!;
    voxels += fraction;
    sum += fraction * value;
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
  });
  return { voxels, minimum, maximum, mean: sum / voxels };
}

/** Sum of all values in f64. */
export function sumOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}

/** Mean of all values in f64; NaN when there are none. */
export const meanOf = (values: ArrayLike<number>): number => sumOf(values) / values.length;

/** Largest value; -Infinity when there are none. */
export function maximumOf(values: ArrayLike<number>): number {
  let maximum = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) if (values[i]! > maximum) maximum = values[i]!;
  return maximum;
}

/**
 * The value below which `percent` of the values lie, interpolated linearly between order statistics
 * (definition 7 of Hyndman and Fan, Am Stat 50 (1996) 361: numpy's and R's default). Throws when there are no values.
 */
export function percentileOf(values: ArrayLike<number>, percent: number): number {
  if (values.length === 0) throw new Error("Percentile of no values");
  const sorted = Float64Array.from(values).sort();
  const rank = (Math.min(Math.max(percent, 0), 100) / 100) * (sorted.length - 1);
  const below = Math.floor(rank);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (rank - below) * (sorted[above]! - sorted[below]!);
}
