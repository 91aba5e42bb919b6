import { type HandBound, type HeldRates, isFixed, type RateRange } from "./heldHalfLife";
import { activityAt, activitySlopes, integralFrom, integralSlopes } from "./integrals";
import { bestOfStarts, type LeastSquares, type LeastSquaresFit } from "./levenbergMarquardt";
import {
  type Expansion,
  type ExponentialModel,
  type ExponentialTerm,
  expansionOf,
  ratePlaces,
  withOwnRates,
} from "./models";
import type { Readings } from "./readings";
import { type Bounds, startingPoints } from "./startingPoints";

export interface FittedParameter {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Undefined where the readings leave nothing to estimate it by, or where a bound holds the parameter. */
  readonly standardError: number | undefined;
}

/** One sum of exponentials fitted to readings, before any is chosen. */
export interface ExponentialFit {
  readonly terms: readonly ExponentialTerm[];
  readonly parameters: readonly FittedParameter[];
  /** Correlation between `parameters`, row after row; undefined with the standard errors. */
  readonly correlation: readonly (readonly number[])[] | undefined;
  readonly tiaMBqH: number;
  readonly tiaStandardErrorMBqH: number | undefined;
  /** Model less reading, MBq. */
  readonly residualsMBq: readonly number[];
  /** Σ (residual/σ)²; without known σ the sum of squares, MBq². */
  readonly chi2: number;
  /** The slowest rate was held at physical decay: the readings ask for a slower one. */
  readonly heldAtDecay: boolean;
  /** The bounds by hand at which the rates stand, slowest first. */
  readonly heldByHand: readonly HandBound[];
  /** A free rate stands at that of a faster phase held by hand: the readings ask for a faster one. */
  readonly fasterThanHeld: boolean;
  /** The fastest rate is faster than the readings can tell: it was put at one minute's half-life. */
  readonly fasterThanSeen: boolean;
  /** The amplitude of a faster phase was held at `LARGEST_SHARE` times the slower ones. */
  readonly heldAtShare: boolean;
}

/** Nothing in the body is taken up or leaves with a half-life below a minute. */
export const FASTEST_RATE_PER_H = Math.LN2 * 60;

/** No faster washout starts higher above the slower ones than this: more would be read out of what was over before the first reading. */
export const LARGEST_SHARE = 20;

/** A sum of squares that differs by less than this share is the same fit. */
const SAME_FIT = 1e-9;

/** Residuals of 1e-12 of the readings are none. */
const EXACT = 1e-24;

/**
 * Weighted least squares of a model with every rate at or above `slowestRatePerH` (physical decay, as a rule) and those held by hand within their bounds.
 * Needs as many readings as free parameters.
 */
export function fitExponentials(
  asked: ExponentialModel,
  readings: Readings,
  slowestRatePerH: number,
  held: HeldRates = [],
): ExponentialFit {
  const model = withOwnRates(asked, (phase) => held[phase] !== undefined);
  const problem = problemOf(model, readings, slowestRatePerH, held);
  const starts = startingPoints(model, readings, held[0]?.lowestPerH ?? slowestRatePerH, problem);
  const found = bestOfStarts(problem, starts);
  const { fit, fasterThanSeen } = settleFastestRate(model, problem, found, readings);
  const expansion = expansionOf(model, slowestRatePerH)(fit.parameters);
  const { terms } = expansion;
  const covariance = scaledCovariance(fit, readings, freeCount(model, held));
  const stands = ratePlaces(model).map((j) => fit.held[j]);
  const natural = naturalParameters(model, expansion, covariance);
  const tiaSlopes = integralSlopes(expansion);
  return {
    terms,
    ...natural,
    tiaMBqH: integralFrom(terms, 0),
    tiaStandardErrorMBqH: covariance && Math.sqrt(quadratic(covariance, tiaSlopes, tiaSlopes)),
    residualsMBq: readings.timesH.map((t, i) => activityAt(terms, t) - readings.activityMBq[i]!),
    chi2: fit.sumOfSquares,
    heldAtDecay:
      stands[0] === "lower" &&
      (held[0] === undefined || held[0].lowestPerH <= slowestRatePerH * (1 + 1e-9)),
    heldByHand: stands.map((bound, phase) => handBound(held[phase], bound)),
    fasterThanSeen,
    fasterThanHeld: stands.some(
      (bound, phase) =>
        bound === "upper" && held[phase] === undefined && fasterHeld(held, phase) !== undefined,
    ),
    heldAtShare: model.parameters.some(
      (kind, j) => (kind === "share" || kind === "part") && fit.held[j] === "upper",
    ),
  };
}

/** Parameters that the readings decide. */
export const freeCount = (model: ExponentialModel, held: HeldRates = []): number =>
  model.parameters.length - held.slice(0, ratePlaces(model).length).filter(isFixed).length;

function handBound(held: RateRange | undefined, stands: "lower" | "upper" | undefined): HandBound {
  if (!held) return undefined;
  if (isFixed(held)) return "fixed";
  return stands === "lower" ? "longest" : stands === "upper" ? "shortest" : undefined;
}

/** The next faster phase that is held by hand. */
const fasterHeld = (held: HeldRates, phase: number): RateRange | undefined =>
  held.slice(phase + 1).find((range) => range !== undefined);

