/** Points that one invocation transforms in registers. */
export const RADICES = [2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 16] as const;

/** Lengths beyond the smallest that are worth a pass less. */
const SLACK = 1.15;

/** The length from `least` on that costs least: points times passes. */
export function fftLength(least: number): number {
  const lengths = Array.from({ length: Math.ceil(least * SLACK) + 2 - least }, (_, i) => least + i);
  const costs = lengths.map((length) => length * (stagesOf(length)?.length ?? Infinity));
  const cheapest = Math.min(...costs);
  return lengths[costs.indexOf(cheapest)]!;
}

/**
 * The fewest radices whose product is `length`, as equal as they can be, the largest first; undefined when there are none. A length of 1
 * has no stage.
 */
export function stagesOf(length: number): readonly number[] | undefined {
  if (length === 1) return [];
  let best: readonly number[] | undefined;
  for (const radix of RADICES) {
    if (length % radix !== 0) continue;
    const rest = stagesOf(length / radix);
    const found = rest && [radix, ...rest].sort((a, b) => b - a);
    if (found && (!best || isBetter(found, best))) best = found;
  }
  return best;
}

const isBetter = (a: readonly number[], b: readonly number[]) =>
  a.length < b.length || (a.length === b.length && a[0]! < b[0]!);

/**
 * The frequency at each position after the in-place forward stages: digit q of stage s counts for the product of the radices before it.
 */
export function frequencyOrder(length: number, stages: readonly number[]): Uint32Array {
  return Uint32Array.from({ length }, (_, position) => {
    let frequency = 0;
    let weight = 1;
    let block = length;
    for (const radix of stages) {
      block /= radix;
      frequency += weight * (Math.floor(position / block) % radix);
      weight *= radix;
    }
    return frequency;
  });
}
