import { describe, expect, test } from "vitest";
import { nuclide } from "../../src/physics/nuclides";
import { bloodMarrowStructure } from "../../src/planning/bloodMarrowDose";
import {
  bloodVolumeMl,
  filtrationMlPerMin,
  wholeBodyGyPerGBqH,
} from "../../src/planning/bodyFigures";
import { largestActivity } from "../../src/planning/largestActivity";
import { bloodCurve, bodyCurve } from "../../src/planning/patientCurve";
import type { BloodSeries, BodySeries, PatientData } from "../../src/planning/patientData";
import { patientFigures, withBloodMarrow } from "../../src/planning/patientFigures";
import { protocol } from "../../src/planning/protocols";
import { organ } from "../support/planning";

const HALF_LIFE_H = nuclide("I-131").halfLifeS / 3600;
const TIMES_H = [2, 6, 24, 48, 96, 144];

/** One exponential with a residence time, as readings of 1000 MBq administered. */
const readingsOf = (
  percentAtZero: number,
  residenceH: number,
  unitsPerPercent: number,
  scale = 1,
) => {
  const ratePerH = percentAtZero / 100 / (residenceH * scale);
  return TIMES_H.map((timeH) => ({
    timeH,
    value: percentAtZero * unitsPerPercent * Math.exp(-ratePerH * timeH),
  }));
};
const ofI131 = {
  nuclide: "I-131",
  administeredMBq: 1000,
  decayCorrectedTo: "measurement",
} as const;
const BODY: BodySeries = { ...ofI131, unit: "MBq", readings: readingsOf(100, 17.3, 10) };
/** 8e-4 h in a mL is 0.8 h in a litre. */
const BLOOD: BloodSeries = { ...ofI131, unit: "kBq/mL", readings: readingsOf(5, 0.8, 10) };
const PATIENT: PatientData = { weightKg: 70, blood: BLOOD, wholeBody: BODY };
const carcinoma = protocol("i131-thyroid-carcinoma");
const figuresOf = (data: PatientData) =>
  patientFigures(data, { nuclide: "I-131", limits: carcinoma.limits });

describe("131I thyroid carcinoma from samples and probe readings", () => {
  test("70 kg, 17.3 h and 8e-4 h give 0.1055 Gy/GBq, and 18.95 GBq for 2 Gy, with nothing unchecked", () => {
    const { measured, blood, wholeBody } = figuresOf(PATIENT);
    const { activityGBq, binding, notHeld, perLimit } = largestActivity({
      structures: [],
      measured,
      limits: carcinoma.limits,
      cycles: 1,
    });

    expect(blood!.residenceH).toBeCloseTo(8e-4, 8);
    expect(wholeBody!.residenceH).toBeCloseTo(17.3, 4);
    expect(measured.bloodGyPerGBq).toBeCloseTo(0.1055, 4);
    expect(activityGBq).toBeCloseTo(18.95, 2);
    expect(binding!.limit.id).toBe("blood-2");
    expect(notHeld).toEqual([]);
    const retained = Math.exp(-48 / 17.3);
    expect(
      perLimit.find(({ limit }) => limit.id === "retention-48h-2.96")!.activityGBq,
    ).toBeCloseTo(2.96 / retained, 3);
  });

  test("relative probe readings count from the first, which is all decayed to its time", () => {
    const counted = bodyCurve(
      { ...BODY, unit: "counts/s", readings: readingsOf(100, 17.3, 37) },
      "I-131",
    );

    expect(counted.percent[0]).toBeCloseTo(100 * 2 ** (-2 / HALF_LIFE_H), 9);
  });

  test("readings with their decay taken out give the same curve", () => {
    const corrected = BODY.readings.map(({ timeH, value }) => ({
      timeH,
      value: value * 2 ** (timeH / HALF_LIFE_H),
    }));
    const curve = bodyCurve(
      { ...BODY, decayCorrectedTo: "administration", readings: corrected },
      "I-131",
    );

    expect(curve.residenceH).toBeCloseTo(17.3, 4);
  });

  test("a 124I tracer gives the residence time of 131I", () => {
    const tracer = BODY.readings.map(({ timeH, value }) => ({
      timeH,
      value: value * 2 ** (timeH / HALF_LIFE_H - timeH / (nuclide("I-124").halfLifeS / 3600)),
    }));
    const curve = bodyCurve({ ...BODY, nuclide: "I-124", readings: tracer }, "I-131");

    expect(curve.residenceH).toBeCloseTo(17.3, 4);
    expect(curve.notes[0]).toMatch(/Measured with I-124/);
  });

  test("what is wanting is named, and limits stay unchecked for that reason", () => {
    const { measured } = figuresOf({ wholeBody: BODY, weightKg: 70 });

    expect(measured.bloodGyPerGBq).toBeUndefined();
    expect(measured.missing!.bloodDose).toBe("blood was not sampled");
    expect(figuresOf({ blood: BLOOD, wholeBody: BODY }).measured.missing!.bloodDose).toBe(
      "the body weight is not stated",
    );
  });

  test("a reading that is none is refused by name", () => {
    const readings = [...BLOOD.readings, { timeH: 150, value: -1 }];

    expect(() => bloodCurve({ ...BLOOD, readings }, "I-131")).toThrow(
      "blood, reading 7: value: expected more than 0 kBq/mL, received -1",
    );
    expect(() => bloodCurve({ ...BLOOD, unit: "counts/s" }, "I-131")).toThrow(/calibration/);
  });
});

