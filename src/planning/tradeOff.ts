import type { PlanningInput } from "./criterionResult";
import type { CriterionFigure } from "./largestActivity";
import { figuresAt } from "./largestActivity";
import type { Criterion } from "./limit";

/** Goals and limits at one activity of a trade-off curve. */
export interface TradeOffPoint {
  /** Per cycle, times the schedule. */
  readonly activityGBq: number;
  readonly limits: readonly CriterionFigure[];
  readonly goals: readonly CriterionFigure[];
}

/** Figures of every limit and goal as the activity rises from 0 to `mostGBq` in equal steps: tumour dose or TCP against limiting dose or NTCP. */
export const tradeOff = (
  limits: readonly Criterion[],
  goals: readonly Criterion[],
  input: PlanningInput,
  { mostGBq, steps }: { readonly mostGBq: number; readonly steps: number },
): TradeOffPoint[] =>
  Array.from({ length: steps + 1 }, (_, n) => {
    const activityGBq = (mostGBq * n) / steps;
    return {
      activityGBq,
      limits: figuresAt(limits, input, activityGBq),
      goals: figuresAt(goals, input, activityGBq),
    };
  });
