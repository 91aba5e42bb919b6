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
    "structureId" | "meanGyPerGBq" | "effectiveHalfLifeH"
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

/** A given cycle as earlier dose; without a half-life as if it had been acute, which is the safe side of BED. */
function earlierOf(structure: StructureDose, { activityGBq, structures }: GivenCycle): EarlierDose {
  const measured = structures.find(({ structureId }) => structureId === structure.structureId);
  const { meanGyPerGBq, effectiveHalfLifeH } = measured ?? structure;
  return {
    kind: "radionuclide",
    meanGy: activityGBq * meanGyPerGBq,
    effectiveHalfLifeH: effectiveHalfLifeH ?? 0,
    ...(structure.alphaShare === undefined ? {} : { alphaShare: structure.alphaShare }),
  };
}

/** The structure with its dose and half-life scaled to the last measurement of it. */
function asLastMeasured(structure: StructureDose, given: readonly GivenCycle[]): StructureDose {
  const last = given
    .flatMap(({ structures }) => structures)
    .findLast(({ structureId }) => structureId === structure.structureId);
  if (!last) return structure;
  const factor = last.meanGyPerGBq / structure.meanGyPerGBq;
  const { dvh } = structure;
  return {
    ...structure,
    meanGyPerGBq: last.meanGyPerGBq,
    effectiveHalfLifeH: last.effectiveHalfLifeH,
    dvh: {
      ...dvh,
      binWidthGy: dvh.binWidthGy * factor,
      minGy: dvh.minGy * factor,
      meanGy: dvh.meanGy * factor,
      maxGy: dvh.maxGy * factor,
    },
  };
}
