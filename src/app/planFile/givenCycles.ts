import { structuresSoFar } from "../../planning/courseSoFar";
import { cumulativeUncertainty } from "../../planning/courseUncertainty";
import { type CourseCycle, courseErrors, givenCycles } from "../courseCycle";
import { patientInput } from "../patientInput";
import type { PlanResult } from "../planResult";
import { criteriaOf } from "../planView";

/** The cycles that were given, as the page keeps them, and what they delivered; nothing where none was. */
export function givenPart(result: PlanResult, given: readonly CourseCycle[]) {
  if (given.length === 0) return {};
  const { protocol, rbeAlpha } = result.prescription;
  const { limits, goals } = criteriaOf(protocol, { criteria: {}, factors: {}, rbeAlpha });
  const cycles = givenCycles(given);
  const { structures } = patientInput(result);
  const errors = courseErrors(result, given, undefined);
  return {
    givenCycles: given,
    deliveredDoses: structuresSoFar(structures, cycles, [...limits, ...goals]).map((sofar, s) => ({
      structureId: sofar.structureId,
      name: sofar.name,
      deliveredGy: sofar.deliveredGy,
      predictedGy: sofar.predictedGy,
      ratio: sofar.ratio ?? null,
      relativeUncertainty: cumulativeUncertainty(structures[s]!, cycles, errors),
      bed: sofar.bed ?? null,
      cycles: sofar.cycles.map(({ deliveredGy, predictedGy, measured, bedGy }) => ({
        deliveredGy,
        predictedGy,
        measured,
        bedGy: bedGy ?? null,
      })),
    })),
  };
}
