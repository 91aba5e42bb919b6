import {
  BLOOD_MARROW_ID,
  type BloodMarrowDose,
  bloodMarrowDose,
  bloodMarrowStructure,
} from "./bloodMarrowDose";
import { type CrossDose, photonCrossDose, wholeBodyGyPerGBqH } from "./bodyFigures";
import type { PatientMeasurements } from "./criterionResult";
import type { Limit } from "./limit";
import { bloodCurve, bodyCurve, type PatientCurve, uptakeCurve } from "./patientCurve";
import type { PatientData } from "./patientData";
import { bloodDoseGyPerGBq } from "./radioiodine";
import type { StructureDose } from "./structureDose";

/** What the measurements of a patient give for a therapy. */
export interface PatientFigures {
  readonly blood: PatientCurve | undefined;
  readonly wholeBody: PatientCurve | undefined;
  readonly thyroidUptake: PatientCurve | undefined;
  /** What limits on blood, whole body and retention are held against. */
  readonly measured: PatientMeasurements;
  /** Red marrow by blood; a sentence where it cannot be given. */
  readonly marrow: BloodMarrowDose | string;
  /** Where the cross-dose to that marrow comes from; undefined where there is none. */
  readonly crossFrom: "images" | "wholeBody" | undefined;
}

/** What is to be known of the therapy. */
export interface PatientQuestion {
  readonly nuclide: string;
  /** Limits ask for the retention at their hours. */
  readonly limits: readonly Limit[];
  /** What the rest of the body gives to a marrow that was drawn, from the images. */
  readonly imageCross?: CrossDose;
}

/**
 * Fits what was measured and says what limits need of it.
 *
 * @throws InputError naming series and reading.
 */
export function patientFigures(
  data: PatientData,
  { nuclide, limits, imageCross }: PatientQuestion,
): PatientFigures {
  const blood = data.blood && bloodCurve(data.blood, nuclide);
  const wholeBody = data.wholeBody && bodyCurve(data.wholeBody, nuclide);
  const { weightKg } = data;
  const cross =
    imageCross ??
    (wholeBody && weightKg !== undefined
      ? photonCrossDose(nuclide, weightKg, wholeBody.residenceH)
      : undefined);
  return {
    blood,
    wholeBody,
    thyroidUptake: data.thyroidUptake && uptakeCurve(data.thyroidUptake, nuclide),
    measured: measuredOf({ nuclide, limits }, data, blood, wholeBody),
    marrow: bloodMarrowDose(data, blood, nuclide, cross),
    crossFrom: imageCross ? "images" : cross ? "wholeBody" : undefined,
  };
}

/** The structures that limits are held against: the marrow by blood beside, or in place of, the one that was drawn. */
export function withBloodMarrow(
  structures: readonly StructureDose[],
  { marrow }: PatientFigures,
  { marrowBy = "both" }: PatientData,
  nuclide: string,
): readonly StructureDose[] {
  if (typeof marrow === "string" || marrowBy === "image") return structures;
  const others =
    marrowBy === "blood" ? structures.filter(({ role }) => role !== "marrow") : structures;
  return [
    ...others.filter(({ structureId }) => structureId !== BLOOD_MARROW_ID),
    bloodMarrowStructure(marrow, nuclide),
  ];
}

function measuredOf(
  { nuclide, limits }: PatientQuestion,
  { weightKg }: PatientData,
  blood: PatientCurve | undefined,
  body: PatientCurve | undefined,
): PatientMeasurements {
  const bloodMissing = wanting([
    [nuclide === "I-131", `the formula of the blood dose holds for I-131, not for ${nuclide}`],
    [blood, "blood was not sampled"],
    [body, "the whole body was not measured"],
    [weightKg, "the body weight is not stated"],
  ]);
  const perGBqH = weightKg === undefined ? undefined : wholeBodyGyPerGBqH(nuclide, weightKg);
  const bodyMissing = wanting([
    [body, "the whole body was not measured"],
    [weightKg, "the body weight is not stated"],
    [perGBqH, `no formula of the whole-body dose is at hand for ${nuclide}`],
  ]);
  return {
    ...(bloodMissing === undefined
      ? { bloodGyPerGBq: bloodDoseGyPerGBq(blood!.residenceH, body!.residenceH, weightKg!) }
      : {}),
    ...(bodyMissing === undefined ? { wholeBodyGyPerGBq: perGBqH! * body!.residenceH } : {}),
    ...(body ? { retention: retentionHours(limits).map((atH) => retentionAt(body, atH)) } : {}),
    missing: {
      ...(bloodMissing ? { bloodDose: bloodMissing } : {}),
      ...(bodyMissing ? { wholeBodyDose: bodyMissing } : {}),
      ...(body ? {} : { retention: "the whole body was not measured" }),
    },
    marks: {
      bloodDose: [...notesOf("Blood", blood), ...notesOf("Whole body", body)],
      wholeBodyDose: notesOf("Whole body", body),
      retention: notesOf("Whole body", body),
    },
  };
}

const retentionHours = (limits: readonly Limit[]) => [
  ...new Set(limits.flatMap(({ metric }) => (metric.kind === "retention" ? [metric.atH] : []))),
];

/** By the fitted curve; between readings of a trapezoid by its chords on a logarithmic scale. */
export function retentionAt(curve: PatientCurve, atH: number) {
  return { atH, fraction: percentAt(curve, atH) / 100 };
}

/** Percent at a time by the fit; of a trapezoid by the readings around it, and its tail after them. */
export function percentAt({ fit, timesH, percent }: PatientCurve, timeH: number): number {
  const after = timesH.findIndex((t) => t >= timeH);
  if (fit.model === "trapezoid" && after >= 0) {
    const from = Math.max(after - 1, 0);
    const [t0, t1] = [timesH[from]!, timesH[after]!];
    const [p0, p1] = [percent[from]!, percent[after]!];
    return t1 === t0 ? p1 : p0 * (p1 / p0) ** ((timeH - t0) / (t1 - t0));
  }
  return fit.terms.reduce(
    (sum, { amplitudeMBq, ratePerH }) => sum + amplitudeMBq * Math.exp(-ratePerH * timeH),
    0,
  );
}

const notesOf = (name: string, curve: PatientCurve | undefined) =>
  (curve?.notes ?? []).map((note) => `${name}: ${note}`);

/** The first thing that is not there, as a sentence. */
const wanting = (needs: readonly (readonly [unknown, string])[]): string | undefined =>
  needs.find(([value]) => value === undefined || value === false)?.[1];
