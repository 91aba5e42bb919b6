import type { ClosurePoint } from "./closure";

/** A correction that changes no scan by more than this cannot be told from noise. */
const LEAST_CHANGE = 0.15;

/** The one mistake of decay correction made alike in all scans that would settle the account; `sign` −1: values had been corrected to the administration and were read as those of the scans; +1: decay was taken off twice. */
export interface CommonMistake {
  readonly sign: 1 | -1;
  /** What the last scan must be multiplied by. */
  readonly lastFactor: number;
}

/**
 * Whether one and the same mistake in every scan explains an account that does not add up: more in the body than was given, more than in the scan before, or,
 * where excretions were measured, a sum that is not what was given. Undefined where nothing is wrong, or where it could as well be something else. A mistake
 * that leaves the account possible, as in most patients whose excretions nobody measured, is not seen here.
 */
export function commonDecayMistake(
  points: readonly ClosurePoint[],
  halfLifeH: number,
  { tolerance, rise }: { readonly tolerance: number; readonly rise: number },
): CommonMistake | undefined {
  const last = points.at(-1);
  if (!last || points.length < 2) return undefined;
  const closes = (sign: -1 | 0 | 1) => {
    const retained = points.map((p) => p.retainedShare * 2 ** ((sign * p.hours) / halfLifeH));
    return points.every(({ retainedShare, accountedShare }, n) => {
      if (retained[n]! > 1 + tolerance) return false;
      if (n > 0 && retained[n]! > (1 + rise) * retained[n - 1]!) return false;
      if (accountedShare === undefined) return true;
      return Math.abs(accountedShare - retainedShare + retained[n]! - 1) <= tolerance;
    });
  };
  if (closes(0)) return undefined;
  const found = ([-1, 1] as const).filter(closes);
  const [sign] = found;
  if (found.length !== 1 || sign === undefined) return undefined;
  const lastFactor = 2 ** ((sign * last.hours) / halfLifeH);
  return Math.abs(lastFactor - 1) > LEAST_CHANGE ? { sign, lastFactor } : undefined;
}
