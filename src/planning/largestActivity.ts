import type { Solution } from "./activityForValue";
import { equalCycles } from "./course";
import { type Held, hold, type NotHeld, type PlanningInput } from "./criterionResult";
import type { Goal } from "./goal";
import type { Criterion, Limit } from "./limit";

/** The question: which activity in each of `cycles` equal cycles does every tissue still tolerate? */
export interface LargestActivityInput extends Omit<PlanningInput, "schedule"> {
  readonly limits: readonly Limit[];
  readonly cycles: number;
}

/** One limit, held against one structure. All activities are per cycle unless they say total. */
export interface LimitResult {
  readonly limit: Limit;
  readonly structureId: string;
  readonly structureName: string;
  /** Under what its error goes, where that is not `structureId`. */
  readonly errorOf?: string;
  /** The activity at which this limit alone is reached; undefined when none reaches it. */
  readonly activityGBq: number | undefined;
  readonly totalActivityGBq: number | undefined;
  /** The figure at the largest tolerated activity, in the unit of the limit, and as a share of the limit (1 where it binds). */
  readonly valueAtLargest: number | undefined;
  readonly shareUsedAtLargest: number | undefined;
  readonly solution: Solution;
  /** Where alphas are weighted: the activity per cycle under so many times their RBE. */
  readonly activityAtRbe?: (factor: number) => number | undefined;
  readonly marks: readonly string[];
}

export interface LargestActivity {
  /** Per cycle; undefined when no limit binds. */
  readonly activityGBq: number | undefined;
  readonly totalActivityGBq: number | undefined;
  readonly cycles: number;
  readonly binding: LimitResult | undefined;
  /** Informational limits too; the one that is reached first comes first. */
  readonly perLimit: readonly LimitResult[];
  /** Limits that nothing could be held against. */
  readonly notHeld: readonly { readonly limit: Limit; readonly reason: string }[];
}

/**
 * The largest activity that respects all limits: the least of the activities that reach one of them. Limits marked informational are
 * shown with their activity but do not bind; nor can a limit whose tissue is missing, which is why those are listed.
 */
export function largestActivity(input: LargestActivityInput): LargestActivity {
  const { cycles, limits } = input;
  const results = limits.flatMap((limit) =>
    hold(limit, { ...input, schedule: equalCycles(cycles) }),
  );
  const held = results
    .filter((result): result is Held<Limit> => result.status === "held")
    .sort((a, b) => orInfinity(a.activityGBq) - orInfinity(b.activityGBq));
  const first = held.find(
    ({ criterion, activityGBq }) => !criterion.informational && activityGBq !== undefined,
  );
  const largest = first?.activityGBq;
  const perLimit = held.map((result) => describeLimit(result, cycles, largest));
  return {
    activityGBq: largest,
    totalActivityGBq: times(largest, cycles),
    cycles,
    binding: first && perLimit[held.indexOf(first)],
    perLimit,
    notHeld: results
      .filter((result): result is NotHeld<Limit> => result.status === "notHeld")
      .map(({ criterion, reason }) => ({ limit: criterion, reason })),
  };
}

/** One goal, held against one target. */
export interface GoalResult {
  readonly goal: Goal;
  readonly structureId: string;
  readonly structureName: string;
  /** The activity per cycle that the goal needs; undefined when none reaches it. */
  readonly activityGBq: number | undefined;
  readonly totalActivityGBq: number | undefined;
  readonly solution: Solution;
  readonly marks: readonly string[];
}

/** The activity that each goal needs, and the goals that nothing could be held against. */
export function activityForGoals(
  input: Omit<PlanningInput, "schedule"> & {
    readonly goals: readonly Goal[];
    readonly cycles: number;
  },
): {
  readonly perGoal: readonly GoalResult[];
  readonly notHeld: readonly { readonly goal: Goal; readonly reason: string }[];
} {
  const { cycles, goals } = input;
  const results = goals.flatMap((goal) => hold(goal, { ...input, schedule: equalCycles(cycles) }));
  return {
    perGoal: results
      .filter((result) => result.status === "held")
      .map(({ criterion, status: _, valueAt: __, ...result }) => ({
        goal: criterion,
        totalActivityGBq: times(result.activityGBq, cycles),
        ...result,
      })),
    notHeld: results
      .filter((result) => result.status === "notHeld")
      .map(({ criterion, reason }) => ({ goal: criterion, reason })),
  };
}

function describeLimit(
  { criterion, status: _, valueAt, ...result }: Held<Limit>,
  cycles: number,
  largest: number | undefined,
): LimitResult {
  const valueAtLargest = largest === undefined ? undefined : valueAt(largest);
  return {
    limit: criterion,
    ...result,
    totalActivityGBq: times(result.activityGBq, cycles),
    valueAtLargest,
    shareUsedAtLargest: valueAtLargest === undefined ? undefined : valueAtLargest / criterion.value,
  };
}

/** The figure of a limit or goal in one structure at a chosen activity. */
export interface CriterionFigure {
  readonly criterion: Criterion;
  readonly structureId: string;
  readonly structureName: string;
  /** In the unit of the criterion. */
  readonly value: number;
  /** 1 where the limit or goal is just reached. */
  readonly shareOfValue: number;
  readonly marks: readonly string[];
}

/** The figure of every limit or goal when the cycles of `input.schedule` are given, each times `activityGBq`. */
export const figuresAt = (
  criteria: readonly Criterion[],
  input: PlanningInput,
  activityGBq: number,
): CriterionFigure[] =>
  criteria
    .flatMap((criterion) => hold(criterion, input))
    .filter((result) => result.status === "held")
    .map((held) => figureAt(held, activityGBq));

/** The figure of one limit or goal that is held already. */
export function figureAt(
  { criterion, structureId, structureName, valueAt, marks }: Held<Criterion>,
  activityGBq: number,
): CriterionFigure {
  const value = valueAt(activityGBq);
  return {
    criterion,
    structureId,
    structureName,
    value,
    shareOfValue: value / criterion.value,
    marks,
  };
}

const orInfinity = (activityGBq: number | undefined) => activityGBq ?? Number.POSITIVE_INFINITY;
const times = (activityGBq: number | undefined, cycles: number) =>
  activityGBq === undefined ? undefined : activityGBq * cycles;
