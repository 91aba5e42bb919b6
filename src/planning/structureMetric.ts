import {
  doseAtVolumeMl,
  doseAtVolumePercent,
  equivalentUniformDose,
  generalisedEud,
  volumeAtDoseMl,
  volumeAtDosePercent,
} from "../dosimetry/dvhMetrics";
import {
  bedOf,
  complicationProbability,
  type DoseShare,
  equieffectiveDose,
  generalisedUniformDoseOf,
  type LinearQuadratic,
  mixedFieldBed,
  protractionFactor,
  protractionFactorOfSum,
  relativeWeight,
  repopulationLossGy,
  type TissueResponse,
  uniformDoseOf,
} from "../physics/radiobiology";
import {
  bedOfSchedule,
  type Course,
  earlierBedGy,
  earlierParts,
  earlierVoxelBed,
  sumOfTerms,
  totalOf,
} from "./course";
import {
  bedPartsOfCourse,
  type CourseDoses,
  figureOfParts,
  isOfDoses,
  partsOfCourse,
  smoothedMaxOfCourse,
  spreadOf,
} from "./courseParts";
import type { GivenShape } from "./givenShape";
import type { BedMetric, CourseResponse, StructureMetric } from "./limit";
import { mixedFieldIn, type StructureDose } from "./structureDose";
import { meanSquareOf, partsOf } from "./voxelDoses";

/** A figure of a structure's dose, ready to be evaluated at any activity. */
export interface MetricOfStructure {
  readonly metric: StructureMetric;
  readonly structure: StructureDose;
  readonly course: Course;
  /** RBE of alphas in this tissue. */
  readonly rbeAlpha: number;
}

/**
 * The figure when `activityGBq` is given in each cycle (times the schedule): Gy, percent, mL or a probability as the metric says.
 * Doses of alphas are weighted with the RBE. Throws for a metric that `whyNotKnown` names a reason against.
 */
export function metricAt(what: MetricOfStructure, activityGBq: number): number {
  const { metric, structure } = what;
  const { dvh } = structure;
  const shape = shapeOfGiven(what);
  if (shape && isOfDoses(metric)) {
    const parts = partsOfCourse(shape, courseDoses(what, activityGBq));
    return figureOfParts(metric, parts, structure.volumeMl);
  }
  const scale = scaleAt(what, activityGBq);
  const before = earlierIn(what).evenGy;
  switch (metric.kind) {
    case "volumeAtDosePercent":
      return volumeAtDosePercent(dvh, unscaled(metric.doseGy - before, scale));
    case "volumeAtDoseMl":
      return volumeAtDoseMl(dvh, unscaled(metric.doseGy - before, scale));
    case "eud":
      // The EUD of a scaled dose is the scaled EUD at the scaled α.
      return (
        before + (scale > 0 ? scale * equivalentUniformDose(dvh, metric.alphaPerGy * scale) : 0)
      );
    case "gEud":
      return gEudAt(what, metric.a, activityGBq);
    case "ntcp":
      return complicationProbability(
        gEudAt(what, 1 / metric.n, activityGBq),
        metric.td50Gy,
        metric.m,
      );
    case "bed":
      return bedAt(what, metric, activityGBq);
    case "eqd2":
      return equieffectiveDose(bedAt(what, metric, activityGBq), metric.alphaBetaGy);
    case "euBed":
      return Math.max(
        0,
        uniformDoseOf(voxelBeds(what, metric, activityGBq), metric.alphaPerGy) - regrownGy(metric),
      );
    case "tcp": {
      const clonogens =
        metric.clonogensPerMl *
        structure.volumeMl *
        Math.exp(metric.alphaPerGy * regrownGy(metric));
      return Math.exp(
        -clonogens *
          voxelBeds(what, metric, activityGBq).reduce(
            (sum, { share, gy }) => sum + share * Math.exp(-metric.alphaPerGy * gy),
            0,
          ),
      );
    }
    case "smoothedMax":
      return (
        (shape && smoothedMaxOfCourse(shape, courseDoses(what, activityGBq))) ??
        before + scale * dosePerGBqOf(metric, structure)
      );
    default:
      return before + scale * dosePerGBqOf(metric, structure);
  }
}

