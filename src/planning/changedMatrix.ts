import { decayWeight, type RegionChanges, type RegionKinetics } from "./regionChange";
import type { SMatrix } from "./sMatrix";

/**
 * The S-matrix under changes of uptake, half-life and mass: a column times the weight of its decays, the dose of what decays in the target divided by
 * the change of mass. `regions` are in the order of the columns. Row sums equal the mean doses of `whatIf`.
 */
export function changedMatrix(
  { inPlaceGyPerGBq, ...matrix }: SMatrix,
  regions: readonly RegionKinetics[],
  changes: RegionChanges,
): SMatrix {
  const weights = regions.map((region) => decayWeight(region, changes[region.structureId]));
  const massFactors = matrix.targets.map(({ id }) => changes[id]?.massFactor ?? 1);
  return {
    ...matrix,
    gyPerGBq: matrix.gyPerGBq.map((row, t) =>
      row.map((gy, s) => {
        const isOwn = matrix.sourceIds[s] === matrix.targets[t]!.id;
        const inside = inPlaceGyPerGBq ? (inPlaceGyPerGBq[t]?.[s] ?? 0) : isOwn ? gy : 0;
        return weights[s]! * (gy - inside + inside / massFactors[t]!);
      }),
    ),
    ...(inPlaceGyPerGBq
      ? {
          inPlaceGyPerGBq: inPlaceGyPerGBq.map((row, t) =>
            row?.map((gy, s) => (weights[s]! * gy) / massFactors[t]!),
          ),
        }
      : {}),
  };
}
