import type { SourceRegion } from "../dosimetry/sourceRegions";
import { VOXEL_STATUS, type VoxelFit } from "../kinetics/voxelFit";
import { type Grid, voxelCount } from "../volume/grid";
import { forEachVoxel } from "../volume/mask";
import { percentileOf } from "../volume/statistics";
import { type Volume, volume } from "../volume/volume";

/** How the curve of a voxel came about, by number in the status map: as its fit ended, or that some scan misses it. */
export const MAP_STATUS = [...VOXEL_STATUS, "missed by a scan"] as const;
export type MapStatus = (typeof MAP_STATUS)[number];
const MISSED = MAP_STATUS.indexOf("missed by a scan");

/** What the fits of the voxels say, on the reference grid, as the images show it. NaN where there is nothing to say. */
export interface VoxelMaps {
  /** Effective half-life, h; with two exponentials that of the slower one. */
  readonly effectiveHalfLifeH: Volume<"image">;
  /** Time-integrated activity of the activity that was administered, Bq·h/mL. */
  readonly tiaBqHPerMl: Volume<"image">;
  /** Its relative standard error from the scatter about the fit, %: of one exponential through three scans or more. */
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

/** Fewer scans leave no scatter about one exponential. */
const LEAST_FOR_ERROR = 3;

/** Voxels of `two` took two exponentials in place of one. */
export interface MappedFits {
  readonly one: VoxelFit;
  readonly two: VoxelFit | undefined;
  /** 1 where two exponentials stand. */
  readonly phases: Uint8Array;
  /** 1 where every scan shows the voxel. */
  readonly covered: ArrayLike<number>;
  readonly scans: number;
}

/** The maps of the fits. */
export function voxelMaps(grid: Grid, { one, two, phases, covered, scans }: MappedFits): VoxelMaps {
  const n = voxelCount(grid);
  const [halfLife, tia, error, status] = Array.from({ length: 4 }, () =>
    new Float32Array(n).fill(Number.NaN),
  ) as [Numbers, Numbers, Numbers, Numbers];
  for (let v = 0; v < n; v++) {
    const fit = phases[v] && two ? two : one;
    status[v] = covered[v] ? fit.status[v]! : MISSED;
    if (!isFitted(status[v]!)) continue;
    halfLife[v] = Math.LN2 / fit.ratesPerH[0]![v]!;
    tia[v] = fit.tiaBqHPerMl[v]!;
    const sigma = scans < LEAST_FOR_ERROR ? undefined : fit.tiaStandardErrorBqHPerMl?.[v];
    if (sigma !== undefined && tia[v]! > 0) error[v] = (100 * sigma) / tia[v]!;
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

const WITH_CURVE = (["fitted", "held at decay", "not converged", "held at fastest"] as const).map(
  (name) => VOXEL_STATUS.indexOf(name),
);
const isFitted = (status: number) => WITH_CURVE.includes(status);
