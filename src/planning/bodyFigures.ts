import { decayChain } from "../physics/decayChain";
import type { Nuclide } from "../physics/nuclide";
import { nuclide } from "../physics/nuclides";
import { pointKernel, shortRangeKernel } from "../physics/pointKernel";
import { sphereSelfDose } from "../physics/sphereSelfDose";
import { KEV_TO_MEV, KG_TO_G, MEV_TO_J } from "../physics/units";
import type { PatientData } from "./patientData";
import { bloodDoseGyPerGBq } from "./radioiodine";

/** Volume of blood in mL: as measured, else by Nadler's formula from height, weight and sex; undefined where these are not known. */
export function bloodVolumeMl({
  bloodVolumeMl: measured,
  heightCm,
  weightKg,
  sex,
}: PatientData): { readonly ml: number; readonly source: string } | undefined {
  if (measured !== undefined) return { ml: measured, source: "measured" };
  if (heightCm === undefined || weightKg === undefined || sex === undefined) return undefined;
  // Coefficients in L, m and kg as mdapp.co's blood calculator gives Nadler's.
  const [cubic, linear, constant] = sex === "male" ? [366.9, 32.19, 604.1] : [356.1, 33.08, 183.3];
  return {
    ml: cubic * (heightCm / 100) ** 3 + linear * weightKg + constant,
    source: "Nadler et al., Surgery 51 (1962) 224",
  };
}

/**
 * Filtration of the kidneys in mL/min per 1.73 m² from creatinine, age and sex; undefined where these are not known.
 * CKD-EPI 2021: Inker et al., N Engl J Med 385 (2021) 1737; coefficients as the National Kidney Foundation gives them (kidney.org).
 */
export function filtrationMlPerMin({
  creatinineMgPerDl,
  ageY,
  sex,
}: PatientData): number | undefined {
  if (creatinineMgPerDl === undefined || ageY === undefined || sex === undefined) return undefined;
  const [kappa, alpha, factor] = sex === "female" ? [0.7, -0.241, 1.012] : [0.9, -0.302, 1];
  const ratio = creatinineMgPerDl / kappa;
  return 142 * Math.min(ratio, 1) ** alpha * Math.max(ratio, 1) ** -1.2 * 0.9938 ** ageY * factor;
}

/** Where `wholeBodyGyPerGBqH` comes from. */
export const WHOLE_BODY_SOURCE =
  "1.34e-4 · w^−0.921 Gy/(MBq h) of 131I in the whole body (Hindorf et al., EJNMMI 37 (2010) 1238; confirm)";

/**
 * Whole-body dose of 131I in Gy per GBq·h in a body of `weightKg`: 0.134·w^−0.921. Undefined for other nuclides, for which no such formula is
 * at hand: their whole-body dose comes from the images.
 */
export const wholeBodyGyPerGBqH = (nuclideName: string, weightKg: number): number | undefined =>
  nuclideName === "I-131" ? 0.134 * weightKg ** -0.921 : undefined;

/** Photons of the rest of the body where they reach the marrow, and how that was reckoned. */
export interface CrossDose {
  readonly gyPerGBq: number;
  readonly source: string;
}

/**
 * Dose of the photons of the whole body to what lies in it, from its residence time: of 131I by the photon part of the formula for the dose to
 * blood; of other nuclides as in a sphere of water of the body's mass, which keeps about 1.5 times what a body keeps (131I, 70 kg).
 */
export const photonCrossDose = (
  nuclideName: string,
  weightKg: number,
  residenceH: number,
): CrossDose =>
  nuclideName === "I-131"
    ? {
        gyPerGBq: bloodDoseGyPerGBq(0, residenceH, weightKg),
        source:
          "photons of the whole body, 0.0188·w^(−2/3)·τ (Lassmann et al., EJNMMI 35 (2008) 1405)",
      }
    : {
        gyPerGBq:
          sphereSelfDose(pointKernel(nuclide(nuclideName), ["photon"]), weightKg * KG_TO_G) *
          DECAYS_PER_GBQ_H *
          residenceH,
        source: "photons of the whole body as in a sphere of its mass, which is too high",
      };

/** What stays where a nuclide decays, of electrons and alphas with the daughters that decay along: J per decay, and the share of alphas in it. */
export function localEnergy(nuclideName: string): {
  readonly jPerDecay: number;
  readonly alphaShare: number;
} {
  const along = decayChain(nuclide(nuclideName)).filter(({ followsParent }) => followsParent);
  const sum = (meV: (member: Nuclide) => number) =>
    along.reduce((total, { nuclide: n, decaysPerDecay }) => total + decaysPerDecay * meV(n), 0);
  const allMeV = sum((member) => shortRangeKernel(member).totalMeV);
  const alphaMeV = sum(({ alphaKeV, recoilKeV }) => (alphaKeV + recoilKeV) * KEV_TO_MEV);
  return { jPerDecay: allMeV * MEV_TO_J, alphaShare: allMeV > 0 ? alphaMeV / allMeV : 0 };
}

/** Decays of one GBq in an hour. */
const DECAYS_PER_GBQ_H = 3.6e12;

/** Mass of the red marrow, g: the reference one, by weight where that is known. ICRP 89: 1170 g in 73 kg, 900 g in 60 kg. */
export function marrowMass(
  { sex, weightKg }: PatientData,
  reference: { readonly male: number; readonly female: number },
): { readonly g: number; readonly source: string } {
  const known = sex ?? "male";
  const body = { male: 73, female: 60 }[known];
  const scale = weightKg === undefined ? 1 : weightKg / body;
  return {
    g: reference[known] * scale,
    source: `ICRP 89, ${sex === undefined ? "sex not stated: male" : known}${weightKg === undefined ? ", weight not stated" : `, by weight from ${body} kg`}`,
  };
}
