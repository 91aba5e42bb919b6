import { doseMetrics } from "../dosimetry/dvhMetrics";
import type { Held } from "../planning/criterionResult";
import type { Criterion } from "../planning/limit";
import type { StructureDose } from "../planning/structureDose";
import { type RbeOfStructure, weightedMean } from "./rbeWeighted";

/** A limit or goal that is held against a structure, at an activity of each cycle, as files have it. */
export function criterionFigure(result: Held<Criterion>, activityGBq: number) {
  const { criterion } = result;
  const figure = result.valueAt(activityGBq);
  return {
    id: criterion.id,
    label: criterion.label,
    structureId: result.structureId,
    figure,
    value: criterion.value,
    unit: criterion.unit,
    ...(criterion.rbeAlpha === undefined ? {} : { rbeAlpha: criterion.rbeAlpha }),
    per: criterion.per,
    share: figure / criterion.value,
    reachedAtPerCycleGBq: result.activityGBq ?? null,
    informational: criterion.informational,
    marks: result.marks,
    source: criterion.source,
    confirm: criterion.confirm,
  };
}

/** Rounding of a figure that stands exactly at its value. */
const ROUNDING = 1e-9;

/** The same of a limit. */
export function limitFigure(result: Held<Criterion>, activityGBq: number) {
  const figure = criterionFigure(result, activityGBq);
  return { ...figure, exceeded: figure.share > 1 + ROUNDING };
}

/** The same of a goal. */
export function goalFigure(result: Held<Criterion>, activityGBq: number) {
  const figure = criterionFigure(result, activityGBq);
  return { ...figure, reached: figure.share >= 1 - ROUNDING };
}

/**
 * Doses of a structure over the cycles, as files have them; the RBE-weighted mean stands beside the absorbed dose, never in its place, and is absent without
 * alphas.
 */
export function structureFigures(
  structure: StructureDose,
  rbe: RbeOfStructure | undefined,
  { activityGBq, cycles }: { readonly activityGBq: number; readonly cycles: number },
) {
  const { structureId, name, role, dvh } = structure;
  const total = activityGBq * cycles;
  const { meanGy, d98Gy, d50Gy, d2Gy, maxGy } = doseMetrics(dvh);
  const weighted = rbe && weightedMean(structure, rbe.rbeAlpha);
  return {
    id: structureId,
    name,
    role,
    meanPerCycleGy: meanGy * activityGBq,
    meanGy: meanGy * total,
    d98Gy: d98Gy * total,
    d50Gy: d50Gy * total,
    d2Gy: d2Gy * total,
    maxGy: maxGy * total,
    ...(weighted === undefined
      ? {}
      : {
          rbeAlpha: rbe!.rbeAlpha,
          rbeSource: rbe!.source,
          rbeWeightedMeanGy: weighted * total,
        }),
  };
}
