import { decayWeight, type RegionChanges, type RegionKinetics } from "./regionChange";
import type { SMatrix } from "./sMatrix";

/**
 * The S-matrix under changes of uptake, half-life and mass: a column times the weight of its decays, the self-dose divided by the change
 * of mass. `regions` are in the order of the columns. Row sums equal the mean doses of `whatIf`.
 */
export function changedMatrix(
  matrix: SMatrix,
  regions: readonly RegionKinetics[],
  changes: RegionChanges,
): SMatrix {
  const weights = regions.map((region) => decayWeight(region, changes[region.structureId]));
  return {
    ...matrix,
    gyPerGBq: matrix.gyPerGBq.map((row, t) => {
      const { id } = matrix.targets[t]!;
      const massFactor = changes[id]?.massFactor ?? 1;
      return row.map((gy, s) =>
        matrix.sourceIds[s] === id ? (gy * weights[s]!) / massFactor : gy * weights[s]!,
      );
    }),
  };
}