/** How the doses of the given cycles lie in the structure; undefined where none was given, or it is not known. */
export function shapeOfGiven({
  structure: { givenShape },
  course,
  rbeAlpha,
}: MetricOfStructure): GivenShape | undefined {
  const { givenGy } = earlierParts(course, rbeAlpha);
  return givenShape?.given.length === givenGy.length && givenGy.some((gy) => gy > 0)
    ? givenShape
    : undefined;
}

/** Mean doses of the course, alphas weighted; what was before it and lies as the coming cycles counts to these. */
function courseDoses(what: MetricOfStructure, activityGBq: number): CourseDoses {
  const { evenGy, asCourseGy, givenGy } = earlierParts(what.course, what.rbeAlpha);
  const ahead = activityGBq * dosePerActivity(what) * what.structure.meanGyPerGBq;
  return { evenGy, givenGy, comingGy: givenGy.reduce((left, gy) => left - gy, asCourseGy) + ahead };
}

/** Metrics that are a single dose of the structure, which scales with the activity. */
export type ScalingMetric = Extract<
  StructureMetric,
  { kind: "mean" | "max" | "smoothedMax" | "doseAtVolumePercent" | "doseAtVolumeMl" }
>;

/** That dose, Gy per GBq, unweighted. */
export function dosePerGBqOf(metric: ScalingMetric, structure: StructureDose): number {
  switch (metric.kind) {
    case "mean":
      return structure.meanGyPerGBq;
    case "max":
      return structure.dvh.maxGy;
    case "smoothedMax":
      return known(structure.smoothedMaxGyPerGBq);
    case "doseAtVolumePercent":
      return doseAtVolumePercent(structure.dvh, metric.percent);
    case "doseAtVolumeMl":
      return doseAtVolumeMl(structure.dvh, metric.ml);
    default:
      return metric satisfies never;
  }
}

/** Weighted dose of the whole course per dose of one cycle. */
export const dosePerActivity = ({ structure, course, rbeAlpha }: MetricOfStructure): number =>
  totalOf(course) * relativeWeight(mixedFieldIn(structure, { rbeMax: rbeAlpha }));

/** Dose in a voxel, earlier cycles that lie as the coming ones included, per Gy per GBq in it. */
const scaleAt = (what: MetricOfStructure, activityGBq: number): number =>
  activityGBq * dosePerActivity(what) + earlierIn(what).scale;

/**
 * What earlier dose is in the voxels: Gy that lie evenly, and times the dose per GBq of the coming cycles. Where these give no dose to take the
 * distribution from, all lies evenly.
 */
export function earlierIn({ structure, course, rbeAlpha }: MetricOfStructure): {
  readonly evenGy: number;
  readonly scale: number;
} {
  const { evenGy, asCourseGy } = earlierParts(course, rbeAlpha);
  const { meanGyPerGBq } = structure;
  if (meanGyPerGBq > 0) return { evenGy, scale: asCourseGy / meanGyPerGBq };
  return { evenGy: evenGy + asCourseGy, scale: 0 };
}

/** BED of the whole course from the dose of one cycle, which is absorbed dose. */
export function bedResponse(
  { structure, course, rbeAlpha }: MetricOfStructure,
  {
    alphaBetaGy,
    repairHalfLifeH,
    alphaInQuadratic = false,
  }: BedMetric | (TissueResponse & { alphaInQuadratic?: boolean }),
): LinearQuadratic {
  const field = mixedFieldIn(structure, { rbeMax: rbeAlpha, alphaInQuadratic });
  const protraction = known(protractionIn(structure, repairHalfLifeH));
  return bedOfSchedule(mixedFieldBed(field, protraction, alphaBetaGy), course);
}

/** The sentence that says why a structure has no such figure, or undefined when it has. */
export function whyNotKnown(metric: StructureMetric, structure: StructureDose): string | undefined {
  if (metric.kind === "smoothedMax" && structure.smoothedMaxGyPerGBq === undefined)
    return `${structure.name}: the smoothed dose was not computed`;
  if ("repairHalfLifeH" in metric && protractionIn(structure, metric.repairHalfLifeH) === undefined)
    return `${structure.name}: the effective half-life is not known, which BED needs`;
  return undefined;
}

