import { HISTOGRAM_BINS } from "../../src/registration/mutualInformation";
import type { Triple } from "../../src/volume/grid";
import { linearSampler } from "../../src/volume/interpolation";
import { apply, type Matrix4 } from "../../src/volume/transform";

export interface Flat {
  readonly size: Triple;
  readonly values: Float32Array<ArrayBuffer>;
}

/** Pairs (fixed value, moving value) over the overlap, in f64. */
function* pairs(fixed: Flat, moving: Flat, map: Matrix4): Generator<readonly [number, number]> {
  const sample = linearSampler({ grid: { size: moving.size }, values: moving.values }, 0);
  let at = 0;
  for (let k = 0; k < fixed.size[2]; k++)
    for (let j = 0; j < fixed.size[1]; j++)
      for (let i = 0; i < fixed.size[0]; i++, at++) {
        const f = fixed.values[at]!;
        const p = apply(map, [i, j, k]);
        const inside = p.every((x, c) => x >= 0 && x <= moving.size[c]! - 1);
        if (f < 1e30 && inside) yield [f, sample(...p)];
      }
}

/** Mean squares, correlation (with a minus) and normalised mutual information (with a minus), each by its definition. */
export function comparedInF64(
  metric: "ssd" | "ncc" | "nmi",
  fixed: Flat,
  moving: Flat,
  map: Matrix4,
  range: { readonly fixed: readonly [number, number]; readonly moving: readonly [number, number] },
): number {
  const values = [...pairs(fixed, moving, map)];
  const n = values.length;
  if (metric === "ssd") return values.reduce((s, [f, m]) => s + (m - f) ** 2, 0) / n;
  if (metric === "ncc") {
    const meanF = values.reduce((s, [f]) => s + f, 0) / n;
    const meanM = values.reduce((s, [, m]) => s + m, 0) / n;
    const fm = values.reduce((s, [f, m]) => s + (f - meanF) * (m - meanM), 0);
    const ff = values.reduce((s, [f]) => s + (f - meanF) ** 2, 0);
    const mm = values.reduce((s, [, m]) => s + (m - meanM) ** 2, 0);
    return -fm / Math.sqrt(ff * mm);
  }
  const B = HISTOGRAM_BINS;
  const joint = new Float64Array(B * B);
  for (const [f, m] of values) {
    const b = bin(((f - range.fixed[0]) * B) / (range.fixed[1] - range.fixed[0]));
    const xi = 2 + ((m - range.moving[0]) * (B - 5)) / (range.moving[1] - range.moving[0]);
    for (let k = 0; k < B; k++) joint[b * B + k]! += spline(xi - k) / n;
  }
  const rows = Array.from({ length: B }, (_, b) => joint.slice(b * B, (b + 1) * B));
  const fixedShares = rows.map((row) => row.reduce((s, x) => s + x, 0));
  const movingShares = Array.from({ length: B }, (_, k) => rows.reduce((s, r) => s + r[k]!, 0));
  const h = (p: Iterable<number>) => [...p].reduce((s, x) => (x > 0 ? s - x * Math.log(x) : s), 0);
  return -(h(fixedShares) + h(movingShares)) / h(joint);
}

const bin = (x: number) => Math.min(Math.max(Math.floor(x), 0), HISTOGRAM_BINS - 1);

function spline(x: number): number {
  const a = Math.abs(x);
  if (a < 1) return (4 - 6 * a * a + 3 * a * a * a) / 6;
  return a < 2 ? (2 - a) ** 3 / 6 : 0;
}
