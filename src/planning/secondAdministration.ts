import type { Limit } from "./limit";
import type { PatientData } from "./patientData";
import type { PatientFigures } from "./patientFigures";
import { secondMibgActivityGBq } from "./radioiodine";

/** The second of two administrations to a whole-body dose, from the retention after the first. */
export interface SecondAdministration {
  readonly firstGBq: number;
  readonly firstWholeBodyGy: number;
  readonly limitGy: number;
  readonly secondGBq: number;
}

/**
 * What is left of a whole-body limit of two cycles after the first, whose whole-body readings these are; undefined where the protocol has
 * no such limit, or the readings are those of a tracer of another nuclide.
 */
export function secondAdministration(
  { limits, cycles, nuclide }: { limits: readonly Limit[]; cycles: number; nuclide: string },
  { wholeBody }: PatientData,
  { measured }: Pick<PatientFigures, "measured">,
): SecondAdministration | undefined {
  const limit = limits.find(
    ({ metric, per }) => metric.kind === "wholeBodyDose" && per === "course",
  );
  const { wholeBodyGyPerGBq } = measured;
  if (!limit || cycles !== 2 || !wholeBody || wholeBody.nuclide !== nuclide) return undefined;
  if (wholeBodyGyPerGBq === undefined) return undefined;
  const firstGBq = wholeBody.administeredMBq / 1000;
  const firstWholeBodyGy = wholeBodyGyPerGBq * firstGBq;
  const limitGy = limit.value;
  return {
    firstGBq,
    firstWholeBodyGy,
    limitGy,
    secondGBq: secondMibgActivityGBq({ firstActivityGBq: firstGBq, firstWholeBodyGy, limitGy }),
  };
}
