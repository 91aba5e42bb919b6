import type { RegionResult } from "../planResult";

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
