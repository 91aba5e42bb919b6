import type { Nuclide } from "./nuclide";
import { nuclide } from "./nuclides";
import type { RateTerm } from "./radiobiology";
import { HOUR_S } from "./units";

/**
 * Activity of a descendant in time, per activity of the parent at time 0, when at time 0 there was only the parent, as a sum of exponentials
 * (H. Bateman, Proc Camb Phil Soc 15 (1910) 423), over all branches that lead to it; the parent's own for its name.
 */
export const batemanTerms = (parent: Nuclide, name: string): RateTerm[] =>
  linesTo(parent, name).flatMap(termsOfLast);

/** What `batemanTerms` come to at a time. */
export const batemanActivity = (parent: Nuclide, name: string, timeS: number): number =>
  batemanTerms(parent, name).reduce(
    (sum, { amplitude, ratePerH }) => sum + amplitude * Math.exp((-ratePerH * timeS) / HOUR_S),
    0,
  );

/**
 * Activity of a descendant over that of the parent once it no longer changes; undefined when a nuclide on the way
 * lives as long as the parent or longer, so that no equilibrium comes about.
 */
export function equilibriumRatio(parent: Nuclide, name: string): number | undefined {
  const lines = linesTo(parent, name);
  if (lines.some(({ rates }) => rates.some((rate, i) => i > 0 && rate <= rates[0]!)))
    return undefined;
  return lines.reduce((sum, { rates, branching }) => {
    const first = rates[0]!;
    return sum + rates.slice(1).reduce((ratio, rate) => (ratio * rate) / (rate - first), branching);
  }, 0);
}

/** One way from the parent to a descendant: decay constants, 1/h, and the product of the branchings. */
interface DecayLine {
  readonly rates: readonly number[];
  readonly branching: number;
}

function linesTo(at: Nuclide, name: string): DecayLine[] {
  const rate = (Math.LN2 * HOUR_S) / at.halfLifeS;
  if (at.name === name) return [{ rates: [rate], branching: 1 }];
  return at.daughters.flatMap((daughter) =>
    linesTo(nuclide(daughter.name), name).map(({ rates, branching }) => ({
      rates: [rate, ...rates],
      branching: branching * daughter.branching,
    })),
  );
}

/** Rates are taken in units of the first, so that the products neither overflow nor vanish. */
function termsOfLast({ rates, branching }: DecayLine): RateTerm[] {
  const scaled = rates.map((rate) => rate / rates[0]!);
  const made = scaled.reduce((product, rate) => product * rate, branching);
  return scaled.map((rate, i) => {
    const spread = scaled.reduce(
      (product, other, j) => (i === j ? product : product * (other - rate)),
      1,
    );
    return { amplitude: made / spread, ratePerH: rates[i]! };
  });
}
