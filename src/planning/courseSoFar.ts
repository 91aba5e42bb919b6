import {
  comingStructures,
  deliveredGyIn,
  earlierOf,
  earlierWithCycles,
  type GivenCycle,
  measuredIn,
  type NextActivityInput,
} from "./adaptiveCycles";
import { earlierBedGy, equalCycles } from "./course";
import { hold } from "./criterionResult";
import type { BedMetric, Criterion, Limit } from "./limit";
import { matchStructures } from "./matchStructures";
import type { StructureDose } from "./structureDose";

/** How the BED of a structure is taken, from the first limit or goal that speaks of one. */
export type BedBasis = Pick<BedMetric, "alphaBetaGy" | "repairHalfLifeH"> & {
  readonly rbeAlpha: number;
};

/** One structure over the cycles that were given; all doses are means. */
export interface StructureSoFar {
  readonly structureId: string;
  readonly name: string;
  readonly cycles: readonly {
    readonly predictedGy: number;
    readonly deliveredGy: number;
    /** False where the cycle did not measure it: then the prediction stands. */
    readonly measured: boolean;
    /** With the cycle's own kinetics. */
    readonly bedGy: number | undefined;
  }[];
  readonly predictedGy: number;
  readonly deliveredGy: number;
  /** Delivered / predicted; undefined where nothing was predicted. */
  readonly ratio: number | undefined;
  readonly bed: (BedBasis & { readonly gy: number }) | undefined;
}

/** What the given cycles, and what was before the course, left of one limit in one structure. */
export interface LimitBudget {
  readonly limit: Limit;
  readonly structureId: string;
  readonly structureName: string;
  /** In the unit of the limit; of a limit per cycle that of the largest cycle. */
  readonly used: number;
  readonly shareUsed: number;
  /** value − used, not below 0; of a limit per cycle the whole value, since each cycle has it anew. */
  readonly remaining: number;
  /** After the remaining cycles at the planned activity, as a share of the value; undefined where none is planned. */
  readonly shareAtPlanned: number | undefined;
  readonly marks: readonly string[];
}

/** Delivered against predicted, cycle by cycle, with what it adds up to. `criteria` say how BED is taken. */
export const structuresSoFar = (
  predicted: readonly StructureDose[],
  given: readonly GivenCycle[],
  criteria: readonly Criterion[],
): StructureSoFar[] =>
  predicted.map((structure) => {
    const basis = bedBasisOf(structure, predicted, criteria);
    const cycles = given.map((cycle) => ({
      predictedGy: cycle.activityGBq * structure.meanGyPerGBq,
      deliveredGy: deliveredGyIn(structure, cycle),
      measured: measuredIn(structure, cycle) !== undefined,
      bedGy: basis && bedIn(structure, cycle, basis),
    }));
    const predictedGy = sumOf(cycles, (cycle) => cycle.predictedGy);
    const deliveredGy = sumOf(cycles, (cycle) => cycle.deliveredGy);
    return {
      structureId: structure.structureId,
      name: structure.name,
      cycles,
      predictedGy,
      deliveredGy,
      ratio: predictedGy > 0 ? deliveredGy / predictedGy : undefined,
      bed: basis && { ...basis, gy: sumOf(cycles, (cycle) => cycle.bedGy ?? Number.NaN) },
    };
  });

/** What is left of every limit that can be held; `plannedGBq` is the activity planned for each of the remaining cycles. */
export function limitBudgets(
  input: NextActivityInput & { readonly plannedGBq?: number },
): LimitBudget[] {
  const { predicted, given, remainingCycles, limits, plannedGBq, ...rest } = input;
  const structures = comingStructures(predicted, given);
  const course = {
    ...rest,
    structures,
    schedule: equalCycles(Math.max(1, remainingCycles)),
    earlier: earlierWithCycles(input),
  };
  return limits.flatMap((limit) =>
    hold(limit, course).flatMap((held) => {
      if (held.status === "notHeld") return [];
      const { structureId, structureName, valueAt, marks } = held;
      const perCycle = limit.per === "cycle";
      const used = perCycle ? largestFigure(limit, structureId, input) : valueAt(0);
      const coming = remainingCycles > 0 && plannedGBq !== undefined ? plannedGBq : undefined;
      return [
        {
          limit,
          structureId,
          structureName,
          used,
          shareUsed: used / limit.value,
          remaining: perCycle ? limit.value : Math.max(0, limit.value - used),
          shareAtPlanned: coming === undefined ? undefined : valueAt(coming) / limit.value,
          marks,
        },
      ];
    }),
  );
}

/** The figure of a limit per cycle in the given cycle that has the largest. */
function largestFigure(
  limit: Limit,
  structureId: string,
  { predicted, given, ...coming }: NextActivityInput,
): number {
  const figures = given.map((cycle) => {
    const structures = comingStructures(predicted, [cycle]);
    const measured = cycle.measured ?? coming.measured;
    const input = { structures, schedule: [1], ...(measured ? { measured } : {}) };
    const held = hold(limit, input).find(
      (result) => result.status === "held" && result.structureId === structureId,
    );
    return held?.status === "held" ? held.valueAt(cycle.activityGBq) : 0;
  });
  return Math.max(0, ...figures);
}

function bedIn(structure: StructureDose, cycle: GivenCycle, basis: BedBasis): number {
  const course = { schedule: [], earlier: [earlierOf(structure, cycle)] };
  return earlierBedGy(course, basis, basis.rbeAlpha);
}

function bedBasisOf(
  { structureId }: StructureDose,
  structures: readonly StructureDose[],
  criteria: readonly Criterion[],
): BedBasis | undefined {
  for (const { metric, organ, rbeAlpha = 1 } of criteria) {
    if (!("alphaBetaGy" in metric)) continue;
    if (matchStructures(organ, structures).some((found) => found.structureId === structureId)) {
      const { alphaBetaGy, repairHalfLifeH } = metric;
      return { alphaBetaGy, repairHalfLifeH, rbeAlpha };
    }
  }
  return undefined;
}

const sumOf = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((sum, item) => sum + of(item), 0);
