import type { PlanResult } from "../app/planResult";
import { spheresOfPlan } from "../app/spheresOfPlan";
import { comparisonRows, shuntText, territoryRows, whereItGoes } from "../app/sphereTexts";
import type { LargestActivity } from "../planning/largestActivity";
import { table } from "./table";

/** Ways to the activity of spheres side by side, at the largest activity where there is one; nothing for other plans. */
export function sphereTable(
  result: PlanResult,
  largest: LargestActivity,
  hasDoseBefore: boolean,
): string[] {
  const comparison = spheresOfPlan(result, largest, hasDoseBefore);
  if (!comparison) return [];
  const activityGBq = largest.totalActivityGBq ?? 1;
  const ways = comparisonRows(comparison, activityGBq);
  const territories = territoryRows(comparison, activityGBq);
  return [
    table(["microspheres", ...ways.head.slice(1)], ways.rows),
    ...(territories.rows.length > 1 ? [table(territories.head, territories.rows)] : []),
    whereItGoes(comparison, activityGBq),
    `Lung shunt: ${shuntText(comparison, result.prescription.spheres?.shunt)}`,
    ...comparison.notes,
  ];
}
