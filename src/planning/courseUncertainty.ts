import {
  deliveredGyIn,
  type GivenCycle,
  measuredIn,
  type NextActivityInput,
  nextActivity,
} from "./adaptiveCycles";
import { BLOOD_MARROW_ID } from "./bloodMarrowDose";
import { type MeasuredErrors, measuredFactor, retentionErrorId } from "./measuredFactor";
import { type StructureDose, timesDose } from "./structureDose";
import { logSpread } from "./uncertainty";

/** Relative standard deviations of a structure's mean dose as one cycle has it. */
export interface DoseError {
  /** Of the calibration: the same error in every cycle of a camera. */
  readonly calibration: number;
  /** Of everything else (volume, fit, recovery, registration): taken as new in every measurement. */
  readonly own: number;
}

/** Errors by structure id; one entry a given cycle, and those of the prediction for what a cycle did not measure. */
export interface CourseErrors {
  readonly predicted: Readonly<Record<string, DoseError>>;
  readonly given: readonly Readonly<Record<string, DoseError>>[];
}

/** 95 % of a normal distribution lie within so many standard deviations. */
const WITHIN_95 = 1.96;
const NO_ERROR: DoseError = { calibration: 0, own: 0 };

/**
 * Relative standard deviation of the cumulative mean dose. The calibration is one error for all cycles and does not average out; the rest is
 * independent from measurement to measurement, and the same in all cycles that rest on the prediction:
 *
 *   u² = (Σ D_c u_cal,c / D)² + Σ_m (Σ_(c of m) D_c u_own,m / D)²
 */
export function cumulativeUncertainty(
  structure: StructureDose,
  given: readonly GivenCycle[],
  errors: CourseErrors,
): number {
  const doses = given.map((cycle) => deliveredGyIn(structure, cycle));
  const total = doses.reduce((sum, gy) => sum + gy, 0);
  if (!(total > 0)) return 0;
  let calibration = 0;
  let predicted = 0;
  let squares = 0;
  doses.forEach((gy, c) => {
    const error = errorIn(structure, given, errors, c);
    calibration += gy * error.calibration;
    if (measuredIn(structure, given[c]!)) squares += (gy * error.own) ** 2;
    else predicted += gy * error.own;
  });
  return Math.sqrt(calibration ** 2 + predicted ** 2 + squares) / total;
}

/**
 * 95 % of the largest activity of the remaining cycles, to first order in the logarithm of each error, exact in the limits: the calibration moves
 * all cycles, given and coming, together; the own error of the last measurement moves its cycle and the coming ones. Undefined where no limit
 * binds.
 *
 * @param rbe Relative standard deviation of the RBE of alphas, in all limits alike.
 * @param measured Errors of the figures by blood and probe, the same in all cycles.
 */
export function nextActivityInterval(
  input: NextActivityInput,
  errors: CourseErrors,
  rbe = 0,
  measured?: MeasuredErrors,
): readonly [lowGBq: number, highGBq: number] | undefined {
  const { activityGBq } = nextActivity(input);
  if (activityGBq === undefined) return undefined;
  const sources = [-1, ...input.given.keys()];
  const moves = [
    (sign: number) => moved(input, errors, (error) => sign * error.calibration),
    ...(rbe > 0 ? [(sign: number) => underRbe(input, Math.exp(sign * logSpread(rbe)))] : []),
    ...(measured?.inputs ?? []).map(
      (_, n) => (sign: number) => underMeasured(input, measured!, n, sign),
    ),
    ...sources.map(
      (source) => (sign: number) =>
        moved(input, errors, (error, from) => (from === source ? sign * error.own : 0)),
    ),
  ];
  const variance = moves.reduce((sum, move) => {
    const [low, high] = [move(-1), move(1)].map(
      (it) => nextActivity(it).activityGBq ?? activityGBq,
    );
    return sum + ((high! - low!) / 2) ** 2;
  }, 0);
  const half = WITHIN_95 * Math.sqrt(variance);
  return [Math.max(0, activityGBq - half), activityGBq + half];
}

const underRbe = (input: NextActivityInput, factor: number): NextActivityInput => ({
  ...input,
  limits: input.limits.map((limit) =>
    limit.rbeAlpha === undefined ? limit : { ...limit, rbeAlpha: limit.rbeAlpha * factor },
  ),
});

/** With one thing that was measured of the patient off by so many standard deviations. */
function underMeasured(
  input: NextActivityInput,
  { targets }: MeasuredErrors,
  off: number,
  deviations: number,
): NextActivityInput {
  const factor = (id: string) => {
    const target = targets.find((known) => known.id === id);
    return target ? measuredFactor(target.parts, (n) => (n === off ? deviations : 0), 1) : 1;
  };
  const { measured = {} } = input;
  const { bloodGyPerGBq, wholeBodyGyPerGBq, retention } = measured;
  return {
    ...input,
    predicted: input.predicted.map((structure) =>
      structure.structureId === BLOOD_MARROW_ID
        ? timesDose(structure, factor(BLOOD_MARROW_ID))
        : structure,
    ),
    measured: {
      ...measured,
      ...(bloodGyPerGBq === undefined ? {} : { bloodGyPerGBq: bloodGyPerGBq * factor("blood") }),
      ...(wholeBodyGyPerGBq === undefined
        ? {}
        : { wholeBodyGyPerGBq: wholeBodyGyPerGBq * factor("wholeBody") }),
      ...(retention
        ? {
            retention: retention.map(({ atH, fraction }) => ({
              atH,
              fraction: fraction * factor(retentionErrorId(atH)),
            })),
          }
        : {}),
    },
  };
}

/** The course with every dose e^(shift) times as large; `from` is the cycle that measured it, −1 the prediction. */
function moved(
  input: NextActivityInput,
  errors: CourseErrors,
  shift: (error: DoseError, from: number) => number,
): NextActivityInput {
  return {
    ...input,
    predicted: input.predicted.map((structure) =>
      timesDose(
        structure,
        Math.exp(shift(errors.predicted[structure.structureId] ?? NO_ERROR, -1)),
      ),
    ),
    given: input.given.map((cycle, c) => ({
      ...cycle,
      structures: cycle.structures.map((structure) => {
        const factor = Math.exp(shift(errors.given[c]?.[structure.structureId] ?? NO_ERROR, c));
        const { dvh } = structure;
        return dvh
          ? timesDose(structure as StructureDose, factor)
          : { ...structure, meanGyPerGBq: structure.meanGyPerGBq * factor };
      }),
    })),
  };
}

const errorIn = (
  structure: StructureDose,
  given: readonly GivenCycle[],
  { predicted, given: measured }: CourseErrors,
  c: number,
): DoseError =>
  (measuredIn(structure, given[c]!) ? measured[c] : predicted)?.[structure.structureId] ?? NO_ERROR;
