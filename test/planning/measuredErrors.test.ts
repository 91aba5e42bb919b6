import { describe, expect, test } from "vitest";
import { largestActivity } from "../../src/planning/largestActivity";
import { measuredErrors } from "../../src/planning/measuredErrors";
import { measuredFactor, retentionErrorId } from "../../src/planning/measuredFactor";
import type { BloodSeries, BodySeries, PatientData } from "../../src/planning/patientData";
import { patientFigures } from "../../src/planning/patientFigures";
import { protocol } from "../../src/planning/protocols";
import {
  activityAtRisk,
  bindingActivities,
  sampledLargest,
  tornado,
} from "../../src/planning/riskOfActivity";
import type { SMatrix } from "../../src/planning/sMatrix";
import { drawErrors, followErrors, logSpread } from "../../src/planning/uncertainty";
import { USUAL_ERRORS } from "../../src/planning/usualErrors";
import { limitOf, organ } from "../support/planning";

const TIMES_H = [2, 6, 24, 48, 96, 144];
const READING = 0.05;
const ofI131 = {
  nuclide: "I-131",
  administeredMBq: 1000,
  decayCorrectedTo: "measurement",
} as const;
const readingsOf = (percentAtZero: number, residenceH: number) =>
  TIMES_H.map((timeH) => ({
    timeH,
    value: 10 * percentAtZero * Math.exp((-percentAtZero / 100 / residenceH) * timeH),
  }));
const BODY: BodySeries = {
  ...ofI131,
  unit: "MBq",
  model: "monoExponential",
  readings: readingsOf(100, 17.3),
};
const BLOOD: BloodSeries = {
  ...ofI131,
  unit: "kBq/mL",
  model: "monoExponential",
  readings: readingsOf(5, 0.8),
};
/** Nothing but the curves errs. */
const KNOWN = {
  bloodCalibrationPercent: 0,
  weightPercent: 0,
  haematocritPercent: 0,
  marrowRatioPercent: 0,
};
const PATIENT: PatientData = { weightKg: 70, blood: BLOOD, wholeBody: BODY, errors: KNOWN };
const { limits } = protocol("i131-thyroid-carcinoma");
const figuresOf = (data: PatientData) => patientFigures(data, { nuclide: "I-131", limits });
const errorsFor = (data: PatientData) => measuredErrors(figuresOf(data), data, 0.1)!;
const targetOf = (data: PatientData, id: string) =>
  errorsFor(data).targets.find((target) => target.id === id)!;

/** Variance of the logarithm to first order. */
const variance = ({ parts }: ReturnType<typeof targetOf>) => {
  const slopes = new Map<number, number>();
  for (const { share, errors } of parts)
    for (const { input, logSpread: spread } of errors)
      slopes.set(input, (slopes.get(input) ?? 0) + share * spread);
  return [...slopes.values()].reduce((sum, slope) => sum + slope ** 2, 0);
};

/** No organ: what binds was measured of the patient. */
const NO_MATRIX = { targets: [], sourceIds: [], gyPerGBq: [] } as unknown as SMatrix;
const exact = { calibration: 0.05, decays: [], mass: [], decaysMassCorrelation: 0 };

