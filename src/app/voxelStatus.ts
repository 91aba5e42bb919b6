import { VOXEL_STATUS } from "../kinetics/voxelFit";

/**
 * How the curve of a voxel came about, by number in the status map: as its fit ended, that some scan misses it, that only its amplitudes were fitted, by
 * the rates of its region, or that its half-life is one held by hand, or stands at a bound set by hand.
 */
export const MAP_STATUS = [
  ...VOXEL_STATUS,
  "missed by a scan",
  "rates of its region",
  "held by hand",
] as const;
export type MapStatus = (typeof MAP_STATUS)[number];
