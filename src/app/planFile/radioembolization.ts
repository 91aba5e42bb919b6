import type { LargestActivity } from "../../planning/largestActivity";
import type { PlanResult } from "../planResult";
import { spheresOfPlan } from "../spheresOfPlan";
import { shuntText } from "../sphereTexts";

/** Ways to the activity of spheres side by side; absent for other plans. */
export function radioembolizationPart(
  result: PlanResult,
  largest: LargestActivity,
  hasDoseBefore: boolean,
) {
  const comparison = spheresOfPlan(result, largest, hasDoseBefore);
  if (!comparison) return {};
  const { tumourGy, perfusedGy, lungShunt, imagedLungShunt, compartments, notes } = comparison;
  const stated = result.prescription.spheres?.shunt;
  return {
    radioembolization: {
      lungShunt,
      lungShuntFrom: stated?.planar
        ? "planar"
        : stated
          ? "stated"
          : imagedLungShunt === undefined
            ? "none"
            : "images",
      lungShuntText: shuntText(comparison, stated),
      wantedTumourGy: tumourGy ?? null,
      wantedPerfusedGy: perfusedGy,
      compartments,
      ways: comparison.ways.map((way) => ({
        id: way.id,
        name: way.name,
        formula: way.formula,
        activityGBq: way.activityGBq ?? null,
        reason: way.reason,
        largestActivityGBq: way.largestGBq ?? null,
        binds: way.binds ?? null,
        gyPerGBq: way.gyPerGBq.map((gy) => gy ?? null),
      })),
      territories: comparison.territories.map((territory) => ({
        structureId: territory.structureId ?? null,
        name: territory.name,
        share: territory.share,
        monoCompartmentGBq: territory.monoCompartmentGBq,
        partitionGBq: territory.partitionGBq ?? null,
      })),
      notes,
    },
  };
}
