import {
  bedOf,
  bedOfFractions,
  type LinearQuadratic,
  type MixedField,
  mixedFieldBed,
  protractionFactor,
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
    }
  /** External beam in equal fractions. */
  | { readonly kind: "external"; readonly totalGy: number; readonly fractions: number };

/** Cycles far apart against repair, after what was given before. */
export interface Course {
  /** Activity of each cycle against the activity a function is asked about: three equal cycles are [1, 1, 1]. */
  readonly schedule: readonly number[];
  /** Taken as uniform over the structure. */
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

/** Earlier dose, alphas weighted with the RBE, Gy. */
export const earlierGy = ({ earlier }: Course, rbeAlpha: number): number =>
  earlier.reduce(
    (sum, dose) =>
      sum +
      (dose.kind === "external"
        ? dose.totalGy
        : dose.meanGy * relativeWeight(fieldOf(dose, rbeAlpha))),
    0,
  );

/** Earlier BED, Gy; every cycle and fraction by itself. */
export const earlierBedGy = (
  { earlier }: Course,
  response: TissueResponse,
  rbeAlpha: number,
): number => earlier.reduce((sum, dose) => sum + bedOfEarlier(dose, response, rbeAlpha), 0);

function bedOfEarlier(
  dose: EarlierDose,
  { alphaBetaGy, repairHalfLifeH }: TissueResponse,
  rbeAlpha: number,
): number {
  if (dose.kind === "external") return bedOfFractions(dose.totalGy, dose.fractions, alphaBetaGy);
  const protraction = protractionFactor(repairHalfLifeH, dose.effectiveHalfLifeH);
  return bedOf(mixedFieldBed(fieldOf(dose, rbeAlpha), protraction, alphaBetaGy), dose.meanGy);
}

const fieldOf = (
  { alphaShare }: Extract<EarlierDose, { kind: "radionuclide" }>,
  rbeMax: number,
): MixedField => ({ alphaShare: rbeMax === 1 ? 0 : (alphaShare ?? 1), rbeMax });
