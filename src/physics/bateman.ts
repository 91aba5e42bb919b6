import type { Nuclide } from "./nuclide";
import { nuclide } from "./nuclides";

/**
 * Activity of a descendant at a time, per activity of the parent at time 0, when at time 0 there was only the parent
 * (H. Bateman, Proc Camb Phil Soc 15 (1910) 423), over all branches that lead to it; the parent's own for its name.
 */
export function batemanActivity(parent: Nuclide, name: string, timeS: number): number {
  return linesTo(parent, name).reduce((sum, line) => sum + activityOfLast(line, timeS), 0);
}

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

/** One way from the parent to a descendant: decay constants, 1/s, and the product of the branchings. */
interface DecayLine {
  readonly rates: readonly number[];
  readonly branching: number;
}

function linesTo(at: Nuclide, name: string): DecayLine[] {
  const rate = Math.LN2 / at.halfLifeS;
  if (at.name === name) return [{ rates: [rate], branching: 1 }];
  return at.daughters.flatMap((daughter) =>
    linesTo(nuclide(daughter.name), name).map(({ rates, branching }) => ({
      rates: [rate, ...rates],
      branching: branching * daughter.branching,
    })),
  );
}

/** Rates are taken in units of the first, so that the products neither overflow nor vanish. */
function activityOfLast({ rates, branching }: DecayLine, timeS: number): number {
  const scaled = rates.map((rate) => rate / rates[0]!);
  const made = scaled.reduce((product, rate) => product * rate, 1);
  const sum = scaled.reduce((total, rate, i) => {
    const spread = scaled.reduce(
      (product, other, j) => (i === j ? product : product * (other - rate)),
      1,
    );
    return total + Math.exp(-rates[i]! * timeS) / spread;
  }, 0);
  return branching * made * sum;
}
