import { hold, type PlanningInput } from "./criterionResult";
import { type CriterionFigure, figureAt } from "./largestActivity";
import type { Criterion } from "./limit";

/** Goals and limits at one activity of a trade-off curve. */
export interface TradeOffPoint {
  /** Per cycle, times the schedule. */
  readonly activityGBq: number;
  readonly limits: readonly CriterionFigure[];
  readonly goals: readonly CriterionFigure[];
}

/** Figures of every limit and goal as the activity rises from 0 to `mostGBq` in equal steps: tumour dose or TCP against limiting dose or NTCP. */
export function tradeOff(
  limits: readonly Criterion[],
  goals: readonly Criterion[],
  input: PlanningInput,
  { mostGBq, steps }: { readonly mostGBq: number; readonly steps: number },
): TradeOffPoint[] {
  const held = (criteria: readonly Criterion[]) =>
    criteria
      .flatMap((criterion) => hold(criterion, input))
      .filter((result) => result.status === "held");
  const [heldLimits, heldGoals] = [held(limits), held(goals)];
  return Array.from({ length: steps + 1 }, (_, n) => {
    const activityGBq = (mostGBq * n) / steps;
    return {
      activityGBq,
      limits: heldLimits.map((one) => figureAt(one, activityGBq)),
      goals: heldGoals.map((one) => figureAt(one, activityGBq)),
    };
  });
}
