import { InputError } from "../inputError";
import { type Kinetics, logOf } from "./population";
import { inverse, type Matrix, quadratic } from "./smallMatrix";

/** What is known of one patient's organ: the population and readings whose logarithms err by a normal. */
export interface LogEvidence {
  readonly median: Kinetics;
  readonly logCovariance: Matrix;
  readonly timesH: readonly number[];
  /** ln(MBq per MBq administered). */
  readonly logReadings: readonly number[];
  readonly logSigma: readonly number[];
  readonly physicalHalfLifeH: number;
}

/** Grid over the half-lives about the most probable ones, in their standard deviations. */
const WASHOUT = { nodes: 101, reach: 6 };
const UPTAKE = { nodes: 5, reach: 3 };
const NEGLIGIBLE = 1e-7;

/**
 * ln(amplitude · (T − T_uptake)) after the readings: a sum of normals of one σ, one for each pair of half-lives. For given half-lives the logarithm of
 * the amplitude is normal in closed form, and how well it is known does not depend on them.
 */
export interface TiaPosterior {
  /** In the order of their means. */
  readonly nodes: readonly TiaNode[];
  readonly sigma: number;
  /** Sum of the weights of the first 0, 1, 2 … nodes; the last is 1. */
  readonly weightBefore: readonly number[];
}

interface TiaNode {
  readonly weight: number;
  readonly mean: number;
}

/**
 * The posterior without its approximation by a normal: half-lives are summed over a grid laid along the Laplace approximation (`logMean`,
 * `logCovariance`). With one precise reading it is a thin bent ridge, where Laplace intervals of 95 % hold only 90 %.
 */
export function tiaPosterior(
  evidence: LogEvidence,
  laplace: { readonly logMean: readonly number[]; readonly logCovariance: Matrix },
  shapeOf: (timeH: number, effectiveHalfLifeH: number, uptakeHalfLifeH: number) => number,
): TiaPosterior {
  const amplitude = amplitudeGivenHalfLives(evidence);
  const found = weigh(evidence, laplace, shapeOf, amplitude.given).sort((a, b) => a.mean - b.mean);
  if (found.length === 0)
    throw new InputError(
      `population: expected half-lives no longer than decay (${evidence.physicalHalfLifeH.toPrecision(3)} h) and than the washout, the readings fit none`,
    );
  const total = found.reduce((sum, { weight }) => sum + weight, 0);
  const nodes = found.map((node) => ({ ...node, weight: node.weight / total }));
  const weightBefore = [0];
  for (const { weight } of nodes) weightBefore.push(weightBefore.at(-1)! + weight);
  return { nodes, sigma: amplitude.sigma, weightBefore };
}

/** Below which ln(TIA) this share of the posterior lies. */
export const quantile = (posterior: TiaPosterior, share: number): number =>
  bisect((x) => massBelow(posterior, x) - share, ...rangeOf(posterior));

/**
 * The middle of the band of ± `halfWidth` that holds most of the posterior, and how much it holds: no estimate is within `halfWidth` of the truth more
 * often. Where a range of middles serve equally well (a posterior far narrower than the band), the middle of these.
 */
export function fullestBand(
  posterior: TiaPosterior,
  halfWidth: number,
): { readonly middle: number; readonly mass: number } {
  const held = (x: number) =>
    massBelow(posterior, x + halfWidth) - massBelow(posterior, x - halfWidth);
  const [low, high] = [quantile(posterior, TAIL), quantile(posterior, 1 - TAIL)];
  const steps = Math.min(MOST_STEPS, Math.ceil(STEPS_A_BAND * (1 + (high - low) / halfWidth)));
  const step = (high - low) / steps;
  const fullestOf = (from: number, apart: number, count: number) =>
    Array.from({ length: count + 1 }, (_, i) => from + i * apart)
      .map((x) => ({ x, mass: held(x) }))
      .reduce((a, b) => (b.mass > a.mass ? b : a));
  const near = fullestOf(low, step, steps).x;
  const fullest = fullestOf(near - step, step / FINER, 2 * FINER);
  const enough = fullest.mass * (1 - SAME_MASS);
  const edge = (away: number) =>
    bisect(
      (x) => (away < 0 ? 1 : -1) * (held(x) - enough),
      ...ordered(fullest.x, fullest.x + away),
    );
  const reach = 2 * (halfWidth + step);
  return { middle: (edge(-reach) + edge(reach)) / 2, mass: fullest.mass };
}

/** What lies outside is not searched for the fullest band. */
const TAIL = 1e-4;
const STEPS_A_BAND = 6;
const MOST_STEPS = 200;
const FINER = 8;
/** Bands whose mass differs by less than this share serve equally well. */
const SAME_MASS = 1e-4;

const ordered = (a: number, b: number): [low: number, high: number] => [
  Math.min(a, b),
  Math.max(a, b),
];

