import type { LargestActivity } from "./largestActivity";
import type { SMatrix } from "./sMatrix";
import {
  type DoseSamples,
  type DoseUncertainty,
  inputsOf,
  shiftedDoses,
  type UncertainInput,
} from "./uncertainty";

/** The activity per cycle at which one limit is reached in one structure. */
export interface BindingActivity {
  readonly structureId: string;
  readonly activityGBq: number;
}

/** The limits of a plan that can bind. */
export const bindingActivities = ({
  perLimit,
}: Pick<LargestActivity, "perLimit">): BindingActivity[] =>
  perLimit.flatMap(({ limit, activityGBq, structureId }) =>
    limit.informational || activityGBq === undefined ? [] : [{ activityGBq, structureId }],
  );

/**
 * The largest tolerated activity per cycle in each sample, ascending; infinite where no limit binds. A structure's figures at an activity
 * depend on activity times dose alone, so a limit reached at A in the plan is reached at A/factor in a sample, whatever its metric.
 * Limits of blood and whole body keep their activity.
 */
export function sampledLargest(
  limits: readonly BindingActivity[],
  { targetIds, factors }: DoseSamples,
): Float64Array {
  const least = new Float64Array(factors[0]?.length ?? 0).fill(Number.POSITIVE_INFINITY);
  for (const { activityGBq, structureId } of limits) {
    const row = factors[targetIds.indexOf(structureId)];
    for (let n = 0; n < least.length; n++) {
      const reachedGBq = activityGBq / (row ? row[n]! : 1);
      if (reachedGBq < least[n]!) least[n] = reachedGBq;
    }
  }
  return least.sort();
}

/** Probability that at least one binding limit is exceeded at an activity per cycle. */
export function riskAt(sampled: Float64Array, activityGBq: number): number {
  let low = 0;
  let high = sampled.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sampled[middle]! < activityGBq) low = middle + 1;
    else high = middle;
  }
  return low / sampled.length;
}

/** The activity per cycle at which that probability is `risk` (0.05), between samples by interpolation. */
export function activityAtRisk(sampled: Float64Array, risk: number): number {
  const at = risk * (sampled.length - 1);
  const below = Math.floor(at);
  const next = sampled[Math.min(below + 1, sampled.length - 1)]!;
  const share = at - below;
  return share === 0 ? sampled[below]! : sampled[below]! + share * (next - sampled[below]!);
}

/** How far one input alone moves the largest tolerated activity. */
export interface TornadoBar {
  readonly input: UncertainInput;
  /** At one standard deviation below and above; per cycle. */
  readonly belowGBq: number;
  readonly aboveGBq: number;
}

/** Every input by how far it moves the largest activity, the strongest first. */
export function tornado(
  limits: readonly BindingActivity[],
  matrix: SMatrix,
  uncertainty: DoseUncertainty,
): TornadoBar[] {
  const largestUnder = (input: UncertainInput, deviations: number) => {
    const factors = shiftedDoses(matrix, uncertainty, input, deviations);
    return Math.min(
      ...limits.map(({ activityGBq, structureId }) => {
        const target = matrix.targets.findIndex(({ id }) => id === structureId);
        return activityGBq / (target < 0 ? 1 : factors[target]!);
      }),
    );
  };
  return inputsOf(matrix)
    .map((input) => ({
      input,
      belowGBq: largestUnder(input, -1),
      aboveGBq: largestUnder(input, 1),
    }))
    .sort((a, b) => swing(b) - swing(a));
}

const swing = ({ belowGBq, aboveGBq }: TornadoBar) =>
  belowGBq === aboveGBq ? 0 : Math.abs(aboveGBq - belowGBq);
