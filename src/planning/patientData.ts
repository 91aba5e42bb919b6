import type { ModelChoice } from "../kinetics/fit";

/** What a blood reading can be in: kBq/mL, % of the administered activity in a litre, or counts/s of a sample with its calibration. */
export const BLOOD_UNITS = ["kBq/mL", "%/L", "counts/s"] as const;
/** What a whole-body reading can be in: counts/s are relative, the first reading being all that was administered. */
export const BODY_UNITS = ["counts/s", "MBq", "%"] as const;
export const UPTAKE_UNITS = ["%"] as const;

/** For which moment readings hold: their own, or the administration (decay taken out). Never guessed. */
export const DECAY_STATES = ["measurement", "administration"] as const;
export type DecayState = (typeof DECAY_STATES)[number];

export interface PatientReading {
  /** Hours after the administration. */
  readonly timeH: number;
  /** In the unit of the series. */
  readonly value: number;
}

/** Readings of one thing over time, after an administration of their own or that of the scans. */
export interface PatientSeries<Unit extends string = string> {
  readonly unit: Unit;
  readonly decayCorrectedTo: DecayState;
  /** "I-124" of a tracer study. */
  readonly nuclide: string;
  /** What was administered before these readings. */
  readonly administeredMBq: number;
  readonly readings: readonly PatientReading[];
  /** Of a blood sample in counts/s: kBq/mL of blood that one count/s stands for, from a sample of known activity. */
  readonly kBqPerMlPerCountS?: number;
  /** Without it: the one that the corrected Akaike criterion prefers. */
  readonly model?: ModelChoice;
}

export type BloodSeries = PatientSeries<(typeof BLOOD_UNITS)[number]>;
export type BodySeries = PatientSeries<(typeof BODY_UNITS)[number]>;
export type UptakeSeries = PatientSeries<(typeof UPTAKE_UNITS)[number]>;

/** Which red marrow a marrow limit is held against, where blood was sampled: the one drawn, the one by blood, or each. */
export const MARROW_BY = ["both", "blood", "image"] as const;
export type MarrowBy = (typeof MARROW_BY)[number];

/** How a carrier spreads from blood into marrow: one that stays in plasma by haematocrit, a peptide 1 : 1. */
export const MARROW_CARRIERS = ["plasma", "peptide"] as const;

/** What is measured of the patient, images apart. Plain data; everything may be missing, and nothing is assumed for it. */
export interface PatientData {
  readonly weightKg?: number;
  readonly heightCm?: number;
  readonly sex?: "female" | "male";
  readonly ageY?: number;
  /** Share of cells in blood, 0 to 1. */
  readonly haematocrit?: number;
  /** As measured; without it by Nadler's formula. */
  readonly bloodVolumeMl?: number;
  readonly creatinineMgPerDl?: number;
  readonly albuminGPerL?: number;
  readonly blood?: BloodSeries;
  readonly wholeBody?: BodySeries;
  readonly thyroidUptake?: UptakeSeries;
  readonly marrowBy?: MarrowBy;
  readonly marrowCarrier?: (typeof MARROW_CARRIERS)[number];
  readonly release?: ReleaseWish;
  readonly errors?: MeasurementErrors;
}

/** Relative standard deviations of what doses by blood and probe are reckoned with, %; without one the usual one is taken (`USUAL_ERRORS`). Curves bring that of their fit. */
export interface MeasurementErrors {
  readonly bloodCalibrationPercent?: number;
  readonly weightPercent?: number;
  /** Of the share itself: 5 % of 0.40 are 0.02. */
  readonly haematocritPercent?: number;
  /** Of the concentration in marrow over that in blood. */
  readonly marrowRatioPercent?: number;
  /** Where they were read or measured. */
  readonly source?: string;
}

/** When the patient is to leave, and below what. */
export interface ReleaseWish {
  /** Hours after the administration at which the patient is to leave. */
  readonly stayH: number;
  readonly limitMBq?: number;
  /** Dose rate at 1 m, µSv/h. */
  readonly limitMicroSvPerH?: number;
  /** Dose at 1 m from the release on to someone who is there for `occupancy` of the time, mSv. */
  readonly limitMilliSv?: number;
  /** Share of the time that someone is at 1 m; `USUAL_OCCUPANCY` where left out. */
  readonly occupancy?: number;
  /** Where the limits were read. */
  readonly limitSource?: string;
  /** Share of photons that leaves the body, 0 to 1. */
  readonly transmission: number;
}
