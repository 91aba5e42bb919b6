import { type RegionClosure, voxelTotals } from "../voxelClosure";
import type { VoxelStatistics } from "../voxelMaps";

/** Voxel sums of the source regions beside their own curves, and of all together. */
export const voxelsOf = (regions: readonly RegionClosure[]) => ({
  regions: regions.map(regionOf),
  all: voxelTotals(regions),
});

const regionOf = ({ statistics, settings, ...region }: RegionClosure) => ({
  ...region,
  ...(settings
    ? { settings: { ...settings, sharedRatesPerH: settings.sharedRatesPerH ?? null } }
    : {}),
  ...(statistics ? { statistics: statisticsOf(statistics) } : {}),
});

const statisticsOf = (statistics: VoxelStatistics) => ({
  ...statistics,
  medianHalfLifeH: statistics.medianHalfLifeH ?? null,
  halfLifeRangeH: statistics.halfLifeRangeH ?? null,
  medianTiaErrorPercent: statistics.medianTiaErrorPercent ?? null,
});
