import type { EarlierDose } from "./course";
import type { PatientMeasurements } from "./criterionResult";
import {
  type LargestActivity,
  type LargestActivityInput,
  largestActivity,
} from "./largestActivity";
import { type StructureDose, timesDose } from "./structureDose";

/** A structure as it was measured after a cycle: its dose per GBq and half-life, and where they are known its histogram and the rest. */
export type MeasuredStructure = Pick<
  StructureDose,
  "structureId" | "meanGyPerGBq" | "effectiveHalfLifeH"
> &
  Partial<StructureDose>;

/** A cycle that was given: the activity, and each structure's dose per GBq as measured after it. */
export interface GivenCycle {
  readonly activityGBq: number;
  readonly structures: readonly MeasuredStructure[];
  /** Of the whole patient, in this cycle. */
  readonly measured?: PatientMeasurements;
}

/** Dose delivered to one structure so far, against what was predicted before. */
export interface DeliveredDose {
  readonly structureId: string;
  readonly name: string;
  readonly deliveredGy: number;
  /** By the plan, at the activities that were given. */
  readonly predictedGy: number;
  readonly differencePercent: number;
}

/** Delivered against predicted, structure by structure. A structure that a cycle did not measure keeps its predicted dose of that cycle. */
export const deliveredDoses = (
  predicted: readonly StructureDose[],
  given: readonly GivenCycle[],
): DeliveredDose[] =>
  predicted.map((structure) => {
    const totalGBq = given.reduce((sum, { activityGBq }) => sum + activityGBq, 0);
    const predictedGy = totalGBq * structure.meanGyPerGBq;
    const deliveredGy = given.reduce((sum, cycle) => sum + deliveredGyIn(structure, cycle), 0);
    return {
      structureId: structure.structureId,
      name: structure.name,
      deliveredGy,
      predictedGy,
      differencePercent: 100 * (deliveredGy / predictedGy - 1),
    };
  });

/** Mean dose of one structure in one cycle, Gy; as predicted where the cycle did not measure it. */
export const deliveredGyIn = (predicted: StructureDose, cycle: GivenCycle): number =>
  cycle.activityGBq * (measuredIn(predicted, cycle) ?? predicted).meanGyPerGBq;

/** The structure as a cycle measured it; undefined where it did not. */
export const measuredIn = (
  { structureId }: Pick<StructureDose, "structureId">,
  { structures }: GivenCycle,
): MeasuredStructure | undefined =>
  structures.find((structure) => structure.structureId === structureId);

/** What is asked of a course that is under way. */
export interface NextActivityInput extends Omit<LargestActivityInput, "cycles" | "structures"> {
  readonly predicted: readonly StructureDose[];
  readonly given: readonly GivenCycle[];
  readonly remainingCycles: number;
}

/**
 * The largest activity of the cycles that remain, after those that were given: every limit keeps what they left of it. The coming cycles are
 * taken as the last one was measured; `earlier` is what was given before the course.
 */
export function nextActivity(input: NextActivityInput): LargestActivity {
  const { predicted, given, remainingCycles, earlier, ...rest } = input;
  return largestActivity({
    ...rest,
    cycles: remainingCycles,
    structures: comingStructures(predicted, given),
    earlier: earlierWithCycles(input),
  });
}

/** Every structure as the coming cycles are taken: as the last measurement of it has it, else as predicted. */
export const comingStructures = (
  predicted: readonly StructureDose[],
  given: readonly GivenCycle[],
): StructureDose[] => predicted.map((structure) => asLastMeasured(structure, given));

/** Earlier dose by structure id ("blood", "wholeBody"), the given cycles after what was before the course. */
export function earlierWithCycles({
  predicted,
  given,
  measured,
  earlier = {},
}: Pick<NextActivityInput, "predicted" | "given" | "measured" | "earlier">): Record<
  string,
  readonly EarlierDose[]
> {
  const body = predicted.find(({ role }) => role === "body");
  const entries = [
    ...predicted.map((structure) => [
      structure.structureId,
      given.map((cycle) => earlierOf(structure, cycle)),
    ]),
    ["blood", given.flatMap((cycle) => patientDose(cycle, "bloodGyPerGBq", measured, undefined))],
    [
      "wholeBody",
      given.flatMap((cycle) => patientDose(cycle, "wholeBodyGyPerGBq", measured, body)),
    ],
  ] as const;
  return {
    ...earlier,
    ...Object.fromEntries(
      entries.map(([id, doses]) => [id, [...(earlier[id as string] ?? []), ...doses]]),
    ),
  };
}

/** A figure of the whole patient as dose of a given cycle: as measured then, else as it is taken for the coming ones. */
function patientDose(
  cycle: GivenCycle,
  figure: "bloodGyPerGBq" | "wholeBodyGyPerGBq",
  coming: PatientMeasurements | undefined,
  body: StructureDose | undefined,
): EarlierDose[] {
  const { activityGBq, measured } = cycle;
  const perGBq = measured?.[figure] ?? coming?.[figure];
  const meanGy = perGBq === undefined ? body && deliveredGyIn(body, cycle) : activityGBq * perGBq;
  return meanGy === undefined ? [] : [{ kind: "radionuclide", meanGy, effectiveHalfLifeH: 0 }];
}

/**
 * A given cycle as earlier dose of a structure, that lies over its voxels as it was measured, else as the coming cycles do; without a half-life as if it had been acute,
 * which is the safe side of BED.
 */
export function earlierOf(structure: StructureDose, cycle: GivenCycle): EarlierDose {
  const measured = measuredIn(structure, cycle);
  const { effectiveHalfLifeH, rateTerms } = measured ?? structure;
  const alphaShare = measured?.alphaShare ?? structure.alphaShare;
  return {
    kind: "radionuclide",
    meanGy: deliveredGyIn(structure, cycle),
    effectiveHalfLifeH: effectiveHalfLifeH ?? 0,
    distribution: "given",
    ...(rateTerms ? { rateTerms } : {}),
    ...(alphaShare === undefined ? {} : { alphaShare }),
  };
}

/** The structure with its dose and half-life as the last measurement of it has them. */
function asLastMeasured(structure: StructureDose, given: readonly GivenCycle[]): StructureDose {
  const last = given.flatMap((cycle) => measuredIn(structure, cycle) ?? []).at(-1);
  if (!last) return structure;
  const { name, role } = structure;
  // The course of the prediction does not go with a half-life that was measured.
  const { rateTerms: _, ...predicted } = structure;
  if (last.dvh) return { ...predicted, ...last, name, role };
  const factor = structure.meanGyPerGBq > 0 ? last.meanGyPerGBq / structure.meanGyPerGBq : 1;
  const rest = timesDose(predicted, factor);
  return {
    ...rest,
    meanGyPerGBq: last.meanGyPerGBq,
    effectiveHalfLifeH: last.effectiveHalfLifeH,
    ...(last.rateTerms ? { rateTerms: last.rateTerms } : {}),
  };
}
