import { InputError } from "../inputError";
import { straightLine } from "./straightLine";

/**
 * Paralysable dead time: observed = true · e^(−true · τ). Rates are those of everything the detector sees, scatter and other windows
 * included, while τ is that of the whole detector; the loss is then the same for every window.
 * Source: Sorenson, J Nucl Med 16 (1975) 284.
 */
export const observedRatePerS = (trueRatePerS: number, tauS: number): number =>
  trueRatePerS * Math.exp(-trueRatePerS * tauS);

/** The most that a camera of this dead time ever shows, counts/s: 1/(e τ), at a true rate of 1/τ. */
export const largestObservedRatePerS = (tauS: number): number => 1 / (Math.E * tauS);

/**
 * The true rate of an observed one, on the branch below the maximum: the other solution, of a camera driven beyond it, cannot be told from the
 * rate alone.
 *
 * @throws InputError where the camera could not have shown such a rate.
 */
export function trueRatePerS(observedPerS: number, tauS: number): number {
  if (observedPerS <= 0 || tauS <= 0) return observedPerS;
  const largest = largestObservedRatePerS(tauS);
  if (observedPerS > largest)
    throw new InputError(
      `dead time: ${format(observedPerS)} counts/s observed; a dead time of ${format(tauS * 1e6)} µs lets at most ${format(largest)} through. Check the rate and the dead time`,
    );
  const y = observedPerS * tauS;
  // Series about the maximum: x = 1 − p + p²/3 − 11p³/72 + …, p = √(2(1 − e y)). It and y lie below x; from there Newton on ln x − x = ln y closes in.
  const p = Math.sqrt(Math.max(0, 2 * (1 - Math.E * y)));
  if (p < 1e-6) return (1 - p) / tauS;
  let x = Math.max(y, 1 - p + (p * p) / 3 - (11 * p ** 3) / 72);
  for (let i = 0; i < 60; i++) {
    const step = (Math.log(x / y) - x) / (1 / x - 1);
    x -= step;
    if (Math.abs(step) <= 1e-15 * x) break;
  }
  return x / tauS;
}

/** What counts lost to dead time are multiplied by: true over observed rate. */
export const deadTimeFactor = (observedPerS: number, tauS: number): number =>
  observedPerS > 0 ? trueRatePerS(observedPerS, tauS) / observedPerS : 1;

/** A source of known activity before the camera. */
export interface DeadTimeReading {
  readonly activityMBq: number;
  readonly observedPerS: number;
  /** Counts behind the rate; its relative error is 1/√counts. */
  readonly counts: number;
}

export interface DeadTimeFit {
  readonly tauS: number;
  readonly tauStandardErrorS: number;
  /** Counts/s per MBq that the camera would show without dead time. */
  readonly sensitivityPerSPerMBq: number;
  readonly sensitivityStandardError: number;
  /** Σ((ln observed − ln model)/σ)² over the readings; about their number less two where the camera is paralysable. */
  readonly chi2: number;
}

/**
 * Dead time and sensitivity from readings of a source of growing or decaying activity. With ln(observed/A) = ln s − s τ A the
 * model is a straight line in the activity: no iteration, no start value.
 *
 * @throws InputError for fewer than two activities, for readings that are not positive, and where the rates rise faster than the activity by
 * more than their errors allow.
 */
export function fitDeadTime(readings: readonly DeadTimeReading[]): DeadTimeFit {
  const wrong = readings.findIndex(
    (r) => !(r.activityMBq > 0 && r.observedPerS > 0 && r.counts > 0),
  );
  if (wrong >= 0)
    throw new InputError(
      `dead time: reading ${wrong + 1}: expected positive activity, rate and counts, received ${readings[wrong]!.activityMBq} MBq, ${readings[wrong]!.observedPerS} counts/s, ${readings[wrong]!.counts} counts`,
    );
  if (new Set(readings.map(({ activityMBq }) => activityMBq)).size < 2)
    throw new InputError("dead time: expected readings at two activities at least");
  const line = straightLine(
    readings.map(({ activityMBq, observedPerS, counts }) => ({
      x: activityMBq,
      y: Math.log(observedPerS / activityMBq),
      sigma: 1 / Math.sqrt(counts),
    })),
  );
  const sensitivity = Math.exp(line.intercept);
  const tauS = -line.slope / sensitivity;
  // τ = −b e^(−a): relative variance from that of b, a, and both together.
  const relative =
    line.slopeVariance / line.slope ** 2 +
    line.interceptVariance -
    (2 * line.covariance) / line.slope;
  const tauStandardErrorS = Math.abs(tauS) * Math.sqrt(Math.max(0, relative));
  if (tauS < -2 * tauStandardErrorS)
    throw new InputError(
      `dead time: the rates rise faster than the activity (τ comes out at ${format(tauS * 1e6)} µs); check the activities and their times`,
    );
  return {
    tauS: Math.max(0, tauS),
    tauStandardErrorS,
    sensitivityPerSPerMBq: sensitivity,
    sensitivityStandardError: sensitivity * Math.sqrt(line.interceptVariance),
    chi2: line.chi2,
  };
}

const format = (x: number) => String(Number(x.toPrecision(4)));