function problemOf(
  model: ExponentialModel,
  { timesH, activityMBq, sigmaMBq }: Readings,
  slowestRatePerH: number,
  held: HeldRates,
): LeastSquares & Bounds {
  const n = model.parameters.length;
  const signal = activityMBq.reduce((sum, a, i) => sum + (a / sigmaMBq[i]!) ** 2, 0);
  const expand = expansionOf(model, slowestRatePerH);
  return {
    enough: signal * EXACT,
    residualCount: timesH.length,
    parameterCount: n,
    ...boundsOf(model, slowestRatePerH, held),
    evaluate: (q, residuals, jacobian) => {
      const expansion = expand(q);
      for (let i = 0; i < timesH.length; i++) {
        residuals[i] = (activityAt(expansion.terms, timesH[i]!) - activityMBq[i]!) / sigmaMBq[i]!;
        jacobian?.set(
          activitySlopes(expansion, timesH[i]!).map((slope) => slope / sigmaMBq[i]!),
          i * n,
        );
      }
    },
  };
}

/** A free rate stays below that of a faster phase held by hand. */
function boundsOf(model: ExponentialModel, slowestRatePerH: number, held: HeldRates): Bounds {
  const fastest = Math.max(FASTEST_RATE_PER_H, 100 * slowestRatePerH);
  const slowest = Math.log(slowestRatePerH);
  const places = ratePlaces(model);
  const bounds = model.parameters.map((kind, j): readonly [number, number] => {
    if (kind === "logAmplitude") return [-700, 700];
    if (kind === "share") return [-1, LARGEST_SHARE];
    if (kind === "part") return [0, LARGEST_SHARE];
    const phase = places.indexOf(j);
    const own = held[phase];
    if (own) return [Math.log(own.lowestPerH), Math.log(own.highestPerH)];
    const most = fasterHeld(held, phase)?.lowestPerH ?? fastest;
    return kind === "logRate"
      ? [slowest, Math.log(most)]
      : [slowest - 7, Math.log(Math.max(most - (most < fastest ? slowestRatePerH : 0), 1e-9))];
  });
  return { lower: bounds.map(([low]) => low), upper: bounds.map(([, high]) => high) };
}

/**
 * Where the fastest phase is over before the first reading any faster one fits as well; it is put at the fastest rate, so that the integral
 * does not depend on where the search happened to stop.
 */
function settleFastestRate(
  model: ExponentialModel,
  problem: LeastSquares & Bounds,
  found: LeastSquaresFit,
  { activityMBq, sigmaMBq }: Readings,
): { fit: LeastSquaresFit; fasterThanSeen: boolean } {
  const last = model.parameters.length - 1;
  if (model.parameters[last] !== "logGap") return { fit: found, fasterThanSeen: false };
  const fastest = Float64Array.from(found.parameters);
  fastest[last] = problem.upper[last]!;
  const held = { ...problem, lower: problem.lower.map((x, j) => (j === last ? fastest[j]! : x)) };
  const fit = bestOfStarts(held, [fastest]);
  const signal = activityMBq.reduce((sum, a, i) => sum + (a / sigmaMBq[i]!) ** 2, 0);
  const same = fit.sumOfSquares <= found.sumOfSquares * (1 + SAME_FIT) + signal * SAME_FIT ** 2;
  return same ? { fit, fasterThanSeen: true } : { fit: found, fasterThanSeen: false };
}

/** Covariance of the fitted parameters: as it stands where the σ are known, scaled by the scatter about the fit where not. */
function scaledCovariance(
  { covariance, sumOfSquares, held }: LeastSquaresFit,
  { timesH, sigmaKnown }: Readings,
  free: number,
): readonly Float64Array[] | undefined {
  const n = held.length;
  const freedom = timesH.length - free;
  if (!covariance || (!sigmaKnown && freedom <= 0)) return undefined;
  const scale = sigmaKnown ? 1 : sumOfSquares / freedom;
  return held.map((_, i) => covariance.slice(i * n, (i + 1) * n).map((x) => x * scale));
}

type Natural = Pick<ExponentialFit, "parameters" | "correlation">;

/** Amplitudes and rates with standard errors carried over from the fitted parameters. */
function naturalParameters(
  model: ExponentialModel,
  { terms, amplitudeSlopes, rateSlopes }: Expansion,
  covariance: readonly Float64Array[] | undefined,
): Natural {
  const isUptake = model.name === "uptakeWashout";
  const number = (i: number) => (terms.length === 1 ? "" : `${i + 1}`);
  const amplitudes = terms.map(({ amplitudeMBq }, i) => ({
    name: isUptake ? "amplitude" : `amplitude${number(i)}`,
    value: amplitudeMBq,
    unit: "MBq",
    slopes: amplitudeSlopes[i]!,
  }));
  const rates = terms.map(({ ratePerH }, i) => ({
    name: isUptake ? ["washoutRate", "uptakeRate"][i]! : `rate${number(i)}`,
    value: ratePerH,
    unit: "1/h",
    slopes: rateSlopes[i]!,
  }));
  const all = [...(isUptake ? amplitudes.slice(0, 1) : amplitudes), ...rates];
  const variance = (i: number, j: number) => quadratic(covariance!, all[i]!.slopes, all[j]!.slopes);
  const errors = all.map((_, i) => (covariance ? Math.sqrt(variance(i, i)) : undefined));
  const parameters = all.map(({ name, value, unit }, i) => ({
    name,
    value,
    unit,
    standardError: errors[i] || undefined,
  }));
  const correlation =
    covariance &&
    all.map((_, i) =>
      all.map((_, j) => {
        if (i === j) return 1;
        const product = errors[i]! * errors[j]!;
        return product > 0 ? variance(i, j) / product : 0;
      }),
    );
  return { parameters, correlation };
}

function quadratic(
  covariance: readonly Float64Array[],
  a: readonly number[],
  b: readonly number[],
): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++)
    for (let j = 0; j < b.length; j++) sum += a[i]! * covariance[i]![j]! * b[j]!;
  return sum;
}
