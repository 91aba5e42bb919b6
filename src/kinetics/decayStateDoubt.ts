/** A half-life as the readings give it, and what other patients have there. */
export interface HalfLifeBesideOthers {
  readonly effectiveHalfLifeH: number;
  /** Median, and standard deviation of the logarithm. */
  readonly populationH: readonly [median: number, logSigma: number];
}

/** A patient who clears slowly does so in every organ: correlation of the deviations, taken as half. */
const CORRELATION = 0.5;
/** By how much χ² must fall; of 177Lu-DOTATATE patients then 79 of 100 with the mistake are found, and 4 of 100 without it are asked about. */
const EVIDENCE = 6;
/** A patient who stays this far off without the mistake too is no case of it. */
const LARGEST_CHI2_PER_ORGAN = 3;

/**
 * Whether the half-lives of several organs together are those of other patients only if the values of all scans had been corrected to the administration and were
 * read as those of the scans. That changes every rate by that of decay and is invisible in any single curve. False where the population is too wide to tell.
 * Decay taken off twice makes half-lives shorter by less than patients differ (at most a third where biology is as slow as decay) and is not seen this way.
 */
export function readAsCorrected(
  organs: readonly HalfLifeBesideOthers[],
  physicalHalfLifeH: number,
): boolean {
  if (organs.length < 2) return false;
  const asRead = chi2Of(organs.map(({ effectiveHalfLifeH: h, populationH }) => z(h, populationH)));
  const undone = chi2Of(
    organs.map(({ effectiveHalfLifeH: h, populationH }) =>
      z(1 / (1 / h + 1 / physicalHalfLifeH), populationH),
    ),
  );
  return asRead - undone > EVIDENCE && undone < LARGEST_CHI2_PER_ORGAN * organs.length;
}

const z = (halfLifeH: number, [median, sigma]: HalfLifeBesideOthers["populationH"]) =>
  Math.log(halfLifeH / median) / sigma;

/** All pairs of organs correlated alike. */
function chi2Of(deviations: readonly number[]): number {
  const squares = deviations.reduce((sum, d) => sum + d * d, 0);
  const sum = deviations.reduce((total, d) => total + d, 0);
  const shared = (CORRELATION * sum * sum) / (1 + (deviations.length - 1) * CORRELATION);
  return (squares - shared) / (1 - CORRELATION);
}
