import { InputError } from "../inputError";
import { fitTimeActivity, type ModelChoice, type TimeActivityFit } from "../kinetics/fit";
import { nuclide } from "../physics/nuclides";
import { HOUR_S } from "../physics/units";
import type { BloodSeries, BodySeries, PatientSeries, UptakeSeries } from "./patientData";

/** A measured curve of the patient as it is for the therapy's nuclide, decay included, in % of what is administered (blood: % in a litre). */
export interface PatientCurve {
  readonly timesH: readonly number[];
  readonly percent: readonly number[];
  readonly physicalHalfLifeH: number;
  /** In the same unit: its MBq are %, its MBq·h %·h. */
  readonly fit: TimeActivityFit;
  /** Residence time, h: of blood in one mL, else in the whole. */
  readonly residenceH: number;
  /** One standard error of it, of the fit alone. */
  readonly residenceErrorH: number | undefined;
  /** What a reader must know before using it. */
  readonly notes: readonly string[];
}

/** Error of one reading where none is stated: samples and probes repeat to about this. */
export const READING_ERROR_PERCENT = 5;
const ML_PER_L = 1000;
/** Later than this something has been excreted, and a first reading is no longer all. */
const LATE_FIRST_READING_H = 2;

/** Concentration in blood. @throws InputError for readings that make no curve. */
export function bloodCurve(series: BloodSeries, therapyNuclide: string): PatientCurve {
  const percentPerUnit = {
    "%/L": () => 1,
    "kBq/mL": () => 100 / series.administeredMBq,
    "counts/s": () => (100 * calibrationOf(series)) / series.administeredMBq,
  }[series.unit]();
  return curveOf("blood", series, therapyNuclide, percentPerUnit, {
    model: series.model ?? "auto",
    parts: ML_PER_L,
    notes: [],
  });
}

/** Activity in the whole body. Relative readings are scaled so that the first, before anything is excreted, is all. */
export function bodyCurve(series: BodySeries, therapyNuclide: string): PatientCurve {
  const first = byTime(series)[0];
  const scale = {
    "%": () => 1,
    MBq: () => 100 / series.administeredMBq,
    "counts/s": () => 100 / (first ? first.value * undecayed(series, first.timeH) : 1),
  }[series.unit]();
  const notes =
    series.unit === "counts/s" && first && first.timeH > LATE_FIRST_READING_H
      ? [
          `The first whole-body reading was taken ${first.timeH} h after the administration and counts as all of it: what had been excreted by then is missed, and the retention is too high.`,
        ]
      : [];
  const ask = (model: ModelChoice) =>
    curveOf("whole body", series, therapyNuclide, scale, { model, parts: 1, notes });
  if (series.model) return ask(series.model);
  const [single, double] = [
    ask("monoExponential"),
    series.readings.length >= 5 ? ask("biExponential") : undefined,
  ];
  const [one, two] = [single.fit.aicc, double?.fit.aicc];
  return double && one !== undefined && two !== undefined && two < one ? double : single;
}

/** Uptake of the thyroid. */
export const uptakeCurve = (series: UptakeSeries, therapyNuclide: string): PatientCurve =>
  curveOf("thyroid uptake", series, therapyNuclide, 1, {
    model: series.model ?? "auto",
    parts: 1,
    notes: [],
  });

/** The curve by the same model through other percentages; only its fit and residence time are made anew. */
export function refitted(curve: PatientCurve, percent: readonly number[]): PatientCurve {
  const { fit, timesH, physicalHalfLifeH, residenceH } = curve;
  const again = fitOf(timesH, percent, physicalHalfLifeH, fit.model);
  return { ...curve, percent, fit: again, residenceH: (residenceH * again.tiaMBqH) / fit.tiaMBqH };
}

const fitOf = (
  timesH: readonly number[],
  percent: readonly number[],
  physicalHalfLifeH: number,
  model: ModelChoice,
) =>
  fitTimeActivity({
    timesH,
    activityMBq: percent,
    sigmaMBq: percent.map((p) => (p * READING_ERROR_PERCENT) / 100),
    physicalHalfLifeH,
    model,
  });

function curveOf(
  name: string,
  series: PatientSeries,
  therapyNuclide: string,
  percentPerUnit: number,
  { model, parts, notes }: { model: ModelChoice; parts: number; notes: readonly string[] },
): PatientCurve {
  const readings = byTime(series);
  readings.forEach(({ timeH, value }, i) => {
    if (!(Number.isFinite(timeH) && timeH >= 0))
      throw new InputError(
        `${name}, reading ${i + 1}: time: expected 0 h or more, received ${timeH}`,
      );
    if (!(Number.isFinite(value) && value > 0))
      throw new InputError(
        `${name}, reading ${i + 1}: value: expected more than 0 ${series.unit}, received ${value}`,
      );
  });
  if (!(series.administeredMBq > 0))
    throw new InputError(
      `${name}: administered activity: expected more than 0 MBq, received ${series.administeredMBq}`,
    );
  const halfLifeH = halfLifeHOf(therapyNuclide);
  const percent = readings.map(
    ({ timeH, value }) =>
      value * percentPerUnit * undecayed(series, timeH) * 2 ** (-timeH / halfLifeH),
  );
  const timesH = readings.map(({ timeH }) => timeH);
  const fit = named(name, () => fitOf(timesH, percent, halfLifeH, model));
  const error = fit.tiaStandardErrorMBqH;
  return {
    timesH,
    percent,
    physicalHalfLifeH: halfLifeH,
    fit,
    residenceH: fit.tiaMBqH / 100 / parts,
    residenceErrorH: error === undefined ? undefined : error / 100 / parts,
    notes: [
      ...notes,
      ...(series.nuclide === therapyNuclide
        ? []
        : [`Measured with ${series.nuclide}; the decay of ${therapyNuclide} is put in its place.`]),
      ...fit.flags,
    ],
  };
}

/** By which a reading at a time is to be multiplied to take its decay out. */
const undecayed = ({ decayCorrectedTo, nuclide: name }: PatientSeries, timeH: number): number =>
  decayCorrectedTo === "administration" ? 1 : 2 ** (timeH / halfLifeHOf(name));

function calibrationOf({ kBqPerMlPerCountS }: BloodSeries): number {
  if (!(kBqPerMlPerCountS !== undefined && kBqPerMlPerCountS > 0))
    throw new InputError(
      `blood: samples in counts/s need their calibration: expected more than 0 kBq/mL per count/s, received ${kBqPerMlPerCountS ?? "none"}`,
    );
  return kBqPerMlPerCountS;
}

function named<T>(name: string, task: () => T): T {
  try {
    return task();
  } catch (error) {
    if (error instanceof InputError) throw new InputError(`${name}: ${error.message}`);
    throw error;
  }
}

const byTime = ({ readings }: PatientSeries) => [...readings].sort((a, b) => a.timeH - b.timeH);
const halfLifeHOf = (name: string) => nuclide(name).halfLifeS / HOUR_S;
