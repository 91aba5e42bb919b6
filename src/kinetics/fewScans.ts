import { InputError } from "../inputError";

/** A time-integrated activity from fewer readings than a fit needs, and what it takes for granted. */
export interface FewScanEstimate {
  readonly method: string;
  readonly tiaMBqH: number;
  readonly assumption: string;
  readonly flags: readonly string[];
}

/** One reading of a region. */
export interface Reading {
  readonly timeH: number;
  readonly activityMBq: number;
}

/**
 * Ã = A(t)·2t/ln2, without knowing the half-life T: exact at t = T and 2T, low by at most 11.6 % from 0.75 T to 2.5 T
 * and high by at most 6.2 % between. Hänscheid et al., J Nucl Med 59 (2018) 75.
 */
export function hanscheid2018({ timeH, activityMBq }: Reading): FewScanEstimate {
  const hours = (x: number) => (timeH / x).toPrecision(3);
  return {
    method: "Hänscheid 2018",
    tiaMBqH: (activityMBq * 2 * timeH) / Math.LN2,
    assumption: `one exponential of effective half-life between ${hours(2.5)} and ${hours(0.75)} h: then within −12 to +6 %`,
    flags: [],
  };
}

/** Relative error of `hanscheid2018` on one exponential read at `x` half-lives: 2x/2^x − 1. */
export const hanscheidBias = (x: number): number => (2 * x) / 2 ** x - 1;

/** Ã = A(t) e^(kt)/k with the rate of a population; best read at t = T/ln2. Madsen et al., Med Phys 45 (2018) 2318. */
export function madsen2018(
  { timeH, activityMBq }: Reading,
  populationHalfLifeH: number,
): FewScanEstimate {
  const rate = Math.LN2 / populationHalfLifeH;
  return {
    method: "Madsen 2018",
    tiaMBqH: (activityMBq * Math.exp(rate * timeH)) / rate,
    assumption: `one exponential of the population's effective half-life, ${populationHalfLifeH} h`,
    flags: [],
  };
}

/** Relative error of `madsen2018` where the true half-life is `ratio` times the population's and the reading comes after `populationHalfLives`. */
export const madsenBias = (ratio: number, populationHalfLives: number): number =>
  2 ** (populationHalfLives * (1 - 1 / ratio)) / ratio - 1;

/**
 * Absorbed dose of soft tissue that takes up 177Lu, Gy, from its concentration in MBq/mL at one time: 0.125·C(t)·2^(t/T)·T.
 * Hänscheid et al., Nuklearmedizin 56 (2017) 219; 177Lu only.
 */
export const hanscheid2017DoseGy = (
  concentrationMBqPerMl: number,
  timeH: number,
  effectiveHalfLifeH: number,
): number => 0.125 * concentrationMBqPerMl * 2 ** (timeH / effectiveHalfLifeH) * effectiveHalfLifeH;

/** One exponential through two readings, λ = ln(A1/A2)/(t2 − t1), never slower than physical decay. */
export function twoPoint(
  first: Reading,
  second: Reading,
  physicalHalfLifeH: number,
): FewScanEstimate & { readonly effectiveHalfLifeH: number } {
  if (!(second.timeH > first.timeH && first.activityMBq > 0 && second.activityMBq > 0))
    throw new InputError(
      `two-point method: expected two activities above 0 in order of time, received ${first.activityMBq} MBq at ${first.timeH} h and ${second.activityMBq} MBq at ${second.timeH} h`,
    );
  const seen = Math.log(first.activityMBq / second.activityMBq) / (second.timeH - first.timeH);
  const physical = Math.LN2 / physicalHalfLifeH;
  const rate = Math.max(seen, physical);
  const held = `The two readings fall more slowly than physical decay (half-life ${physicalHalfLifeH.toPrecision(4)} h): the rate was held at decay.`;
  return {
    method: "two points",
    tiaMBqH: (first.activityMBq * Math.exp(rate * first.timeH)) / rate,
    effectiveHalfLifeH: Math.LN2 / rate,
    assumption: "one exponential from the administration on",
    flags: seen < physical ? [held] : [],
  };
}

/** When to take a single scan: 1.5 effective half-lives, where most patients err by less than 10 %. */
export const singleScanHour = (effectiveHalfLifeH: number): number => 1.5 * effectiveHalfLifeH;
