import { patientFiguresOf } from "../patientInput";
import { planRelease } from "../planRelease";
import type { PlanResult } from "../planResult";

/** At the largest activity, else the one usually given; null where the nuclide sends out no photons or the retention is not known. */
export function releaseOf(result: PlanResult, activityGBq: number | undefined) {
  const { patient = {} } = result.prescription;
  const figures = patientFiguresOf(result, patient);
  const release = planRelease(result, figures, activityGBq, patient.release);
  if (!release) return null;
  const { wish } = release;
  return {
    activityGBq: release.activityGBq,
    retentionFrom: release.source,
    stayH: wish.stayH,
    photonsLeavingShare: wish.transmission,
    retainedMBq: release.retainedMBq,
    doseRateAtOneMetreMicroSvPerH: release.microSvPerH,
    limitMBq: wish.limitMBq ?? null,
    limitMBqMetFromH: release.retainedFromH ?? null,
    limitMicroSvPerH: wish.limitMicroSvPerH ?? null,
    limitMicroSvPerHMetFromH: release.doseRateFromH ?? null,
    largestActivityGBq: release.largestGBq ?? null,
  };
}
