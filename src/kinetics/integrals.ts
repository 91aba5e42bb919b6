import type { Expansion, ExponentialTerm } from "./models";

/** A(t) of a sum of exponentials, MBq. */
export const activityAt = (terms: readonly ExponentialTerm[], timeH: number): number =>
  terms.reduce((sum, t) => sum + t.amplitudeMBq * Math.exp(-t.ratePerH * timeH), 0);

/** ∫ A dt from `fromH` to infinity, MBq·h: Σ a e^(−λ·from) / λ. */
export const integralFrom = (terms: readonly ExponentialTerm[], fromH: number): number =>
  terms.reduce((sum, t) => sum + (t.amplitudeMBq * Math.exp(-t.ratePerH * fromH)) / t.ratePerH, 0);

/** Derivatives of A(t) with respect to the fitted parameters. */
export function activitySlopes(expansion: Expansion, timeH: number): number[] {
  return sumOverTerms(expansion, (a, l, da, dl) => (da - a * timeH * dl) * Math.exp(-l * timeH));
}

/** Derivatives of ∫₀^∞ A dt with respect to the fitted parameters. */
export function integralSlopes(expansion: Expansion): number[] {
  return sumOverTerms(expansion, (a, l, da, dl) => (da - (a * dl) / l) / l);
}

function sumOverTerms(
  { terms, amplitudeSlopes, rateSlopes }: Expansion,
  slope: (amplitude: number, rate: number, dAmplitude: number, dRate: number) => number,
): number[] {
  return amplitudeSlopes[0]!.map((_, j) =>
    terms.reduce(
      (sum, { amplitudeMBq, ratePerH }, i) =>
        sum + slope(amplitudeMBq, ratePerH, amplitudeSlopes[i]![j]!, rateSlopes[i]![j]!),
      0,
    ),
  );
}

/**
 * ∫ between two readings, MBq·h: logarithmic where the curve falls (exact for one exponential), a straight line where it rises or
 * touches zero.
 */
export function integralBetween(fromH: number, a: number, toH: number, b: number): number {
  const fall = Math.log(a / b);
  const logarithmic = a > b && b > 0 && fall > 1e-9;
  return (toH - fromH) * (logarithmic ? (a - b) / fall : (a + b) / 2);
}
