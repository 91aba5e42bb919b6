import type { SourceRegion } from "../dosimetry/sourceRegions";
import { type Grid, voxelCount } from "../volume/grid";
import { forEachVoxel } from "../volume/mask";
import { percentileOf } from "../volume/statistics";
import { type Volume, volume } from "../volume/volume";
import type { RegionFits } from "./voxelRegionFits";
import { MAP_STATUS, type MapStatus } from "./voxelStatus";

const EMPTY = MAP_STATUS.indexOf("empty");
const MISSED = MAP_STATUS.indexOf("missed by a scan");

/** What the fits of the voxels say, on the reference grid, as high as the images show it. NaN where there is nothing to say. */
export interface VoxelMaps {
  /** Effective half-life, h; with two exponentials that of the slower one. */
  readonly effectiveHalfLifeH: Volume<"image">;
  /** Time-integrated activity of the activity that was administered, Bq·h/mL. */
  readonly tiaBqHPerMl: Volume<"image">;
  /** Its relative standard error from the scatter about the fit, %: where there are more scans than fitted numbers. */
  readonly tiaErrorPercent: Volume<"image">;
  /** Index into `MAP_STATUS`. */
  readonly status: Volume<"labels">;
}

/** The voxels of one region that lie more than half in it. */
export interface VoxelStatistics {
  readonly voxels: number;
  /** Share of the voxels by how their fit ended; they sum to 1. */
  readonly statusShares: Readonly<Record<MapStatus, number>>;
  /** Of the voxels with a curve; undefined where none has one. */
  readonly medianHalfLifeH: number | undefined;
  /** 10th and 90th percentile. */
  readonly halfLifeRangeH: readonly [number, number] | undefined;
  readonly medianTiaErrorPercent: number | undefined;
}

/** The maps of the fits, and of which voxels every scan shows. */
export function voxelMaps(grid: Grid, fits: RegionFits, covered: ArrayLike<number>): VoxelMaps {
  const n = voxelCount(grid);
  const [halfLife, tia, error, status] = Array.from({ length: 4 }, () =>
    new Float32Array(n).fill(Number.NaN),
  ) as [Numbers, Numbers, Numbers, Numbers];
  for (let v = 0; v < n; v++) {
    status[v] = covered[v] ? fits.status[v]! : MISSED;
    if (status[v] === EMPTY || status[v] === MISSED) continue;
    halfLife[v] = Math.LN2 / fits.ratePerH[v]!;
    tia[v] = fits.tiaBqHPerMl[v]!;
    if (tia[v]! > 0) error[v] = (100 * fits.tiaStandardErrorBqHPerMl[v]!) / tia[v]!;
  }
  return {
    effectiveHalfLifeH: volume("image", grid, halfLife),
    tiaBqHPerMl: volume("image", grid, tia),
    tiaErrorPercent: volume("image", grid, error),
    status: volume("labels", grid, status),
  };
}

/** Statistics of the maps over one region. */
export function voxelStatistics(maps: VoxelMaps, { mask }: SourceRegion): VoxelStatistics {
  const counts = MAP_STATUS.map(() => 0);
  const [halfLives, errors]: [number[], number[]] = [[], []];
  forEachVoxel(mask, (v, fraction) => {
    if (fraction <= 0.5) return;
    counts[maps.status.values[v]!]!++;
    const [halfLife, error] = [maps.effectiveHalfLifeH.values[v]!, maps.tiaErrorPercent.values[v]!];
    if (Number.isFinite(halfLife)) halfLives.push(halfLife);
    if (Number.isFinite(error)) errors.push(error);
  });
  const voxels = counts.reduce((sum, count) => sum + count, 0);
  const shares = MAP_STATUS.map((name, s) => [name, voxels > 0 ? counts[s]! / voxels : 0] as const);
  const at = (values: number[], percent: number) =>
    percentileOf(Float64Array.from(values), percent);
  return {
    voxels,
    statusShares: Object.fromEntries(shares) as Record<MapStatus, number>,
    medianHalfLifeH: halfLives.length > 0 ? at(halfLives, 50) : undefined,
    halfLifeRangeH: halfLives.length > 0 ? [at(halfLives, 10), at(halfLives, 90)] : undefined,
    medianTiaErrorPercent: errors.length > 0 ? at(errors, 50) : undefined,
  };
}

type Numbers = Float32Array<ArrayBuffer>;
