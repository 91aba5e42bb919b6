import { absorbedGyOf } from "../planning/limit";
import { earlierOfPlan } from "./diagnosticEarlier";
import type { OpenPlan } from "./openPlan";
import { planBasis, standardTotalGBq } from "./planView";
import { NO_EDITS, type WhatIf } from "./session";

/** Dose levels in use at most centres, Gy. */
const ISODOSES_GY = [2, 5, 10, 20, 50, 100];

/** Where what-ifs begin: what the case says of them, at the standard activity, else at the largest tolerated one, of the cycles that are still to come. */
export function startingWhatIf({
  result,
  cycles,
  case: data,
}: Pick<OpenPlan, "result" | "cycles" | "case">): WhatIf {
  const { protocol, patient, factors = {}, rbeAlpha } = result.prescription;
  const given = cycles?.cycles ?? [];
  const left = Math.max(1, protocol.cycles - given.length);
  const standardGBq = standardTotalGBq(protocol, patient);
  const start: WhatIf = {
    ...NO_EDITS,
    factors,
    earlier: earlierOfPlan(result),
    ...(rbeAlpha === undefined ? {} : { rbeAlpha }),
    ...(given.length > 0 ? { given } : {}),
    cycles: left,
    weeksBetweenCycles: protocol.weeksBetweenCycles,
    spread: { ...NO_EDITS.spread, ...data?.spread },
  };
  const { largest } = planBasis(result, start);
  const binding = largest.binding?.limit;
  const ofBinding = binding ? (absorbedGyOf(binding) ?? []) : [];
  const levels = data?.isodosesGy ?? [...ISODOSES_GY, ofBinding].flat();
  return {
    ...start,
    activityGBq:
      standardGBq === undefined
        ? (largest.totalActivityGBq ?? 1)
        : (standardGBq * left) / protocol.cycles,
    isodosesGy: [...new Set(levels)].sort((a, b) => a - b),
  };
}
