import type { Triple } from "./grid";

/**
 * Squared distance in mm² from every voxel centre to the nearest voxel with `inside` above a half (0 there; Infinity when there is none),
 * exact, axis after axis: Felzenszwalb and Huttenlocher, Theory Comput 8 (2012) 415.
 */
export function squaredDistanceMm2(
  inside: ArrayLike<number>,
  size: Triple,
  spacingMm: Triple,
): Float64Array {
  const distance = Float64Array.from(inside, (f) => (f > 0.5 ? 0 : Number.POSITIVE_INFINITY));
  const strides = [1, size[0], size[0] * size[1]];
  for (const axis of [0, 1, 2] as const)
    sweep(distance, size[axis], strides[axis]!, spacingMm[axis]);
  return distance;
}

/** Lower envelope of the parabolas f(q) + (s (p − q))² along every line of one axis. */
function sweep(values: Float64Array, length: number, stride: number, spacing: number): void {
  const line = new Float64Array(length);
  const roots = new Int32Array(length);
  const starts = new Float64Array(length + 1);
  const s2 = spacing * spacing;
  const block = stride * length;
  for (let base = 0; base < values.length; base += block)
    for (let offset = 0; offset < stride; offset++) {
      const first = base + offset;
      for (let i = 0; i < length; i++) line[i] = values[first + i * stride]!;
      let last = -1;
      for (let q = 0; q < length; q++) {
        if (line[q] === Number.POSITIVE_INFINITY) continue;
        let from = Number.NEGATIVE_INFINITY;
        while (last >= 0) {
          const r = roots[last]!;
          from = (line[q]! - line[r]! + s2 * (q * q - r * r)) / (2 * s2 * (q - r));
          if (from > starts[last]!) break;
          last--;
        }
        last++;
        roots[last] = q;
        starts[last] = last === 0 ? Number.NEGATIVE_INFINITY : from;
      }
      if (last < 0) continue;
      starts[last + 1] = Number.POSITIVE_INFINITY;
      for (let p = 0, at = 0; p < length; p++) {
        while (starts[at + 1]! < p) at++;
        const q = roots[at]!;
        values[first + p * stride] = line[q]! + s2 * (p - q) ** 2;
      }
    }
}
