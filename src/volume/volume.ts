import { type Grid, voxelCount } from "./grid";

/** What the numbers of a volume mean, unit included. */
export type Quantity =
  | "hounsfield"
  | "densityKgPerM3"
  | "activityBqPerMl"
  | "counts"
  /** Decays in each voxel (not per mL). */
  | "decays"
  /** Decays in each voxel per Bq administered, s: the time-integrated activity coefficient of the voxel. */
  | "decaysPerBq"
  | "doseGy"
  | "doseGyPerGBq"
  | "doseRateGyPerS"
  | "bedGy"
  /** Structure numbers of a label map. */
  | "labels"
  /** Pure numbers: masks, weights, images without a unit. */
  | "fraction"
  | "image";

/** One value per voxel, x fastest. The quantity is part of the type: a CT cannot pass for a dose. */
export interface Volume<Q extends Quantity> {
  readonly quantity: Q;
  readonly grid: Grid;
  readonly values: Float32Array<ArrayBuffer>;
}

/** A volume of `grid` holding `values`, or zeros. Throws when the count of values is not that of the grid. */
export function volume<Q extends Quantity>(
  quantity: Q,
  grid: Grid,
  values: Float32Array<ArrayBuffer> = new Float32Array(voxelCount(grid)),
): Volume<Q> {
  if (values.length !== voxelCount(grid))
    throw new Error(`${quantity}: ${values.length} values for ${voxelCount(grid)} voxels`);
  return { quantity, grid, values };
}
