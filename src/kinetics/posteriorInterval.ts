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
 * Quantiles of ln(amplitude · (T − T_uptake)) under the posterior, without its approximation by a normal: for given half-lives the logarithm of the
 * amplitude is normal in closed form, the two half-lives are summed over a grid laid along the Laplace approximation (`logMean`,
 * `logCovariance`). With one precise reading the posterior is a thin bent ridge, where Laplace intervals of 95 % hold only 90 %.
 */
export function posteriorQuantiles(
  evidence: LogEvidence,
  laplace: { readonly logMean: readonly number[]; readonly logCovariance: Matrix },
  shapeOf: (timeH: number, effectiveHalfLifeH: number, uptakeHalfLifeH: number) => number,
  shares: readonly number[],
): number[] {
  const nodes = weigh(evidence, laplace, shapeOf);
  const total = nodes.reduce((sum, { weight }) => sum + weight, 0);
  const below = (x: number) =>
    nodes.reduce((sum, { weight, mean, sigma }) => sum + weight * normalCdf((x - mean) / sigma), 0);
  const ends = nodes.flatMap(({ mean, sigma }) => [mean - 8 * sigma, mean + 8 * sigma]);
  return shares.map((share) =>
    bisect((x) => below(x) / total - share, Math.min(...ends), Math.max(...ends)),
  );
}

interface Node {
  readonly weight: number;
  /** Of ln(amplitude · (T − T_uptake)). */
  readonly mean: number;
  readonly sigma: number;
}

function weigh(
  evidence: LogEvidence,
  { logMean, logCovariance }: { logMean: readonly number[]; logCovariance: Matrix },
  shapeOf: (timeH: number, t: number, u: number) => number,
): Node[] {
  const [, meanT, meanU] = logMean as [number, number, number];
  const sigmaT = Math.sqrt(logCovariance[1]![1]!);
  const slope = logCovariance[1]![2]! / logCovariance[1]![1]!;
  const sigmaU = Math.sqrt(logCovariance[2]![2]! - slope * logCovariance[1]![2]!);
  const amplitude = amplitudeGivenHalfLives(evidence);
  const found: { logWeight: number; mean: number; sigma: number }[] = [];
  for (const stepT of steps(WASHOUT))
    for (const stepU of steps(UPTAKE)) {
      const lnT = meanT + stepT * sigmaT;
      const lnU = meanU + slope * (lnT - meanT) + stepU * sigmaU;
      const [t, u] = [Math.exp(lnT), Math.exp(lnU)];
      if (t > evidence.physicalHalfLifeH * (1 + 1e-12) || u >= t) continue;
      const { mean, sigma, logWeight } = amplitude(lnT, lnU, (h) => shapeOf(h, t, u));
      found.push({ logWeight, mean: mean + Math.log(t - u), sigma });
    }
  const highest = found.reduce((max, { logWeight }) => Math.max(max, logWeight), -Infinity);
  return found
    .map(({ logWeight, mean, sigma }) => ({ weight: Math.exp(logWeight - highest), mean, sigma }))
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
  return (lnT: number, lnU: number, shape: (timeH: number) => number) => {
    const away = [lnT - mean[1]!, lnU - mean[2]!];
    const expected = mean[0]! + quadratic(precision, coupling, away);
    let weight = 1 / variance;
    let sum = 0;
    let square = 0;
    for (let i = 0; i < timesH.length; i++) {
      const z = logReadings[i]! - shape(timesH[i]!);
      const w = 1 / logSigma[i]! ** 2;
      weight += w;
      sum += w * (z - expected);
      square += w * (z - expected) ** 2;
    }
    // Σ w (z − best)² + (best − expected)²/variance, about `expected`.
    const shift = sum / weight;
    const best = expected + shift;
    const misfit = square - weight * shift ** 2 + quadratic(precision, away, away);
    return {
      mean: best,
      sigma: 1 / Math.sqrt(weight),
      logWeight: -0.5 * (misfit + Math.log(weight)),
    };
  };
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
