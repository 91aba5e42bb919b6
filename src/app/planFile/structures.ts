import { doseMetrics } from "../../dosimetry/dvhMetrics";
import type { Criterion } from "../../planning/limit";
import type { StructureDose } from "../../planning/structureDose";
import type { PlanResult } from "../planResult";
import { type RbeOfStructure, rbeOfAll, weightedMean } from "../rbeWeighted";

/** Dose metrics of each structure, Gy per GBq; `held` says by which limits and goals alphas are weighed. */
export function structuresOf(
  { structureDoses, dvhs, structures }: PlanResult,
  held: readonly HeldInPlan[],
) {
  const rbe = rbeOfAll(
    structureDoses,
    held.map((one) => ({
      structureId: one.structureId,
      criterion: "limit" in one ? one.limit : one.goal,
    })),
  );
  return structureDoses.map((dose, s) => {
    const { minGy, d98Gy, d95Gy, d50Gy, d2Gy, maxGy } = doseMetrics(dvhs[s]!);
    return {
      id: dose.structureId,
      name: dose.name,
      role: dose.role,
      source: structures[s]!.source,
      volumeMl: dose.volumeMl,
      massG: dose.massG,
      effectiveHalfLifeH: dose.effectiveHalfLifeH ?? null,
      alphaShare: dose.alphaShare ?? null,
      voxelMarks: dose.voxelMarks ?? [],
      meanGyPerGBq: dose.meanGyPerGBq,
      ...weightedOf(dose, rbe.get(dose.structureId)),
      minGyPerGBq: minGy,
      d98GyPerGBq: d98Gy,
      d95GyPerGBq: d95Gy,
      d50GyPerGBq: d50Gy,
      d2GyPerGBq: d2Gy,
      maxGyPerGBq: maxGy,
      smoothedMaxGyPerGBq: dose.smoothedMaxGyPerGBq ?? null,
    };
  });
}

type HeldInPlan = { readonly structureId: string } & (
  | { readonly limit: Criterion }
  | { readonly goal: Criterion }
);

/** Beside the absorbed dose, never in its place; absent without alphas. */
function weightedOf(dose: StructureDose, rbe: RbeOfStructure | undefined) {
  const mean = rbe && weightedMean(dose, rbe.rbeAlpha);
  return mean === undefined
    ? {}
    : { rbeAlpha: rbe!.rbeAlpha, rbeSource: rbe!.source, rbeWeightedMeanGyPerGBq: mean };
}
