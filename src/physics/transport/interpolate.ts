/** Table `y(x)` as pairs; straight lines between them, and the end segments prolonged outside. */
export function linear(pairs: readonly (readonly [x: number, y: number])[]): (x: number) => number {
  return (x) => {
    const i = segmentOf(pairs, x);
    const [x0, y0] = pairs[i]!;
    const [x1, y1] = pairs[i + 1]!;
    return y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
  };
}

/** Table of positive numbers, straight on a doubly logarithmic chart; the end segments are prolonged outside. */
export function logLog(pairs: readonly (readonly [x: number, y: number])[]): (x: number) => number {
  const inLogs = linear(pairs.map(([x, y]) => [Math.log(x), Math.log(y)] as const));
  return (x) => Math.exp(inLogs(Math.log(x)));
}

/** Index of the pair at or before x; the first or last segment for an x outside. */
function segmentOf(pairs: readonly (readonly [number, number])[], x: number): number {
  let low = 0;
  let high = pairs.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (pairs[middle]![0] <= x) low = middle;
    else high = middle;
  }
  return low;
}
