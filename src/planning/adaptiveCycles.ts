import type { EarlierDose } from "./course";
import {
  type LargestActivity,
  type LargestActivityInput,
  largestActivity,
} from "./largestActivity";
import type { StructureDose } from "./structureDose";

/** A cycle that was given: the activity, and each structure's dose per GBq as measured after it. */
export interface GivenCycle {
  readonly activityGBq: number;
  readonly structures: readonly Pick<
    StructureDose,
    "structureId" | "meanGyPerGBq" | "effectiveHalfLifeH" | "rateTerms"
  >[];
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
  predicted.map(({ structureId, name, meanGyPerGBq }) => {
    const totalGBq = given.reduce((sum, { activityGBq }) => sum + activityGBq, 0);
    const predictedGy = totalGBq * meanGyPerGBq;
    const deliveredGy = given.reduce((sum, cycle) => {
      const measured = cycle.structures.find((s) => s.structureId === structureId);
      return sum + cycle.activityGBq * (measured?.meanGyPerGBq ?? meanGyPerGBq);
    }, 0);
    return {
      structureId,
      name,
      deliveredGy,
      predictedGy,
      differencePercent: 100 * (deliveredGy / predictedGy - 1),
    };
  });

/**
 * The largest activity of the cycles that remain, after those that were given: every limit keeps what they left of it. The coming cycles are
 * taken as the last one was measured; `earlier` is what was given before the course.
 */
export function nextActivity(
  input: Omit<LargestActivityInput, "cycles" | "structures"> & {
    readonly predicted: readonly StructureDose[];
    readonly given: readonly GivenCycle[];
    readonly remainingCycles: number;
  },
): LargestActivity {
  const { predicted, given, remainingCycles, earlier = {}, ...rest } = input;
  const total = Object.fromEntries(
    predicted.map((structure) => [
      structure.structureId,
      [
        ...(earlier[structure.structureId] ?? []),
        ...given.map((cycle) => earlierOf(structure, cycle)),
      ],
    ]),
  );
  const structures = predicted.map((structure) => asLastMeasured(structure, given));
  return largestActivity({
    ...rest,
    structures,
    cycles: remainingCycles,
    earlier: { ...earlier, ...total },
  });
}

/**
 * A given cycle as earlier dose of a structure, that lies over its voxels as the coming cycles do; without a half-life as if it had been acute,
 * which is the safe side of BED.
 */
export function earlierOf(
  structure: StructureDose,
  { activityGBq, structures }: GivenCycle,
): EarlierDose {
  const measured = structures.find(({ structureId }) => structureId === structure.structureId);
  const { meanGyPerGBq, effectiveHalfLifeH, rateTerms } = measured ?? structure;
  return {
    kind: "radionuclide",
    meanGy: activityGBq * meanGyPerGBq,
    effectiveHalfLifeH: effectiveHalfLifeH ?? 0,
    distribution: "asCourse",
    ...(rateTerms ? { rateTerms } : {}),
    ...(structure.alphaShare === undefined ? {} : { alphaShare: structure.alphaShare }),
  };
}

/** The structure with its dose and half-life as the last measurement of it has them. */
export function asLastMeasured(
  structure: StructureDose,
  given: readonly GivenCycle[],
): StructureDose {
  const last = given
    .flatMap(({ structures }) => structures)
    .findLast(({ structureId }) => structureId === structure.structureId);
  if (!last) return structure;
  const factor = structure.meanGyPerGBq > 0 ? last.meanGyPerGBq / structure.meanGyPerGBq : 1;
  const { dvh, rateTerms: _, smoothedMaxGyPerGBq: smoothed, ...rest } = structure;
  return {
    ...rest,
    meanGyPerGBq: last.meanGyPerGBq,
    effectiveHalfLifeH: last.effectiveHalfLifeH,
    ...(last.rateTerms ? { rateTerms: last.rateTerms } : {}),
    ...(smoothed === undefined ? {} : { smoothedMaxGyPerGBq: smoothed * factor }),
    dvh: {
      ...dvh,
      binWidthGy: dvh.binWidthGy * factor,
      minGy: dvh.minGy * factor,
      meanGy: dvh.meanGy * factor,
      maxGy: dvh.maxGy * factor,
    },
  };
}
