import type { HalfLifeRange } from "../kinetics/heldHalfLife";
import type { VoxelStatistics } from "./voxelMaps";
import type { VoxelRegion } from "./voxelRegionFits";
import { MAP_STATUS, type MapStatus } from "./voxelStatus";

/** A region's time-integrated activity coefficient by its voxels and by its own curve. */
export interface RegionClosure {
  readonly structureId: string;
  readonly voxelsTiacH: number;
  readonly structureTiacH: number;
  readonly differencePercent: number;
  /** True where a scan misses a part of it: its own curve stands, and the voxels only spread it. */
  readonly spreadOnly: boolean;
  /** Missing in results that were kept without them. */
  readonly settings?: VoxelFitSettings;
  readonly statistics?: VoxelStatistics;
}

/** How the voxels of a region were fitted; scans in their order. */
export interface VoxelFitSettings {
  readonly phases: 1 | 2 | 3;
  /** Where the voxels share the rates of the region's own curve, 1/h. */
  readonly sharedRatesPerH: readonly number[] | undefined;
  /** Between which each voxel's slowest half-life was held by hand, h. */
  readonly slowWithinH?: HalfLifeRange;
  /** By which each scan's readings were multiplied, so that partial volume does not change the course in time. */
  readonly scanFactors: readonly number[];
  /** What each scan counted for. */
  readonly scanWeights: readonly number[];
}

/** All regions together. */
export interface VoxelTotals {
  readonly voxelsTiacH: number;
  readonly structureTiacH: number;
  readonly differencePercent: number;
  /** Those that lie more than half in a region. */
  readonly voxels: number;
  /** Share of these by how their fit ended; they sum to 1. */
  readonly statusShares: Readonly<Record<MapStatus, number>>;
}

export const settingsOf = ({ model, factors, weights }: VoxelRegion): VoxelFitSettings => ({
  phases: model.kind === "shared" ? (model.ratesPerH.length as 1 | 2 | 3) : model.phases,
  sharedRatesPerH: model.kind === "shared" ? model.ratesPerH : undefined,
  ...(model.kind === "own" && model.slowWithinH ? { slowWithinH: model.slowWithinH } : {}),
  scanFactors: factors,
  scanWeights: weights,
});

/** Sums over regions: of decays, and of voxels where their statistics were kept. */
export function voxelTotals(regions: readonly RegionClosure[]): VoxelTotals {
  const total = (of: (region: RegionClosure) => number) =>
    regions.reduce((sum, region) => sum + of(region), 0);
  const [voxelsTiacH, structureTiacH] = [
    total((region) => region.voxelsTiacH),
    total((region) => region.structureTiacH),
  ];
  const voxels = total(({ statistics }) => statistics?.voxels ?? 0);
  const share = (status: MapStatus) =>
    voxels === 0
      ? 0
      : total(({ statistics }) =>
          statistics ? statistics.voxels * (statistics.statusShares[status] ?? 0) : 0,
        ) / voxels;
  return {
    voxelsTiacH,
    structureTiacH,
    differencePercent: structureTiacH > 0 ? 100 * (voxelsTiacH / structureTiacH - 1) : 0,
    voxels,
    statusShares: Object.fromEntries(MAP_STATUS.map((status) => [status, share(status)])) as Record<
      MapStatus,
      number
    >,
  };
}
