import { USUAL_OCCUPANCY } from "../../planning/releasePlan";
import { patientFiguresOf } from "../patientInput";
import { planRelease } from "../planRelease";
import type { PlanResult } from "../planResult";

/** At the largest activity, else the one usually given; null where nothing of the nuclide leaves a body or the retention is not known. */
export function releaseOf(result: PlanResult, activityGBq: number | undefined) {
  const { patient = {} } = result.prescription;
  const figures = patientFiguresOf(result, patient);
  const release = planRelease(result, figures, activityGBq, patient);
  if (!release) return null;
  const { wish } = release;
  return {
    activityGBq: release.activityGBq,
    retentionFrom: release.source,
    stayH: wish.stayH,
    photonsLeavingShare: wish.transmission,
    retainedMBq: release.retainedMBq,
    grownDaughters: release.grown,
    doseRateAtOneMetreMicroSvPerH: release.microSvPerH,
    occupancy: wish.occupancy ?? USUAL_OCCUPANCY,
    milliSvToOthers: release.milliSvToOthers,
    limitMBq: wish.limitMBq ?? null,
    limitMBqMetFromH: release.retainedFromH ?? null,
    limitMicroSvPerH: wish.limitMicroSvPerH ?? null,
    limitMicroSvPerHMetFromH: release.doseRateFromH ?? null,
    limitMilliSv: wish.limitMilliSv ?? null,
    limitMilliSvMetFromH: release.milliSvFromH ?? null,
    limitSource: wish.limitSource ?? null,
    largestActivityGBq: release.largestGBq ?? null,
  };
}
