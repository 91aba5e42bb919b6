import {
  complicationProbability,
  type DoseShare,
  generalisedUniformDoseOf,
  uniformDoseOf,
} from "../physics/radiobiology";
import type { Metric } from "./limit";

/**
 * How the dose of all given cycles together, and that of a coming one, lie in a structure: parts of it, each with its two doses over their means. Known where the
 * doses of the cycles are known voxel by voxel.
 */
export interface GivenShape {
  /** Of the structure; they sum to 1. */
  readonly share: Float64Array;
  readonly given: Float64Array;
  readonly coming: Float64Array;
}

/** Cells along each axis of the histogram of voxels; each keeps the means of its voxels. */
const CELLS = 128;

/** Voxels with the same pair of doses, to a 128th of the highest, put together; means stay exact, and voxels that can be the hottest of a sum stay by themselves. */
export function givenShapeOf(
  weights: ArrayLike<number>,
  given: ArrayLike<number>,
  coming: ArrayLike<number>,
): GivenShape | undefined {
  const mean = [weightedMean(weights, given), weightedMean(weights, coming)] as const;
  if (!(mean[0] > 0 && mean[1] > 0)) return undefined;
  const top = [largestOf(given), largestOf(coming)] as const;
  const cellOf = (gy: number, most: number) =>
    Math.min(CELLS - 1, Math.max(0, Math.floor((CELLS * gy) / most)));
  const alone = hottest(weights, given, coming, mean);
  const cells = new Map<number, [weight: number, given: number, coming: number]>();
  for (let v = 0; v < weights.length; v++) {
    const key = alone.has(v)
      ? -1 - v
      : CELLS * cellOf(given[v]!, top[0]) + cellOf(coming[v]!, top[1]);
    const cell = cells.get(key) ?? [0, 0, 0];
    cell[0] += weights[v]!;
    cell[1] += weights[v]! * given[v]!;
    cell[2] += weights[v]! * coming[v]!;
    cells.set(key, cell);
  }
  const parts = [...cells.values()].filter(([weight]) => weight > 0);
  const total = parts.reduce((sum, [weight]) => sum + weight, 0);
  return {
    share: Float64Array.from(parts, ([weight]) => weight / total),
    given: Float64Array.from(parts, ([weight, gy]) => gy / weight / mean[0]),
    coming: Float64Array.from(parts, ([weight, , gy]) => gy / weight / mean[1]),
  };
}

/** Steps from all given to all coming dose, at which the hottest voxel is looked for. */
const STEPS = 32;

/** Voxels that are the hottest of some sum of the two doses: of a given sum the maximum is then met to cos(90°/64), 0.03 %. */
function hottest(
  weights: ArrayLike<number>,
  given: ArrayLike<number>,
  coming: ArrayLike<number>,
  [givenMean, comingMean]: readonly [number, number],
): ReadonlySet<number> {
  const found = new Set<number>();
  for (let step = 0; step <= STEPS; step++) {
    const angle = (step * Math.PI) / (2 * STEPS);
    const [a, b] = [Math.cos(angle) / givenMean, Math.sin(angle) / comingMean];
    let [best, most] = [-1, -1];
    for (let v = 0; v < weights.length; v++) {
      const sum = a * given[v]! + b * coming[v]!;
      if (weights[v]! > 0 && sum > most) [best, most] = [v, sum];
    }
    if (best >= 0) found.add(best);
  }
  return found;
}

/** Figures that the doses of voxels give, without their course in time. */
const OF_DOSES = [
  "max",
  "doseAtVolumePercent",
  "doseAtVolumeMl",
  "volumeAtDosePercent",
  "volumeAtDoseMl",
  "eud",
  "gEud",
  "ntcp",
] as const satisfies readonly Metric["kind"][];
export type MetricOfDoses = Extract<Metric, { readonly kind: (typeof OF_DOSES)[number] }>;

/** Whether a figure can be had from the sum of the doses of all cycles. */
export const isOfDoses = (metric: Metric): metric is MetricOfDoses =>
  (OF_DOSES as readonly Metric["kind"][]).includes(metric.kind);

/** Doses in the parts of the structure: of mean `givenGy` as the given cycles lie, of mean `comingGy` as the coming ones do, and `evenGy` everywhere. */
export const partsOfCourse = (
  { share, given, coming }: GivenShape,
  { evenGy, givenGy, comingGy }: { evenGy: number; givenGy: number; comingGy: number },
): DoseShare[] =>
  Array.from(share, (part, i) => ({
    share: part,
    gy: evenGy + givenGy * given[i]! + comingGy * coming[i]!,
  }));

/** The figure of these doses: Gy, percent, mL or a probability, as the metric says. */
export function figureOfParts(
  metric: MetricOfDoses,
  parts: readonly DoseShare[],
  volumeMl: number,
): number {
  switch (metric.kind) {
    case "max":
      return parts.reduce((most, { gy }) => Math.max(most, gy), 0);
    case "doseAtVolumePercent":
      return doseAtShare(parts, metric.percent / 100);
    case "doseAtVolumeMl":
      return doseAtShare(parts, metric.ml / volumeMl);
    case "volumeAtDosePercent":
      return 100 * shareAt(parts, metric.doseGy);
    case "volumeAtDoseMl":
      return volumeMl * shareAt(parts, metric.doseGy);
    case "eud":
      return uniformDoseOf(parts, metric.alphaPerGy);
    case "gEud":
      return generalisedUniformDoseOf(parts, metric.a);
    case "ntcp":
      return complicationProbability(
        generalisedUniformDoseOf(parts, 1 / metric.n),
        metric.td50Gy,
        metric.m,
      );
    default:
      return metric satisfies never;
  }
}

/** The dose that the hottest `share` of the structure receives at least. */
function doseAtShare(parts: readonly DoseShare[], share: number): number {
  const hotFirst = [...parts].sort((a, b) => b.gy - a.gy);
  let above = 0;
  for (const part of hotFirst) {
    above += part.share;
    if (above >= share) return part.gy;
  }
  return hotFirst.at(-1)?.gy ?? 0;
}

const shareAt = (parts: readonly DoseShare[], doseGy: number) =>
  parts.reduce((sum, { share, gy }) => (gy >= doseGy ? sum + share : sum), 0);

function weightedMean(weights: ArrayLike<number>, values: ArrayLike<number>): number {
  let [total, sum] = [0, 0];
  for (let v = 0; v < weights.length; v++) {
    total += weights[v]!;
    sum += weights[v]! * values[v]!;
  }
  return total > 0 ? sum / total : 0;
}

function largestOf(values: ArrayLike<number>): number {
  let most = 0;
  for (let v = 0; v < values.length; v++) most = Math.max(most, values[v]!);
  return most;
}