function massBelow({ nodes, sigma, weightBefore }: TiaPosterior, x: number): number {
  const first = firstAbove(nodes, x - SEEN * sigma);
  let sum = weightBefore[first]!;
  for (let i = first; i < nodes.length && nodes[i]!.mean < x + SEEN * sigma; i++)
    sum += nodes[i]!.weight * normalCdf((x - nodes[i]!.mean) / sigma);
  return sum;
}

/** Place of the first node whose mean is above a value. */
function firstAbove(nodes: readonly TiaNode[], value: number): number {
  let [low, high] = [0, nodes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (nodes[middle]!.mean > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** A normal is 0 or 1 so many σ away, to 1e-7. */
const SEEN = 5.2;

const rangeOf = ({ nodes, sigma }: TiaPosterior): [low: number, high: number] => [
  nodes[0]!.mean - 8 * sigma,
  nodes.at(-1)!.mean + 8 * sigma,
];

function weigh(
  evidence: LogEvidence,
  { logMean, logCovariance }: { logMean: readonly number[]; logCovariance: Matrix },
  shapeOf: (timeH: number, t: number, u: number) => number,
  amplitudeGiven: ReturnType<typeof amplitudeGivenHalfLives>["given"],
): TiaNode[] {
  const [, meanT, meanU] = logMean as [number, number, number];
  const sigmaT = Math.sqrt(logCovariance[1]![1]!);
  const slope = logCovariance[1]![2]! / logCovariance[1]![1]!;
  const sigmaU = Math.sqrt(logCovariance[2]![2]! - slope * logCovariance[1]![2]!);
  const found: (Omit<TiaNode, "weight"> & { readonly logWeight: number })[] = [];
  for (const stepT of steps(WASHOUT))
    for (const stepU of steps(UPTAKE)) {
      const lnT = meanT + stepT * sigmaT;
      const lnU = meanU + slope * (lnT - meanT) + stepU * sigmaU;
      const [t, u] = [Math.exp(lnT), Math.exp(lnU)];
      if (t > evidence.physicalHalfLifeH * (1 + 1e-12) || u >= t) continue;
      const { mean, logWeight } = amplitudeGiven(lnT, lnU, (h) => shapeOf(h, t, u));
      found.push({ logWeight, mean: mean + Math.log(t - u) });
    }
  const highest = found.reduce((max, { logWeight }) => Math.max(max, logWeight), -Infinity);
  return found
    .map(({ logWeight, ...node }) => ({ ...node, weight: Math.exp(logWeight - highest) }))
    .filter(({ weight }) => weight > NEGLIGIBLE);
}

/** The normal of ln(amplitude) once the half-lives are given, and the weight of these half-lives. */
function amplitudeGivenHalfLives({
  median,
  logCovariance,
  timesH,
  logReadings,
  logSigma,
}: LogEvidence) {
  const mean = logOf(median);
  const block = [1, 2].map((i) => [logCovariance[i]![1]!, logCovariance[i]![2]!]);
  const precision = inverse(block);
  const coupling = [logCovariance[0]![1]!, logCovariance[0]![2]!];
  const variance = logCovariance[0]![0]! - quadratic(precision, coupling, coupling);
  const weight = logSigma.reduce((sum, sigma) => sum + 1 / sigma ** 2, 1 / variance);
  const given = (lnT: number, lnU: number, shape: (timeH: number) => number) => {
    const away = [lnT - mean[1]!, lnU - mean[2]!];
    const expected = mean[0]! + quadratic(precision, coupling, away);
    let sum = 0;
    let square = 0;
    for (let i = 0; i < timesH.length; i++) {
      const z = logReadings[i]! - shape(timesH[i]!);
      const w = 1 / logSigma[i]! ** 2;
      sum += w * (z - expected);
      square += w * (z - expected) ** 2;
    }
    // Σ w (z − best)² + (best − expected)²/variance, about `expected`.
    const shift = sum / weight;
    const misfit = square - weight * shift ** 2 + quadratic(precision, away, away);
    return { mean: expected + shift, logWeight: -0.5 * misfit };
  };
  return { given, sigma: 1 / Math.sqrt(weight) };
}

const steps = ({ nodes, reach }: { nodes: number; reach: number }) =>
  Array.from({ length: nodes }, (_, i) => reach * ((2 * i) / (nodes - 1) - 1));

/** Abramowitz and Stegun 7.1.26, absolute error below 1e-7. */
function normalCdf(x: number): number {
  const z = Math.abs(x) / Math.SQRT2;
  if (z > 6) return x > 0 ? 1 : 0;
  const t = 1 / (1 + 0.3275911 * z);
  const poly =
    t *
    (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const upper = 0.5 * poly * Math.exp(-z * z);
  return x > 0 ? 1 - upper : upper;
}

function bisect(f: (x: number) => number, low: number, high: number): number {
  let [a, b] = [low, high];
  for (let i = 0; i < 40 && b - a > 1e-6; i++) {
    const middle = (a + b) / 2;
    if (f(middle) < 0) a = middle;
    else b = middle;
  }
  return (a + b) / 2;
}
