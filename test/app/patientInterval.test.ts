import { expect, test } from "vitest";
import { errorsOf, largestInterval, tornadoOf, uncertaintyOf } from "../../src/app/interval";
import { patientErrors } from "../../src/app/patientInput";
import type { PlanResult } from "../../src/app/planResult";
import { NO_EDITS } from "../../src/app/session";
import { largestActivity } from "../../src/planning/largestActivity";
import type { PatientData } from "../../src/planning/patientData";
import { patientFigures } from "../../src/planning/patientFigures";
import { protocol } from "../../src/planning/protocols";
import type { SMatrix } from "../../src/planning/sMatrix";

const carcinoma = protocol("i131-thyroid-carcinoma");
const series = (percentAtZero: number, residenceH: number) => ({
  nuclide: "I-131",
  administeredMBq: 1000,
  decayCorrectedTo: "measurement" as const,
  model: "monoExponential" as const,
  readings: [2, 6, 24, 48, 96, 144].map((timeH) => ({
    timeH,
    value: 10 * percentAtZero * Math.exp((-percentAtZero / 100 / residenceH) * timeH),
  })),
});
const PATIENT: PatientData = {
  weightKg: 70,
  blood: { ...series(5, 0.8), unit: "kBq/mL" },
  wholeBody: { ...series(100, 17.3), unit: "MBq" },
};
const RESULT = {
  prescription: { nuclide: "I-131", protocol: carcinoma },
  structureDoses: [],
  structures: [],
  regions: [],
  basisGyPerGBq: [],
  budget: { assumptions: [], regions: [] },
} as unknown as PlanResult;
const MATRIX = { targets: [], sourceIds: [], gyPerGBq: [] } as unknown as SMatrix;

test("the largest 131I activity by blood dose has an interval and a tornado of both curves and the weight", () => {
  const patient = { ...PATIENT, errors: { weightPercent: 2, bloodCalibrationPercent: 0 } };
  const { measured } = patientFigures(patient, { nuclide: "I-131", limits: carcinoma.limits });
  const limits = carcinoma.limits.filter(({ metric }) => metric.kind === "bloodDose");
  const largest = largestActivity({ structures: [], measured, limits, cycles: 1 });
  const errors = patientErrors(RESULT, patient, 10)!;
  const uncertainty = uncertaintyOf(MATRIX, RESULT, NO_EDITS.spread, errors);

  const interval = largestInterval(largest, MATRIX, errorsOf(MATRIX, uncertainty))!;
  const bars = tornadoOf(largest, MATRIX, uncertainty, (id) => id);

  expect(largest.activityGBq).toBeCloseTo(18.95, 2);
  expect(interval.fromGBq).toBeLessThan(18.2);
  expect(interval.toGBq).toBeGreaterThan(19.7);
  expect(interval.atFivePercentGBq).toBeGreaterThan(interval.fromGBq);
  expect(bars.map(({ name }) => name)).toEqual([
    "curve of blood",
    "curve of the whole body",
    "body weight",
  ]);
  const without = uncertaintyOf(MATRIX, RESULT, NO_EDITS.spread, undefined);
  const bare = largestInterval(largest, MATRIX, errorsOf(MATRIX, without));
  expect(bare === undefined || bare.fromGBq === bare.toGBq).toBe(true);
});
