import type { LargestActivity } from "../planning/largestActivity";
import { applicable } from "../planning/limit";
import type { PlanResult } from "./planResult";
import { type SphereComparison, sphereComparison } from "./sphereComparison";
import { isOfSpheres } from "./sphereModel";

/** The ways to the activity side by side for a plan as it was calculated; undefined where it is not of spheres, or shows no liver. */
export function spheresOfPlan(
  result: PlanResult,
  largest: LargestActivity,
  hasDoseBefore: boolean,
): SphereComparison | undefined {
  const { prescription } = result;
  if (!isOfSpheres(prescription)) return undefined;
  const { protocol, patient = {}, factors = {}, spheres = {} } = prescription;
  const comparison = sphereComparison(result, {
    regions: {},
    basis: { largest },
    limits: applicable(protocol.limits, factors),
    wishes: spheres,
    patient,
    hasDoseBefore,
  });
  return typeof comparison === "string" ? undefined : comparison;
}
