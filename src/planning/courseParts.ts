import {
  complicationProbability,
  type DoseShare,
  generalisedUniformDoseOf,
  uniformDoseOf,
} from "../physics/radiobiology";
import type { EarlierVoxelBed, LinearQuadraticDose } from "./course";
import type { GivenShape } from "./givenShape";
import type { Metric } from "./limit";

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

/** Mean doses of a course in a structure, Gy: what lies evenly, each given cycle, and what lies as the coming cycles do. */
export interface CourseDoses {
  readonly evenGy: number;
  readonly givenGy: readonly number[];
  readonly comingGy: number;
}

/** Doses of the course in the parts of the structure. */
export const partsOfCourse = (
  { share, given, coming }: GivenShape,
  { evenGy, givenGy, comingGy }: CourseDoses,
): DoseShare[] =>
  Array.from(share, (part, i) => ({
    share: part,
    gy: givenGy.reduce(
      (sum, gy, c) => sum + gy * given[c]!.dose[i]!,
      evenGy + comingGy * coming.dose[i]!,
    ),
  }));

/** BED of the course in the parts of the structure, each the mean of its voxels; every cycle with its own quadratic term. `comingGy` are the terms at the mean dose. */
export const bedPartsOfCourse = (
  { share, given, coming }: GivenShape,
  { evenGy, given: givenGy }: EarlierVoxelBed,
  comingGy: LinearQuadraticDose,
): DoseShare[] =>
  Array.from(share, (part, i) => ({
    share: part,
    gy: givenGy.reduce(
      (sum, { linearGy, quadraticGy }, c) =>
        sum + linearGy * given[c]!.dose[i]! + quadraticGy * given[c]!.square[i]!,
      evenGy + comingGy.linearGy * coming.dose[i]! + comingGy.quadraticGy * coming.square[i]!,
    ),
  }));

/** The highest smoothed dose of the course, Gy; undefined where smoothed doses are not known. */
export function smoothedMaxOfCourse(
  { smoothed }: GivenShape,
  { evenGy, givenGy, comingGy }: CourseDoses,
): number | undefined {
  if (!smoothed) return undefined;
  let most = 0;
  for (let i = 0; i < smoothed.coming.length; i++) {
    let gy = comingGy * smoothed.coming[i]!;
    for (const [c, own] of smoothed.given.entries()) gy += givenGy[c]! * own[i]!;
    most = Math.max(most, gy);
  }
  return evenGy + most;
}

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

/** Mean over the structure of the square of a dose, over the square of its mean. */
export const spreadOf = (
  { share }: Pick<GivenShape, "share">,
  { square }: GivenShape["coming"],
): number => share.reduce((sum, part, i) => sum + part * square[i]!, 0);

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
