import type { Random } from "./random";

/** Energy lost in many small collisions, never negative, with this mean and variance (F. Salvat et al., PENELOPE). */
export function sampleSoftLoss(mean: number, variance: number, random: Random): number {
  const ratio = mean ** 2 / variance;
  if (ratio > 9) return mean + Math.sqrt(TRUNCATED * variance) * truncatedNormal(random);
  if (ratio > 3) return mean + Math.sqrt(3 * variance) * (2 * random() - 1);
  const span = (3 * variance + 3 * mean ** 2) / (2 * mean);
  const none = (3 * variance - mean ** 2) / (3 * variance + 3 * mean ** 2);
  return random() < none ? 0 : random() * span;
}

/**
 * mu = (1 - cos theta)/2 of the sum of many small deflections, with the first two moments of the multiple
 * scattering theory of S. Goudsmit, J.L. Saunderson, Phys Rev 57 (1940) 24: mean exponents `depth1` and `depth2`
 * of the first two Legendre polynomials.
 */
export function sampleSoftDeflection(depth1: number, depth2: number, random: Random): number {
  const mean = -Math.expm1(-depth1) / 2;
  const square = mean + Math.expm1(-depth2) / 6;
  const edge = (2 * mean - 3 * square) / (1 - 2 * mean);
  const below = 1 - 2 * mean + edge;
  return random() < below ? edge * random() : edge + (1 - edge) * random();
}

/** Cutting the normal distribution at 3 sigma takes this factor of its variance. */
const TRUNCATED = 1.0274;

/** Standard normal number within +-3 (polar method of G. Marsaglia). */
function truncatedNormal(random: Random): number {
  for (;;) {
    const x = 2 * random() - 1;
    const y = 2 * random() - 1;
    const r2 = x * x + y * y;
    if (r2 >= 1) continue;
    const value = x * Math.sqrt((-2 * Math.log(r2)) / r2);
    if (Math.abs(value) < 3) return value;
  }
}
