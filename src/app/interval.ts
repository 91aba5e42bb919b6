import type { LargestActivity } from "../planning/largestActivity";
import type { MeasuredErrors } from "../planning/measuredFactor";
import {
  activityAtRisk,
  bindingActivities,
  riskAt,
  sampledLargest,
  type TornadoBar,
  tornado,
} from "../planning/riskOfActivity";
import type { SMatrix } from "../planning/sMatrix";
import {
  type DoseUncertainty,
  type DrawnErrors,
  drawErrors,
  followErrors,
  type UncertainInput,
} from "../planning/uncertainty";
import { readableName } from "../volume/readableName";
import type { PlanResult, RegionResult } from "./planResult";
import type { Spread } from "./session";

/** How far the largest tolerated activity is known. Activities are over all cycles. */
export interface LargestInterval {
  /** 2.5 % and 97.5 % of the samples. */
  readonly fromGBq: number;
  readonly toGBq: number;
  /** The activity at which 5 % of the samples exceed a limit. */
  readonly atFivePercentGBq: number;
  /** Ascending largest activities, one a sample. */
  readonly sampledGBq: Float64Array;
}

const SAMPLES = 10_000;
const SEED = 1;

/**
 * Errors of the plan's inputs by its budget, with what the user puts in their place. A volume drawn too large takes in activity and mass at once: what is
 * left of both acts on the self-dose, and stands as the error of the mass.
 */
export function uncertaintyOf(
  matrix: Pick<SMatrix, "targets">,
  { regions, budget }: Pick<PlanResult, "regions" | "budget">,
  { calibrationPercent, massPercent, fitPercent, rbePercent }: Spread,
  measured?: MeasuredErrors,
): DoseUncertainty {
  const questions = budget.regions.map(({ question }) => question);
  const massOf = (targetId: string) => {
    if (massPercent !== undefined) return massPercent / 100;
    const r = budget.regions.findIndex(({ structureId }) => structureId === targetId);
    const question = questions[r];
    return question ? Math.abs(1 - question.activityPerVolume) * question.volume : 0;
  };
  return {
    calibration:
      calibrationPercent === undefined
        ? (questions[0]?.calibration ?? 0)
        : calibrationPercent / 100,
    decays: regions.map((region, r) =>
      Math.hypot(
        questions[r]?.recoveryCurve ?? 0,
        questions[r]?.registration ?? 0,
        fitError(region) ?? fitPercent / 100,
      ),
    ),
    mass: matrix.targets.map(({ id }) => massOf(id)),
    decaysMassCorrelation: 0,
    ...(rbePercent === undefined ? {} : { rbe: rbePercent / 100 }),
    ...(measured ? { measured } : {}),
  };
}

/** Relative standard error of a region's time-integrated activity; undefined where the fit gives none. */
export function fitError({ fit }: RegionResult): number | undefined {
  const error = fit.tiaStandardErrorMBqH;
  return error === undefined || !(fit.tiaMBqH > 0) ? undefined : error / fit.tiaMBqH;
}

/** Errors drawn once; they hold for every what-if. The same uncertainty gives the same errors. */
export const errorsOf = (matrix: SMatrix, uncertainty: DoseUncertainty): DrawnErrors =>
  drawErrors(matrix, uncertainty, SAMPLES, SEED);

/** The interval of the largest tolerated activity; undefined where no limit binds, or some samples have no bound. */
export function largestInterval(
  largest: LargestActivity,
  matrix: SMatrix,
  errors: DrawnErrors,
): LargestInterval | undefined {
  const limits = bindingActivities(largest);
  if (limits.length === 0) return undefined;
  const bound = new Set(limits.map(({ structureId }) => structureId));
  const samples = followErrors(matrix, errors, [...bound]);
  const sampledGBq = sampledLargest(limits, samples, errors.rbe).map((gbq) => gbq * largest.cycles);
  const [fromGBq, toGBq, atFivePercentGBq] = [0.025, 0.975, 0.05].map((share) =>
    activityAtRisk(sampledGBq, share),
  ) as [number, number, number];
  return Number.isFinite(toGBq) ? { fromGBq, toGBq, atFivePercentGBq, sampledGBq } : undefined;
}

/** Probability that a limit is exceeded against activity over all cycles, in equal steps up to `mostGBq`. */
export const riskCurve = (
  sampledGBq: Float64Array,
  mostGBq: number,
  steps: number,
): { readonly activityGBq: Float64Array; readonly risk: Float64Array } => {
  const activityGBq = Float64Array.from({ length: steps + 1 }, (_, n) => (mostGBq * n) / steps);
  return { activityGBq, risk: activityGBq.map((gbq) => riskAt(sampledGBq, gbq)) };
};

/** One input by name and how far it moves the largest activity over all cycles. */
export interface NamedBar extends TornadoBar {
  readonly name: string;
}

/** The inputs that move the largest activity, the strongest first. Activities are over all cycles. */
export const tornadoOf = (
  largest: LargestActivity,
  matrix: SMatrix,
  uncertainty: DoseUncertainty,
  nameOf: (regionId: string) => string,
): NamedBar[] =>
  tornado(bindingActivities(largest), matrix, uncertainty)
    .filter(({ belowGBq, aboveGBq }) => belowGBq !== aboveGBq)
    .map((bar) => ({
      input: bar.input,
      belowGBq: bar.belowGBq * largest.cycles,
      aboveGBq: bar.aboveGBq * largest.cycles,
      name: inputName(bar.input, matrix, nameOf, uncertainty),
    }));

function inputName(
  input: UncertainInput,
  { sourceIds, targets }: SMatrix,
  nameOf: (regionId: string) => string,
  { measured }: DoseUncertainty,
): string {
  switch (input.kind) {
    case "calibration":
      return "calibration";
    case "decays":
      return `decays, ${nameOf(sourceIds[input.source]!)}`;
    case "rbe":
      return "RBE of alphas";
    case "measured":
      return measured!.inputs[input.input]!.name;
    case "mass":
      return `mass, ${readableName(targets[input.target]!.name)}`;
    default:
      return input satisfies never;
  }
}
