import {
  type LinearQuadratic,
  type MixedField,
  mixedFieldBed,
  protractionFactor,
  protractionFactorOfSum,
  type RateTerm,
  relativeWeight,
  type TissueResponse,
} from "../physics/radiobiology";

/** Dose that a structure received before this course. */
export type EarlierDose =
  /** An earlier cycle: mean absorbed dose, and the half-life of its dose rate. */
  | {
      readonly kind: "radionuclide";
      readonly meanGy: number;
      readonly effectiveHalfLifeH: number;
      /** Share of it that alphas gave; under an RBE all of it where it is left out, which is the safe side. */
      readonly alphaShare?: number;
      /** Its dose rate as a sum of exponentials; where given, BED uses it instead of the half-life alone. */
      readonly rateTerms?: readonly RateTerm[];
      /**
       * How it lies in the structure: evenly, over the voxels as the coming cycles do, or as a given cycle of this course, whose own doses count where the
       * structure has their shape. Evenly where left out.
       */
      readonly distribution?: "even" | "asCourse" | "given";
      /** What gave it, where it was a diagnostic administration: "diagnostic In-111 DOTATATE, 185 MBq". */
      readonly diagnostic?: string;
    }
  /** External beam in equal fractions. */
  | { readonly kind: "external"; readonly totalGy: number; readonly fractions: number };

/** Cycles far apart against repair, after what was given before. */
export interface Course {
  /** Activity of each cycle against the activity a function is asked about: three equal cycles are [1, 1, 1]. */
  readonly schedule: readonly number[];
  readonly earlier: readonly EarlierDose[];
}

export const equalCycles = (cycles: number): number[] => Array<number>(cycles).fill(1);

/** The course as a limit per cycle sees it: its largest cycle, and nothing before. */
export const largestCycleOf = ({ schedule }: Course): Course => ({
  schedule: [Math.max(...schedule)],
  earlier: [],
});

/** Σ of the schedule: total activity per activity asked about. */
export const totalOf = ({ schedule }: Course): number => schedule.reduce((sum, r) => sum + r, 0);

/** BED of the whole schedule from that of one cycle: the linear term adds with Σr, the quadratic with Σr². */
export const bedOfSchedule = (
  { linear, quadraticPerGy }: LinearQuadratic,
  { schedule }: Course,
): LinearQuadratic => ({
  linear: linear * schedule.reduce((sum, r) => sum + r, 0),
  quadraticPerGy: quadraticPerGy * schedule.reduce((sum, r) => sum + r ** 2, 0),
});

/** Mean earlier dose, alphas weighted with the RBE, Gy. */
export const earlierGy = (course: Course, rbeAlpha: number): number => {
  const { evenGy, asCourseGy } = earlierParts(course, rbeAlpha);
  return evenGy + asCourseGy;
};

/**
 * The same in its two parts: what lies evenly in the structure, and the mean of what lies as the coming cycles do; of the latter `givenGy` are those of given cycles
 * of this course, in their order. Gy.
 */
export function earlierParts(
  { earlier }: Course,
  rbeAlpha: number,
): {
  readonly evenGy: number;
  readonly asCourseGy: number;
  readonly givenGy: readonly number[];
} {
  let [evenGy, asCourseGy] = [0, 0];
  const givenGy: number[] = [];
  for (const dose of earlier)
    if (dose.kind === "external") evenGy += dose.totalGy;
    else {
      const gy = dose.meanGy * relativeWeight(fieldOf(dose, rbeAlpha));
      if (liesAsCourse(dose)) asCourseGy += gy;
      else evenGy += gy;
      if (dose.distribution === "given") givenGy.push(gy);
    }
  return { evenGy, asCourseGy, givenGy };
}

/** Earlier BED of the mean doses, Gy; every cycle and fraction by itself. */
export const earlierBedGy = (
  { earlier }: Course,
  response: TissueResponse,
  rbeAlpha: number,
): number =>
  earlier.reduce((sum, dose) => {
    const { linear, quadraticPerGy, gy } = bedOfEarlier(dose, response, rbeAlpha);
    return sum + linear * gy + quadraticPerGy * gy ** 2;
  }, 0);

/** BED in a voxel of x times a mean dose: linear·x + quadratic·x². */
export interface LinearQuadraticDose {
  readonly linearGy: number;
  readonly quadraticGy: number;
}

/** Earlier BED in a voxel: what is even, what lies as the coming cycles do, and every given cycle of this course, in their order. */
export interface EarlierVoxelBed {
  readonly evenGy: number;
  readonly asCourse: LinearQuadraticDose;
  readonly given: readonly LinearQuadraticDose[];
}

/** Earlier BED as voxels have it. */
export function earlierVoxelBed(
  { earlier }: Course,
  response: TissueResponse,
  rbeAlpha: number,
): EarlierVoxelBed {
  let evenGy = 0;
  const [asCourse, given]: [LinearQuadraticDose[], LinearQuadraticDose[]] = [[], []];
  for (const dose of earlier) {
    const { linear, quadraticPerGy, gy } = bedOfEarlier(dose, response, rbeAlpha);
    const terms = { linearGy: linear * gy, quadraticGy: quadraticPerGy * gy ** 2 };
    if (!liesAsCourse(dose)) evenGy += terms.linearGy + terms.quadraticGy;
    else if (dose.distribution === "given") given.push(terms);
    else asCourse.push(terms);
  }
  return { evenGy, asCourse: sumOfTerms(asCourse), given };
}

/** Terms of doses that lie alike. */
export const sumOfTerms = (terms: readonly LinearQuadraticDose[]): LinearQuadraticDose => ({
  linearGy: terms.reduce((sum, { linearGy }) => sum + linearGy, 0),
  quadraticGy: terms.reduce((sum, { quadraticGy }) => sum + quadraticGy, 0),
});

const liesAsCourse = (dose: EarlierDose): dose is Extract<EarlierDose, { kind: "radionuclide" }> =>
  dose.kind === "radionuclide" &&
  (dose.distribution === "asCourse" || dose.distribution === "given");

function bedOfEarlier(
  dose: EarlierDose,
  { alphaBetaGy, repairHalfLifeH }: TissueResponse,
  rbeAlpha: number,
): LinearQuadratic & { readonly gy: number } {
  if (dose.kind === "external") {
    const quadraticPerGy = 1 / dose.fractions / alphaBetaGy;
    return { linear: 1, quadraticPerGy, gy: dose.totalGy };
  }
  const { rateTerms, effectiveHalfLifeH } = dose;
  const protraction =
    rateTerms && rateTerms.length > 0
      ? protractionFactorOfSum(rateTerms, repairHalfLifeH)
      : protractionFactor(repairHalfLifeH, effectiveHalfLifeH);
  const field = fieldOf(dose, rbeAlpha);
  return { ...mixedFieldBed(field, protraction, alphaBetaGy), gy: dose.meanGy };
}

const fieldOf = (
  { alphaShare }: Extract<EarlierDose, { kind: "radionuclide" }>,
  rbeMax: number,
): MixedField => ({ alphaShare: rbeMax === 1 ? 0 : (alphaShare ?? 1), rbeMax });