/** Lea–Catcheside factor of the structure's dose rate, of the sum of exponentials where it is known. */
function protractionIn(
  { rateTerms, effectiveHalfLifeH }: StructureDose,
  repairHalfLifeH: number,
): number | undefined {
  if (rateTerms && rateTerms.length > 0) return protractionFactorOfSum(rateTerms, repairHalfLifeH);
  if (effectiveHalfLifeH === undefined) return undefined;
  return protractionFactor(repairHalfLifeH, effectiveHalfLifeH);
}

function bedAt(what: MetricOfStructure, metric: BedMetric, activityGBq: number): number {
  const { linear, quadraticPerGy } = bedResponse(what, metric);
  return Math.max(
    0,
    earlierBedOf(what, metric) +
      linear * activityGBq * what.structure.meanGyPerGBq +
      quadraticPerGy * activityGBq ** 2 * meanSquareIn(what, metric) -
      regrownGy(metric),
  );
}

/** BED that cells which grow back take from the course, Gy. */
export const regrownGy = ({ repopulation }: CourseResponse): number =>
  repopulation ? repopulationLossGy(repopulation) : 0;

/** Earlier BED of a structure as the metric takes it: of mean doses, or the mean over voxels. */
export function earlierBedOf(what: MetricOfStructure, metric: BedMetric): number {
  const { course, structure, rbeAlpha } = what;
  if (metric.of === "meanDose") return earlierBedGy(course, metric, rbeAlpha);
  const shape = shapeOfGiven(what);
  const { evenGy, asCourse, given } = earlierVoxelBed(course, metric, rbeAlpha);
  const spread =
    structure.meanGyPerGBq > 0 ? meanSquareIn(what, metric) / structure.meanGyPerGBq ** 2 : 1;
  return [asCourse, ...given].reduce((sum, { linearGy, quadraticGy }, n) => {
    const laid = n > 0 ? shape?.given[n - 1] : undefined;
    return sum + linearGy + quadraticGy * (shape && laid ? spreadOf(shape, laid) : spread);
  }, evenGy);
}

/** Mean of the squared dose of a coming cycle as a BED takes it, (Gy/GBq)². */
export function meanSquareIn(what: MetricOfStructure, { of }: Pick<BedMetric, "of">): number {
  const { meanGyPerGBq, dvh } = what.structure;
  if (of === "meanDose") return meanGyPerGBq ** 2;
  const shape = shapeOfGiven(what);
  return shape ? meanGyPerGBq ** 2 * spreadOf(shape, shape.coming) : meanSquareOf(dvh);
}

function gEudAt(what: MetricOfStructure, a: number, activityGBq: number): number {
  const { structure } = what;
  const scale = scaleAt(what, activityGBq);
  const before = earlierIn(what).evenGy;
  if (before === 0) return scale * generalisedEud(structure.dvh, a);
  const parts = partsOf(structure.dvh, (gyPerGBq) => before + scale * gyPerGBq);
  return generalisedUniformDoseOf(parts, a);
}

function voxelBeds(
  what: MetricOfStructure,
  response: TissueResponse,
  activityGBq: number,
): DoseShare[] {
  const perDose = bedResponse(what, response);
  const { dvh, meanGyPerGBq } = what.structure;
  const earlier = earlierVoxelBed(what.course, response, what.rbeAlpha);
  const shape = shapeOfGiven(what);
  if (shape) {
    const { linear, quadraticPerGy } = perDose;
    const meanGy = activityGBq * meanGyPerGBq;
    const ahead = { linearGy: linear * meanGy, quadraticGy: quadraticPerGy * meanGy ** 2 };
    return bedPartsOfCourse(shape, earlier, sumOfTerms([earlier.asCourse, ahead]));
  }
  const { evenGy } = earlier;
  const { linearGy, quadraticGy } = sumOfTerms([earlier.asCourse, ...earlier.given]);
  return partsOf(dvh, (gyPerGBq) => {
    const x = meanGyPerGBq > 0 ? gyPerGBq / meanGyPerGBq : 1;
    return evenGy + linearGy * x + quadraticGy * x ** 2 + bedOf(perDose, activityGBq * gyPerGBq);
  });
}

/** The dose per GBq that becomes `doseGy`; no dose becomes anything at no activity. */
const unscaled = (doseGy: number, scale: number): number =>
  scale > 0 ? doseGy / scale : doseGy > 0 ? Number.POSITIVE_INFINITY : 0;

function known(value: number | undefined): number {
  if (value === undefined) throw new Error("a figure was asked for that whyNotKnown rules out");
  return value;
}
