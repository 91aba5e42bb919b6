import { largestActivity } from "../planning/largestActivity";
import { type Limit, unitText } from "../planning/limit";
import { type CompartmentDose, compartmentStructures } from "../planning/partitionModel";

/** The largest activity by limits on compartments, and the limit that binds; undefined where none does. */
export function largestOf(
  doses: readonly CompartmentDose[],
  limits: readonly Limit[],
  halfLifeH: number,
) {
  const { activityGBq, binding } = largestActivity({
    structures: compartmentStructures(doses, halfLifeH),
    limits,
    cycles: 1,
  });
  return { largestGBq: activityGBq, binds: binding && bindsText(binding.limit) };
}

/** A limit as a narrow table names it: "lung 30 Gy". */
export const bindsText = (limit: Limit): string =>
  `${limit.organ.tissue} ${limit.value} ${unitText(limit)}`;
