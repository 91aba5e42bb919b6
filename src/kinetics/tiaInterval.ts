import type { TimeActivityFit } from "./fit";

/** Two-sided 95 % quantiles of Student's t for 1, 2, … degrees of freedom. */
const STUDENT_95 = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145,
  2.131, 2.12, 2.11, 2.101, 2.093, 2.086,
];
const NORMAL_95 = 1.96;

/**
 * 95 % interval of the integral from its standard error: normal where the σ of the readings were known, Student's t where the scatter about the fit
 * stands for them. Never below 0; undefined without a standard error.
 */
export function tiaInterval95(
  { tiaMBqH, tiaStandardErrorMBqH, residualsMBq, parameters }: TimeActivityFit,
  sigmaKnown: boolean,
): readonly [low: number, high: number] | undefined {
  if (tiaStandardErrorMBqH === undefined) return undefined;
  const freedom = residualsMBq.length - parameters.length;
  const quantile = sigmaKnown ? NORMAL_95 : (STUDENT_95[freedom - 1] ?? NORMAL_95);
  const half = quantile * tiaStandardErrorMBqH;
  return [Math.max(0, tiaMBqH - half), tiaMBqH + half];
}
