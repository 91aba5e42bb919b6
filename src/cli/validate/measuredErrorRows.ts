import { largestActivity } from "../../planning/largestActivity";
import { measuredErrors } from "../../planning/measuredErrors";
import type { PatientData, PatientSeries } from "../../planning/patientData";
import { patientFigures } from "../../planning/patientFigures";
import { protocol } from "../../planning/protocols";
import { bindingActivities, sampledLargest } from "../../planning/riskOfActivity";
import type { SMatrix } from "../../planning/sMatrix";
import { drawErrors, followErrors } from "../../planning/uncertainty";
import { figureRow as row, type ValidationRow } from "./row";

const TIMES_H = [2, 6, 24, 48, 96, 144];
/** Of a reading, as fits of blood and probe take it. */
const READING = 0.05;
const STATED = 0.05;
const NO_MATRIX: SMatrix = { targets: [], sourceIds: [], gyPerGBq: [] };

/** One exponential with a half-life in hours, as samples and probe give it. */
const series = <U extends string>(unit: U, start: number, ratePerH: number): PatientSeries<U> => ({
  unit,
  decayCorrectedTo: "measurement",
  nuclide: "I-131",
  administeredMBq: 1000,
  model: "monoExponential",
  readings: TIMES_H.map((timeH) => ({ timeH, value: start * Math.exp(-ratePerH * timeH) })),
});

const BLOOD_PER_H = 0.05 / 0.8;
const BODY_PER_H = 1 / 17.3;
const PATIENT: PatientData = {
  weightKg: 70,
  blood: series("kBq/mL", 50, BLOOD_PER_H),
  wholeBody: series("MBq", 1000, BODY_PER_H),
  errors: { weightPercent: 100 * STATED, bloodCalibrationPercent: 100 * STATED },
};

/** Errors of what blood samples and probe give, against the straight line through the logarithms and propagation by hand. */
export function measuredErrorRows(): ValidationRow[] {
  const { limits: all } = protocol("i131-thyroid-carcinoma");
  const limits = all.filter(({ metric }) => metric.kind === "bloodDose");
  const figures = patientFigures(PATIENT, { nuclide: "I-131", limits });
  const { residenceH, residenceErrorH } = figures.wholeBody!;
  const measured = measuredErrors(figures, PATIENT, 0)!;
  const largest = largestActivity({
    structures: [],
    measured: figures.measured,
    limits,
    cycles: 1,
  });
  const uncertainty = { calibration: 0, decays: [], mass: [], decaysMassCorrelation: 0, measured };
  const drawn = drawErrors(NO_MATRIX, uncertainty, 100_000, 1);
  const sampled = sampledLargest(
    bindingActivities(largest),
    followErrors(NO_MATRIX, drawn, ["blood"]),
  );
  const own = (108 * 8e-4) / (108 * 8e-4 + 0.0188 * 70 ** (-2 / 3) * 17.3);
  const byHand = Math.hypot(
    own * residenceError(BLOOD_PER_H),
    own * STATED,
    (1 - own) * residenceError(BODY_PER_H),
    ((1 - own) * 2 * STATED) / 3,
  );
  return [
    row(
      "error of the residence time in the body, six readings known to 5 %",
      "straight line through the logarithms, closed form",
      "%",
      100 * residenceError(BODY_PER_H),
      (100 * residenceErrorH!) / residenceH,
      0.5,
    ),
    row(
      "spread of 100 000 largest activities for 2 Gy to the blood: curves, weight and blood calibration known to 5 %",
      "propagation by hand, first order",
      "%",
      100 * byHand,
      100 * deviationOf(sampled.map(Math.log)),
      1,
    ),
  ];
}

/** Relative error of a/λ where ln A = ln a − λt is drawn through readings with one relative error. */
function residenceError(ratePerH: number): number {
  const mean = TIMES_H.reduce((sum, t) => sum + t, 0) / TIMES_H.length;
  const square = TIMES_H.reduce((sum, t) => sum + (t - mean) ** 2, 0);
  return READING * Math.sqrt(1 / TIMES_H.length + (1 / ratePerH - mean) ** 2 / square);
}

function deviationOf(values: Float64Array): number {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  return Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1));
}
