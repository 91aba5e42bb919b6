import { VOXEL_STATUS } from "../kinetics/voxelFit";

/**
 * How the curve of a voxel came about, by number in the status map: as its fit ended, that some scan misses it, or that only its amplitudes were fitted, by
 * the rates of its region.
 */
export const MAP_STATUS = [...VOXEL_STATUS, "missed by a scan", "rates of its region"] as const;
export type MapStatus = (typeof MAP_STATUS)[number];
