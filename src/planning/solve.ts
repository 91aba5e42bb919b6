/**
 * The largest x ≥ 0 at which the rising function `f` is not yet above `target`, by doubling and bisection to 1e-12 relative:
 * 0 when it is above from the start, `undefined` when it never gets there.
 */
export function largestBelow(f: (x: number) => number, target: number): number | undefined {
  if (f(0) > target) return 0;
  let high = 1;
  let low = 0;
  while (f(high) <= target) {
    low = high;
    high *= 2;
    if (high > LARGEST) return undefined;
  }
  while (high - low > 1e-12 * high && high > SMALLEST) {
    const middle = (low + high) / 2;
    if (f(middle) <= target) low = middle;
    else high = middle;
  }
  return low;
}

const LARGEST = 2 ** 60;
const SMALLEST = 2 ** -60;
