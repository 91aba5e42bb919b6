/** Rates and gaps that a voxel-wise fit looks at before it searches, both on geometric grids. */
export interface RateRange {
  readonly slowestRatePerH: number;
  readonly fastestRatePerH: number;
  /** Of the only or the slower phase. */
  readonly fastestSlowRatePerH: number;
  readonly smallestGapPerH: number;
  /** A(0) over the amplitude of the slow phase, at most. */
  readonly largestStart: number;
}

const MONO_RATES = 48;
/** With these 99 of 100 noisy voxels find the lowest of all valleys; half as many miss it in 2. */
const BI_RATES = 16;
const BI_GAPS = 10;
/** Two rates that lie closer look like others farther apart. */
const LEAST_GAP_SHARE = 0.6;

/** For `fitMono`: for each rate its logarithm, then its weighted curve at `timesH`, of length 1. */
export function monoScan(
  timesH: readonly number[],
  rootWeights: readonly number[],
  range: RateRange,
): { readonly table: Float32Array<ArrayBuffer>; readonly count: number } {
  const rates = geometric(range.slowestRatePerH, usefulRate(timesH, range), MONO_RATES);
  const rows = rates.map((rate) => {
    const curve = timesH.map((t, i) => rootWeights[i]! * Math.exp(-rate * t));
    const length = Math.hypot(...curve);
    return [Math.log(rate), ...curve.map((x) => x / length)];
  });
  return { table: Float32Array.from(rows.flat()), count: rows.length };
}

/** For `fitBi`: for each pair ln(rate), ln(gap), R12/R22, the second curve's direction and the orthonormal columns of its two weighted curves. */
export function biScan(
  timesH: readonly number[],
  rootWeights: readonly number[],
  range: RateRange,
): { readonly table: Float32Array<ArrayBuffer>; readonly count: number } {
  const fastest = usefulRate(timesH, range);
  const rates = geometric(range.slowestRatePerH, range.fastestSlowRatePerH, BI_RATES);
  const rows = rates.flatMap((rate) =>
    geometric(LEAST_GAP_SHARE * rate, fastest, BI_GAPS).flatMap((gap) => {
      const decay = timesH.map((t, i) => rootWeights[i]! * Math.exp(-rate * t));
      const slow = timesH.map((t, i) => decay[i]! * -Math.expm1(-gap * t));
      const fast = timesH.map((t, i) => decay[i]! * Math.exp(-gap * t));
      const r11 = Math.hypot(...slow);
      const q1 = slow.map((x) => x / r11);
      const shared = q1.reduce((sum, q, i) => sum + q * fast[i]!, 0);
      const rest = fast.map((x, i) => x - shared * q1[i]!);
      const length = Math.hypot(...rest);
      // Two curves that f32 cannot tell apart are no start.
      if (!(length > 1e-4 * Math.hypot(...fast))) return [];
      const [r12, r22] = [r11 + range.largestStart * shared, range.largestStart * length];
      const q2 = rest.map((x) => x / length);
      const second = Math.hypot(r12, r22);
      return [[Math.log(rate), Math.log(gap), r12 / r22, r12 / second, r22 / second, ...q1, ...q2]];
    }),
  );
  return { table: Float32Array.from(rows.flat()), count: rows.length };
}

/** What falls faster is over before the first reading after the administration. */
function usefulRate(timesH: readonly number[], { slowestRatePerH, fastestRatePerH }: RateRange) {
  const first = Math.min(...timesH.filter((t) => t > 0));
  return Math.min(fastestRatePerH, Math.max(6 / first, 20 * slowestRatePerH));
}

function geometric(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => from * (to / from) ** (i / (count - 1)));
}
