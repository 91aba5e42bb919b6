import { normalCumulative, normalQuantile } from "../physics/normal";
import { quietWork, type Work } from "../work";
import { type BiasStudy, biasOf, cohortOf, type MethodBias, pause, sigmaOf } from "./biasStudy";

/** How well any method at all can read a simulated cohort. */
export interface ErrorBound {
  /** Expected share of patients with an error beyond 10 %, under the best estimate for each reading. */
  readonly leastBeyondTenPercent: number;
  /** How that estimate did on these very patients. */
  readonly best: MethodBias;
}

/** Quantiles of the cohort's half-lives: 300 × 7 pairs that may stand behind a reading; for each the logarithm of the amplitude is normal. */
const WASHOUT_NODES = 300;
const UPTAKE_NODES = 7;
/** Of ln(TIA). */
const BIN = 0.002;
const TOLERANCE = 0.1;
const PATIENTS_PER_STEP = 20;

/**
 * The least share of patients with more than 10 % error that any method can reach, knowing how the cohort was drawn: the posterior of the integral is
 * summed over the cohort's own distribution, and the estimate put where most of it lies within 10 % of the truth. Independent of `fitWithPrior`.
 */
export async function errorBound(study: BiasStudy, work: Work = quietWork()): Promise<ErrorBound> {
  const bestOf = bestEstimate(study);
  const errors: number[] = [];
  let beyond = 0;
  for (const [i, { truth, activityMBq }] of cohortOf(study).entries()) {
    if (i % PATIENTS_PER_STEP === 0) await pause(work, i / study.patients);
    const { tiaMBqH, mass } = bestOf(activityMBq);
    beyond += 1 - mass;
    errors.push(tiaMBqH / truth - 1);
  }
  return { leastBeyondTenPercent: beyond / study.patients, best: biasOf(errors) };
}

/** The estimate that is most often within the tolerance for given readings, and how often. */
function bestEstimate(study: BiasStudy) {
  const sigma = sigmaOf(study);
  const [median, spread] = study.amplitude;
  const precision = 1 / spread ** 2 + study.readingHours.length / sigma ** 2;
  const window = windowSeen(1 / Math.sqrt(precision));
  const shapes = halfLives(study).map(([t, u]) => ({
    logGap: Math.log((t - u) / Math.LN2),
    logShape: study.readingHours.map((h) => Math.log(2 ** (-h / t) - 2 ** (-h / u))),
  }));
  return (activityMBq: readonly number[]) => {
    const logs = activityMBq.map(Math.log);
    const found = shapes.map(({ logGap, logShape }) => {
      const away = logs.map((y, i) => y - logShape[i]! - Math.log(median));
      const pull = away.reduce((sum, x) => sum + x, 0) / sigma ** 2;
      const square = away.reduce((sum, x) => sum + x * x, 0) / sigma ** 2;
      return {
        logTia: Math.log(median) + pull / precision + logGap,
        logWeight: -0.5 * (square - pull ** 2 / precision),
      };
    });
    return likeliest(histogram(found), window);
  };
}

/** How much of a normal of width `sigma` lies within the tolerance of an estimate, by the bins between its middle and the estimate. */
function windowSeen(sigma: number): Float64Array {
  const reach = Math.ceil((Math.log(1 / (1 - TOLERANCE)) + 5 * sigma) / BIN);
  return Float64Array.from({ length: 2 * reach + 1 }, (_, i) => {
    const away = (i - reach) * BIN;
    return (
      normalCumulative((away - Math.log(1 - TOLERANCE)) / sigma) -
      normalCumulative((away - Math.log(1 + TOLERANCE)) / sigma)
    );
  });
}

function halfLives({ effectiveHalfLifeH, uptakeHalfLifeH }: BiasStudy): [number, number][] {
  const quantiles = ([median, sigma]: readonly [number, number], count: number) =>
    normalQuantiles(count).map((z) => median * Math.exp(sigma * z));
  const uptakes = quantiles(uptakeHalfLifeH, UPTAKE_NODES);
  return quantiles(effectiveHalfLifeH, WASHOUT_NODES).flatMap((t) =>
    uptakes.filter((u) => u < t).map((u): [number, number] => [t, u]),
  );
}

/** Weights of ln(TIA) in bins from `lowest` on; their sum is 1. */
function histogram(found: readonly { readonly logTia: number; readonly logWeight: number }[]): {
  readonly lowest: number;
  readonly weights: Float64Array;
} {
  let [lowest, highest, heaviest] = [Infinity, -Infinity, -Infinity];
  for (const { logWeight } of found) heaviest = Math.max(heaviest, logWeight);
  const seen = found.filter(({ logWeight }) => logWeight > heaviest + LOG_NEGLIGIBLE);
  for (const { logTia } of seen)
    [lowest, highest] = [Math.min(lowest, logTia), Math.max(highest, logTia)];
  const weights = new Float64Array(Math.round((highest - lowest) / BIN) + 1);
  let total = 0;
  for (const { logTia, logWeight } of seen) {
    const weight = Math.exp(logWeight - heaviest);
    total += weight;
    weights[Math.round((logTia - lowest) / BIN)]! += weight;
  }
  return { lowest, weights: weights.map((w) => w / total) };
}

const LOG_NEGLIGIBLE = -20;

function likeliest({ lowest, weights }: ReturnType<typeof histogram>, window: Float64Array) {
  const reach = (window.length - 1) / 2;
  let [best, most] = [0, -1];
  for (let x = 0; x < weights.length; x++) {
    let mass = 0;
    for (let i = Math.max(0, x - reach); i < Math.min(weights.length, x + reach + 1); i++)
      mass += weights[i]! * window[x - i + reach]!;
    if (mass > most) [best, most] = [x, mass];
  }
  return { tiaMBqH: Math.exp(lowest + BIN * best), mass: most };
}

/** Standard normal deviates that halve `count` equal shares of probability. */
const normalQuantiles = (count: number): number[] =>
  Array.from({ length: count }, (_, i) => normalQuantile((i + 0.5) / count));