describe("figures of the body", () => {
  test("electrons, and the photon part of the blood formula, make up the whole-body formula of 131I within 1 %", () => {
    const electronsGy = 1.5745e-3;

    expect(wholeBodyGyPerGBqH("I-131", 70)! / (electronsGy + 0.0188 * 70 ** (-2 / 3))).toBeCloseTo(
      1,
      2,
    );
  });

  test("a man of 175 cm and 70 kg has 4.8 L of blood; creatinine 1.0 at 60 years filters 86 mL/min", () => {
    expect(bloodVolumeMl({ heightCm: 175, weightKg: 70, sex: "male" })!.ml).toBeCloseTo(4824, -1);
    expect(filtrationMlPerMin({ creatinineMgPerDl: 1, ageY: 60, sex: "male" })).toBeCloseTo(86, 0);
  });
});

describe("red marrow by blood", () => {
  const drawn = organ("vertebrae", [0.04, 0.06], { role: "marrow" });
  const peptide: PatientData = { ...PATIENT, marrowCarrier: "peptide", sex: "male" };

  test("its own dose is that of a gram of blood, which the ratio multiplies", () => {
    const marrow = figuresOf(peptide).marrow;
    if (typeof marrow === "string") throw new Error(marrow);
    const selfGy = (((8e-4 / 1.06) * 3.6e12 * 1.5745e-3 * 70) / 3.6e12) * 1000;

    expect(marrow.selfGyPerGBq / selfGy).toBeCloseTo(1, 3);
    expect(marrow.crossGyPerGBq).toBeCloseTo(0.0188 * 70 ** (-2 / 3) * 17.3, 4);
    const plasma = figuresOf({ ...peptide, marrowCarrier: "plasma", haematocrit: 0.45 }).marrow;
    if (typeof plasma === "string") throw new Error(plasma);
    expect(plasma.selfGyPerGBq / marrow.selfGyPerGBq).toBeCloseTo(0.19 / 0.55, 9);
  });

  test("photons from the rest of the body are no alphas: the share is that of all its dose", () => {
    const marrow = {
      gyPerGBq: 4,
      selfGyPerGBq: 1,
      crossGyPerGBq: 3,
      ratio: 1,
      ratioSource: "",
      massG: 1500,
      massSource: "",
      crossSource: "",
      effectiveHalfLifeH: 10,
    };
    const share = (selfGyPerGBq: number) =>
      bloodMarrowStructure({ ...marrow, selfGyPerGBq }, "Ac-225").alphaShare!;

    expect(share(4)).toBeGreaterThan(0.9);
    expect(share(1)).toBeCloseTo(share(4) / 4, 12);
  });

  test("the user chooses which marrow binds", () => {
    const ids = (marrowBy: "both" | "blood" | "image") =>
      withBloodMarrow([drawn], figuresOf(peptide), { ...peptide, marrowBy }, "I-131").map(
        ({ structureId }) => structureId,
      );

    expect(ids("both")).toEqual(["vertebrae", "marrowByBlood"]);
    expect(ids("blood")).toEqual(["marrowByBlood"]);
    expect(ids("image")).toEqual(["vertebrae"]);
  });

  test("without the way of the carrier into marrow none is given", () => {
    expect(figuresOf(PATIENT).marrow).toMatch(/not stated whether/);
  });
});
