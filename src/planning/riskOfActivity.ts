import type { LargestActivity } from "./largestActivity";
import type { SMatrix } from "./sMatrix";
import {
  type DoseSamples,
  type DoseUncertainty,
  inputsOf,
  logSpread,
  shiftedDoses,
  shiftedMeasured,
  type UncertainInput,
} from "./uncertainty";

/** The activity per cycle at which one limit is reached in one structure. */
export interface BindingActivity {
  /** Or what else its error goes by: blood, whole body, a retention. */
  readonly structureId: string;
  readonly activityGBq: number;
  /** The same under so many times the RBE of alphas, where they are weighted. */
  readonly activityAtRbe?: (factor: number) => number | undefined;
}

/** The limits of a plan that can bind. */
export const bindingActivities = ({
  perLimit,
}: Pick<LargestActivity, "perLimit">): BindingActivity[] =>
  perLimit.flatMap(({ limit, activityGBq, structureId, errorOf, activityAtRbe }) =>
    limit.informational || activityGBq === undefined
      ? []
      : [
          {
            activityGBq,
            structureId: errorOf ?? structureId,
            ...(activityAtRbe ? { activityAtRbe } : {}),
          },
        ],
  );

/**
 * The largest tolerated activity per cycle in each sample, ascending; infinite where no limit binds. A structure's figures at an activity
 * depend on activity times dose alone, so a limit reached at A in the plan is reached at A/factor in a sample, whatever its metric.
 * Limits of what has no error keep their activity. Errors of the RBE move the limits in which alphas are weighted.
 */
export function sampledLargest(
  limits: readonly BindingActivity[],
  { targetIds, factors }: DoseSamples,
  rbe?: Float64Array,
): Float64Array {
  const samples = rbe?.length ?? factors[0]?.length ?? 0;
  const least = new Float64Array(samples).fill(Number.POSITIVE_INFINITY);
  for (const limit of limits) {
    const row = factors[targetIds.indexOf(limit.structureId)];
    const underRbe = rbe && limit.activityAtRbe && rbeTable(limit.activityAtRbe, rbe);
    for (let n = 0; n < least.length; n++) {
      const ofPlanGBq = underRbe ? underRbe(rbe[n]!) : limit.activityGBq;
      const reachedGBq = ofPlanGBq / (row ? row[n]! : 1);
      if (reachedGBq < least[n]!) least[n] = reachedGBq;
    }
  }
  return least.sort();
}

/** A limit's activity against the RBE from a few solutions, as straight lines between the logarithms; infinite where none reaches it. */
function rbeTable(
  activityAtRbe: (factor: number) => number | undefined,
  drawn: Float64Array,
): (factor: number) => number {
  const [from, to] = drawn.reduce(
    ([low, high], factor) => [Math.min(low, factor), Math.max(high, factor)],
    [1, 1],
  );
  const step = Math.log(to! / from!) / RBE_STEPS;
  const logs = Float64Array.from({ length: RBE_STEPS + 1 }, (_, i) =>
    Math.log(activityAtRbe(from! * Math.exp(step * i)) ?? Number.POSITIVE_INFINITY),
  );
  return (factor) => {
    const at = step > 0 ? Math.log(factor / from!) / step : 0;
    const i = Math.min(RBE_STEPS - 1, Math.max(0, Math.floor(at)));
    const share = at - i;
    return Math.exp(share === 0 ? logs[i]! : (1 - share) * logs[i]! + share * logs[i + 1]!);
  };
}

const RBE_STEPS = 64;

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
    const rbe = input.kind === "rbe" ? Math.exp(deviations * logSpread(uncertainty.rbe ?? 0)) : 1;
    return Math.min(
      ...limits.map(({ activityGBq, structureId, activityAtRbe }) => {
        const target = matrix.targets.findIndex(({ id }) => id === structureId);
        const ofPlanGBq =
          rbe === 1 || !activityAtRbe
            ? activityGBq
            : (activityAtRbe(rbe) ?? Number.POSITIVE_INFINITY);
        const factor =
          target < 0
            ? shiftedMeasured(uncertainty, structureId, input, deviations)
            : factors[target]!;
        return ofPlanGBq / factor;
      }),
    );
  };
  return inputsOf(matrix, uncertainty)
    .map((input) => ({
      input,
      belowGBq: largestUnder(input, -1),
      aboveGBq: largestUnder(input, 1),
    }))
    .sort((a, b) => swing(b) - swing(a));
}

const swing = ({ belowGBq, aboveGBq }: TornadoBar) =>
  belowGBq === aboveGBq ? 0 : Math.abs(aboveGBq - belowGBq);
