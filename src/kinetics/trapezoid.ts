import { type ExponentialFit, fitExponentials } from "./exponentialFit";
import type { HeldRates } from "./heldHalfLife";
import { integralBetween, integralFrom } from "./integrals";
import { EXPONENTIAL_MODELS } from "./models";
import type { Readings } from "./readings";

/** What is assumed between the administration and the first reading. */
export type TrapezoidStart =
  /** A straight line from zero. */
  | "fromZero"
  /** The first reading taken back by physical decay alone: nothing was taken up or lost before it. */
  | "decayedBack";

export interface TrapezoidFit {
  readonly tail: ExponentialFit;
  readonly beforeFirstMBqH: number;
  readonly betweenMBqH: number;
  readonly afterLastMBqH: number;
}

/**
 * Area under the readings themselves: trapezoids, logarithmic where the curve falls, then one exponential from the last reading on, never
 * slower than physical decay. The tail goes through the last three readings where there are four, else through the last two.
 */
export function fitTrapezoid(
  readings: Readings,
  physicalRatePerH: number,
  start: TrapezoidStart,
  held?: HeldRates,
): TrapezoidFit {
  const { timesH, activityMBq } = readings;
  const n = timesH.length;
  const tail = fitExponentials(
    EXPONENTIAL_MODELS.monoExponential,
    lastReadings(readings, n >= 4 ? 3 : 2),
    physicalRatePerH,
    held?.slice(0, 1),
  );
  let betweenMBqH = 0;
  for (let i = 1; i < n; i++)
    betweenMBqH += integralBetween(
      timesH[i - 1]!,
      activityMBq[i - 1]!,
      timesH[i]!,
      activityMBq[i]!,
    );
  const [first, a] = [timesH[0]!, activityMBq[0]!];
  const decayedBack = (a * Math.expm1(physicalRatePerH * first)) / physicalRatePerH;
  return {
    tail,
    beforeFirstMBqH: start === "fromZero" ? (a * first) / 2 : decayedBack,
    betweenMBqH,
    afterLastMBqH: integralFrom(tail.terms, timesH[n - 1]!),
  };
}

export const trapezoidTia = (fit: TrapezoidFit): number =>
  fit.beforeFirstMBqH + fit.betweenMBqH + fit.afterLastMBqH;

/** Each reading moved by its σ either way, the changes added in quadrature; undefined where the σ are not known. */
export function trapezoidStandardError(
  readings: Readings,
  physicalRatePerH: number,
  start: TrapezoidStart,
  held?: HeldRates,
): number | undefined {
  const { activityMBq, sigmaMBq, sigmaKnown } = readings;
  if (!sigmaKnown) return undefined;
  const moved = (i: number, by: number) =>
    trapezoidTia(
      fitTrapezoid(
        { ...readings, activityMBq: activityMBq.map((a, j) => (i === j ? a + by : a)) },
        physicalRatePerH,
        start,
        held,
      ),
    );
  const changes = sigmaMBq.map((sigma, i) => (moved(i, sigma) - moved(i, -sigma)) / 2);
  return Math.hypot(...changes);
}

const lastReadings = (readings: Readings, count: number): Readings => ({
  timesH: readings.timesH.slice(-count),
  activityMBq: readings.activityMBq.slice(-count),
  sigmaMBq: readings.sigmaMBq.slice(-count),
  sigmaKnown: readings.sigmaKnown,
});