describe("errors of figures by blood and probe", () => {
  test("the residence time of one exponential has the error of its regression, and so has the whole-body dose", () => {
    const { residenceH, residenceErrorH } = figuresOf(PATIENT).wholeBody!;
    const mean = TIMES_H.reduce((sum, t) => sum + t, 0) / TIMES_H.length;
    const square = TIMES_H.reduce((sum, t) => sum + (t - mean) ** 2, 0);
    // ln τ = ln a − ln λ, with ln a and λ of a straight line through ln A.
    const slope = 1 / (1 / 17.3);
    const closed = READING ** 2 * (1 / TIMES_H.length + (slope - mean) ** 2 / square);

    expect((residenceErrorH! / residenceH) ** 2).toBeCloseTo(closed, 5);
    expect(variance(targetOf(PATIENT, "wholeBody"))).toBeCloseTo(closed, 5);
  });

  test("a retention has the error of the regression at its hour", () => {
    const mean = TIMES_H.reduce((sum, t) => sum + t, 0) / TIMES_H.length;
    const square = TIMES_H.reduce((sum, t) => sum + (t - mean) ** 2, 0);
    const closed = READING * Math.sqrt(1 / TIMES_H.length + (48 - mean) ** 2 / square);

    const share = Math.sqrt(variance(targetOf(PATIENT, retentionErrorId(48))));

    expect(Math.abs(share / closed - 1)).toBeLessThan(0.05);
  });

  test("the blood dose takes both curves by their shares, the weight by the power of two thirds on the part of the body", () => {
    const before = variance(targetOf(PATIENT, "blood"));
    const [own, body] = targetOf(PATIENT, "blood").parts;
    expect(own!.share + body!.share).toBeCloseTo(1, 12);
    expect(own!.share).toBeCloseTo((108 * 8e-4) / 0.1055, 3);

    const withWeight = { ...PATIENT, errors: { ...KNOWN, weightPercent: 10 } };
    const added = (body!.share * (2 / 3) * logSpread(0.1)) ** 2;
    expect(variance(targetOf(withWeight, "blood")) - before).toBeCloseTo(added, 10);
    const withProbe = { ...PATIENT, errors: { ...KNOWN, bloodCalibrationPercent: 8 } };
    expect(variance(targetOf(withProbe, "blood")) - before).toBeCloseTo(
      (own!.share * logSpread(0.08)) ** 2,
      10,
    );
  });

  test("where nothing is stated the usual errors stand, each with its source; what is stated leaves the others", () => {
    const usual = {
      bloodCalibrationPercent: 5,
      weightPercent: 2,
      haematocritPercent: 5,
      marrowRatioPercent: 20,
    };
    for (const [key, percent] of Object.entries(usual)) {
      const { percent: stands, source } = USUAL_ERRORS[key as keyof typeof usual];
      expect(stands).toBe(percent);
      expect(source).toMatch(/assumed|published/);
    }
    const plasma: PatientData = { ...PATIENT, marrowCarrier: "plasma", haematocrit: 0.4 };
    const { errors: _, ...unstated } = plasma;
    const of = (data: PatientData) => variance(targetOf(data, "marrowByBlood"));
    expect(of(unstated)).toBe(of({ ...plasma, errors: usual }));
    expect(of(unstated)).toBeGreaterThan(of(plasma));
    expect(of({ ...plasma, errors: { marrowRatioPercent: 0 } })).toBe(
      of({ ...plasma, errors: { ...usual, marrowRatioPercent: 0 } }),
    );
  });

  test("the marrow by blood takes the haematocrit by h/(1 − h) where the carrier stays in plasma, and not for a peptide", () => {
    const plasma: PatientData = { ...PATIENT, marrowCarrier: "plasma", haematocrit: 0.4 };
    const own = targetOf(plasma, "marrowByBlood").parts[0]!.share;
    const errors = { ...KNOWN, haematocritPercent: 5 };
    const added =
      variance(targetOf({ ...plasma, errors }, "marrowByBlood")) -
      variance(targetOf(plasma, "marrowByBlood"));
    expect(added).toBeCloseTo((own * (0.4 / 0.6) * logSpread(0.05)) ** 2, 10);

    const peptide: PatientData = { ...PATIENT, marrowCarrier: "peptide", haematocrit: 0.4 };
    expect(variance(targetOf({ ...peptide, errors }, "marrowByBlood"))).toBe(
      variance(targetOf(peptide, "marrowByBlood")),
    );
  });

  test("one input of one figure spreads the largest activity as its log-normal does, and is a bar of the tornado", () => {
    const measured = errorsFor(PATIENT);
    const limit = [{ structureId: "wholeBody", activityGBq: 10 }];
    const uncertainty = { ...exact, measured };
    const drawn = drawErrors(NO_MATRIX, uncertainty, 40_000, 1);
    const sampled = sampledLargest(limit, followErrors(NO_MATRIX, drawn, ["wholeBody"]));
    const spread = Math.sqrt(variance(targetOf(PATIENT, "wholeBody")));
    expect(Math.log(activityAtRisk(sampled, 0.975) / 10)).toBeCloseTo(1.96 * spread, 2);
    expect(Math.log(activityAtRisk(sampled, 0.025) / 10)).toBeCloseTo(-1.96 * spread, 2);

    const [bar] = tornado(limit, NO_MATRIX, uncertainty);
    expect(bar!.input).toEqual({
      kind: "measured",
      input: measured.inputs.findIndex(({ name }) => name === "curve of the whole body"),
    });
    expect(bar!.belowGBq).toBeCloseTo(10 * Math.exp(spread), 6);
  });

  test("a retention goes by its own error, a whole body without a probe by that of the body that was drawn", () => {
    const retained = limits.filter(({ metric }) => metric.kind === "retention");
    const { measured } = figuresOf(PATIENT);
    const ofRetention = largestActivity({ structures: [], measured, limits: retained, cycles: 1 });
    expect(bindingActivities(ofRetention)[0]!.structureId).toBe(retentionErrorId(48));

    const body = { ...organ("body", [0.1, 0.1]), role: "body" as const };
    const whole = [limitOf(0.75, { metric: { kind: "wholeBodyDose" } })];
    const byImages = largestActivity({ structures: [body], limits: whole, cycles: 1 });
    expect(bindingActivities(byImages)[0]!.structureId).toBe("body");
    const byProbe = largestActivity({ structures: [body], measured, limits: whole, cycles: 1 });
    expect(bindingActivities(byProbe)[0]!.structureId).toBe("wholeBody");
  });

  test("other errors stay as they were drawn; what has no error keeps its activity", () => {
    const matrix = {
      targets: [{ id: "liver", name: "Liver" }],
      sourceIds: ["liver"],
      gyPerGBq: [Float64Array.of(1)],
    } as unknown as SMatrix;
    const uncertainty = { ...exact, decays: [0.1], mass: [0.05] };
    const { measured: _, ...rest } = drawErrors(
      matrix,
      { ...uncertainty, measured: errorsFor(PATIENT) },
      500,
      1,
    );
    expect(rest).toEqual(drawErrors(matrix, uncertainty, 500, 1));
    expect(measuredFactor([], () => 1, 2)).toBe(0);
    expect(measuredErrors(figuresOf({}), {}, 0.1)).toBeUndefined();
  });
});
