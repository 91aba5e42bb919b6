import { normalQuantile } from "../physics/normal";
import { type NextActivityInput, nextActivity } from "../planning/adaptiveCycles";
import { type CourseErrors, nextActivityInterval } from "../planning/courseUncertainty";
import { activityAtRisk } from "../planning/riskOfActivity";
import { courseErrors, givenCycles } from "./courseCycle";
import type { LargestInterval } from "./interval";
import { patientErrors, patientInput } from "./patientInput";
import type { PlanResult } from "./planResult";
import { criteriaOf } from "./planView";
import type { Spread, WhatIf } from "./session";

/** The parts of a what-if that a course rests on. */
export type CourseWhatIf = Pick<
  WhatIf,
  "cycles" | "criteria" | "factors" | "rbeAlpha" | "earlier" | "patient" | "given"
>;

/** What is asked of the cycles that are still to come. */
export function courseInput(result: PlanResult, whatIf: CourseWhatIf): NextActivityInput {
  const { structures, measured } = patientInput(result, whatIf.patient);
  return {
    predicted: structures,
    ...(measured ? { measured } : {}),
    given: givenCycles(whatIf.given ?? []),
    remainingCycles: whatIf.cycles,
    limits: criteriaOf(result.prescription.protocol, whatIf).limits,
    earlier: whatIf.earlier,
  };
}

/** Errors of the doses of a course, by the budgets and what the user put in their place. */
export const courseErrorsOf = (
  result: PlanResult,
  { given = [], spread }: Pick<WhatIf, "given" | "spread">,
): CourseErrors => courseErrors(result, given, spread.calibrationPercent);

const SAMPLES = 1000;

/**
 * The interval of the largest activity of the cycles to come, over all of them, as a normal distribution to first order; the calibration error
 * is one for given and coming cycles. Undefined where no limit binds.
 */
export function courseInterval(
  result: PlanResult,
  whatIf: CourseWhatIf,
  {
    calibrationPercent,
    fitPercent,
    rbePercent = 0,
  }: Pick<Spread, "calibrationPercent" | "fitPercent" | "rbePercent">,
): LargestInterval | undefined {
  const input = courseInput(result, whatIf);
  const errors = courseErrors(result, whatIf.given ?? [], calibrationPercent);
  const { activityGBq } = nextActivity(input);
  const measured = patientErrors(result, whatIf.patient, fitPercent);
  const range = nextActivityInterval(input, errors, rbePercent / 100, measured);
  if (activityGBq === undefined || !range) return undefined;
  const sigmaGBq = (range[1] - activityGBq) / normalQuantile(0.975);
  const { cycles } = whatIf;
  const sampledGBq = Float64Array.from({ length: SAMPLES }, (_, n) =>
    Math.max(0, cycles * (activityGBq + sigmaGBq * normalQuantile((n + 0.5) / SAMPLES))),
  );
  return {
    fromGBq: cycles * range[0],
    toGBq: cycles * range[1],
    atFivePercentGBq: activityAtRisk(sampledGBq, 0.05),
    sampledGBq,
  };
}
