import type { Dvh } from "../dosimetry/dvh";
import { timesDose } from "../planning/structureDose";
import type { PlanResult } from "./planResult";
import type { PlanBasis } from "./planView";
import { type RbeOfStructure, rbeOfAll, weightIn } from "./rbeWeighted";

/** The histograms of a plan on the axis of RBE-weighted dose. */
export interface WeightedCurves {
  /** Gy(RBE) per GBq; the curves of structures that no alphas reach are those of absorbed dose. */
  readonly dvhs: readonly Dvh[];
  /** By structure id. */
  readonly rbe: ReadonlyMap<string, RbeOfStructure>;
}

/**
 * Undefined where no alphas reach a structure. Every voxel has the structure's share of alphas, as in the limits: RBE and share weigh the whole
 * axis of a structure.
 */
export function weightedCurves({
  result: { structureDoses, dvhs },
  basis,
  rbeAlpha,
}: {
  readonly result: Pick<PlanResult, "structureDoses" | "dvhs">;
  readonly basis: Pick<PlanBasis, "limits" | "goals">;
  /** Set for all limits and goals. */
  readonly rbeAlpha: number | undefined;
}): WeightedCurves | undefined {
  const rbe = rbeOfAll(structureDoses, [...basis.limits, ...basis.goals], rbeAlpha);
  if (rbe.size === 0) return undefined;
  return {
    rbe,
    dvhs: dvhs.map((dvh) => {
      const dose = structureDoses.find(({ structureId }) => structureId === dvh.structureId);
      const own = rbe.get(dvh.structureId);
      return dose && own ? timesDose(dose, weightIn(dose, own.rbeAlpha)).dvh : dvh;
    }),
  };
}
