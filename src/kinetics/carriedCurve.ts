import { curveOf } from "./curve";
import { activityAt, integralBetween, integralFrom } from "./integrals";
import type { ExponentialTerm } from "./models";

/** What a trapezoid runs through, in order of time. */
export type TrapezoidCorners = readonly {
  readonly timeH: number;
  readonly activityMBq: number;
}[];

/** A curve that is known apart from the readings it came from: a sum of exponentials, or a trapezoid, whose `terms` are its tail. */
export interface CarriedCurve {
  readonly terms: readonly ExponentialTerm[];
  readonly corners?: TrapezoidCorners;
}

/** A(t), MBq. Before the first corner of a trapezoid its activity decays and no more, as its integral takes it. */
export function carriedActivity(
  { terms, corners }: CarriedCurve,
  timeH: number,
  decayPerH: number,
): number {
  if (!corners) return activityAt(terms, timeH);
  const within = curveOf({ model: "trapezoid", terms, corners }, [], [])(timeH);
  const [first] = corners;
  return within ?? first!.activityMBq * Math.exp(decayPerH * (first!.timeH - timeH));
}

/** ∫ A dt from `fromH` to infinity, MBq·h. */
export function carriedIntegral(curve: CarriedCurve, fromH: number, decayPerH: number): number {
  const { terms, corners } = curve;
  if (!corners) return integralFrom(terms, fromH);
  let total = 0;
  let [t, mbq] = [fromH, carriedActivity(curve, fromH, decayPerH)];
  for (const { timeH, activityMBq } of corners) {
    if (timeH <= t) continue;
    total += integralBetween(t, mbq, timeH, activityMBq);
    [t, mbq] = [timeH, activityMBq];
  }
  return total + integralFrom(terms, t);
}

/** The curve at another height. */
export const scaledCurve = ({ terms, corners }: CarriedCurve, scale: number): CarriedCurve => ({
  terms: terms.map((term) => ({ ...term, amplitudeMBq: scale * term.amplitudeMBq })),
  ...(corners
    ? {
        corners: corners.map(({ timeH, activityMBq }) => ({
          timeH,
          activityMBq: scale * activityMBq,
        })),
      }
    : {}),
});

/** The same biology where the nuclide decays by `extraPerH` faster. No rate gets slower than `decayPerH`, that of the nuclide. */
export const curveUnderDecay = (
  { terms, corners }: CarriedCurve,
  extraPerH: number,
  decayPerH: number,
): CarriedCurve => ({
  terms: terms.map(({ amplitudeMBq, ratePerH }) => ({
    amplitudeMBq,
    ratePerH: Math.max(ratePerH + extraPerH, decayPerH),
  })),
  ...(corners
    ? {
        corners: corners.map(({ timeH, activityMBq }) => ({
          timeH,
          activityMBq: activityMBq * Math.exp(-extraPerH * timeH),
        })),
      }
    : {}),
});
