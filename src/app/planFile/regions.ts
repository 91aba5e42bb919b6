import type { RegionResult } from "../planResult";
import type { RegionClosure } from "../voxelKinetics";

/** Kinetics of a source region. */
export function regionOf({ fit, sigmaMBq, ...region }: RegionResult) {
  return {
    ...region,
    sigmaMBq: sigmaMBq ?? null,
    method: fit.method,
    model: fit.model,
    terms: fit.terms,
    ...(fit.corners ? { corners: fit.corners } : {}),
    parameters: fit.parameters,
    tiaMBqH: fit.tiaMBqH,
    tiaStandardErrorMBqH: fit.tiaStandardErrorMBqH ?? null,
    tiaInterval95MBqH: fit.tiaInterval95MBqH ?? null,
    extrapolatedShare: fit.extrapolatedShare,
    effectiveHalfLifeH: fit.effectiveHalfLifeH,
    residualsMBq: fit.residualsMBq,
    candidates: fit.candidates,
    flags: fit.flags,
  };
}

/** Voxel sums of a source region beside its own curve. */
export const voxelRegionOf = ({ statistics, ...region }: RegionClosure) => ({
  ...region,
  ...(statistics
    ? {
        statistics: {
          ...statistics,
          medianHalfLifeH: statistics.medianHalfLifeH ?? null,
          halfLifeRangeH: statistics.halfLifeRangeH ?? null,
          medianTiaErrorPercent: statistics.medianTiaErrorPercent ?? null,
        },
      }
    : {}),
});
