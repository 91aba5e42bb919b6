/**
 * Φ(x), the standard normal distribution function, to about 1e-15: series near 0, continued fraction in the tails.
 * Abramowitz and Stegun 26.2.11 and 26.2.14.
 */
export function normalCumulative(x: number): number {
  if (Math.abs(x) < 3) return 0.5 + density(x) * oddSeries(x);
  const tail = density(x) / continuedFraction(Math.abs(x));
  return x > 0 ? 1 - tail : tail;
}

/** x with Φ(x) = p, for 0 < p < 1. */
export function normalQuantile(p: number): number {
  let low = -40;
  let high = 40;
  while (high - low > 1e-14 * Math.max(1, Math.abs(low))) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (normalCumulative(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

const density = (x: number) => Math.exp(-(x ** 2) / 2) / Math.sqrt(2 * Math.PI);

/** x + x³/3 + x⁵/(3·5) + … */
function oddSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let k = 3; Math.abs(term) > 1e-17 * Math.abs(sum); k += 2) {
    term *= x ** 2 / k;
    sum += term;
  }
  return sum;
}

/** x + 1/(x + 2/(x + 3/(x + …))) */
function continuedFraction(x: number): number {
  let value = x;
  for (let k = 100; k >= 1; k--) value = x + k / value;
  return value;
}
