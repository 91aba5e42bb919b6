/** Nothing halves this much faster than its nuclide decays and is then scanned in its first day alone. */
const RARE_SHARE_OF_DECAY = 0.03;
const FIRST_DAY_H = 24;
/** A nuclide that is gone in days may well be read in its first day alone. */
const LONG_LIVED_H = 48;

/** Whether days may have been read as hours: a long-lived nuclide whose readings all lie in the first day and fall like minutes of it. */
export function daysDoubt(
  timesH: readonly number[],
  effectiveHalfLifeH: number,
  physicalHalfLifeH: number,
): string[] {
  const last = Math.max(...timesH);
  if (
    timesH.length < 2 ||
    last > FIRST_DAY_H ||
    physicalHalfLifeH < LONG_LIVED_H ||
    effectiveHalfLifeH > RARE_SHARE_OF_DECAY * physicalHalfLifeH
  )
    return [];
  return [
    `All readings lie within the first ${Number(last.toPrecision(3))} h, and the activity halves more than ${Math.round(1 / RARE_SHARE_OF_DECAY)} times as fast as the nuclide decays: check that the times are hours, not days.`,
  ];
}

/** 99 % of normal readings stay below this, in standard deviations. */
const RARE_SIGMAS = 2.326;

/**
 * Whether readings with known errors miss the curve by more than these say, beyond 99 of 100 cases: Σ(residual/σ)² against its distribution by the cube
 * root of Wilson and Hilferty, PNAS 17 (1931) 684. The errors of the fit are then too small.
 */
export function misfitDoubt(chi2: number, freedom: number): string[] {
  if (freedom < 1) return [];
  const spread = 2 / (9 * freedom);
  const sigmas = (Math.cbrt(chi2 / freedom) - (1 - spread)) / Math.sqrt(spread);
  if (sigmas <= RARE_SIGMAS) return [];
  return [
    `The readings miss the curve by more than their errors (χ² ${chi2.toPrecision(3)} with ${freedom} to spare): another model, or larger errors; the interval is too narrow.`,
  ];
}
