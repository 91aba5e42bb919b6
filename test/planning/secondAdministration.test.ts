import { expect, test } from "vitest";
import { nuclide } from "../../src/physics/nuclides";
import { photonDoseRateConstant } from "../../src/physics/photonDoseRate";
import type { PatientData } from "../../src/planning/patientData";
import { patientFigures } from "../../src/planning/patientFigures";
import { protocol } from "../../src/planning/protocols";
import { doseRateConstantOfChain } from "../../src/planning/release";
import { releaseFigures } from "../../src/planning/releasePlan";
import { secondAdministration } from "../../src/planning/secondAdministration";

const TIMES_H = [1, 6, 24, 48, 96];
const mibg = protocol("i131-mibg-neuroblastoma");
const child = (nuclide: string): PatientData => ({
  weightKg: 20,
  wholeBody: {
    unit: "%",
    decayCorrectedTo: "measurement",
    nuclide,
    administeredMBq: 8880,
    readings: TIMES_H.map((timeH) => ({ timeH, value: 100 * Math.exp(-timeH / 25) })),
  },
});
const figuresOf = (data: PatientData) =>
  patientFigures(data, { nuclide: "I-131", limits: mibg.limits });

test("the second mIBG administration has what the first, by its whole-body readings, left of 4 Gy", () => {
  const data = child("I-131");
  const second = secondAdministration(mibg, data, figuresOf(data))!;
  const perGBq = 0.134 * 20 ** -0.921 * 25;

  expect(second.firstWholeBodyGy).toBeCloseTo(8.88 * perGBq, 4);
  expect(second.secondGBq).toBeCloseTo(4 / perGBq - 8.88, 3);
});

test("readings of a 123I tracer are no first administration", () => {
  const data = child("I-123");

  expect(secondAdministration(mibg, data, figuresOf(data))).toBeUndefined();
});

test("half of the photons let the patient leave with twice the activity by dose rate", () => {
  const body = [{ amplitude: 1000, ratePerH: 1 / 17.3 }];
  const wish = { stayH: 48, limitMicroSvPerH: 20, transmission: 1 };
  const bare = releaseFigures("I-131", body, wish, 3.7);
  const shielded = releaseFigures("I-131", body, { ...wish, transmission: 0.5 }, 3.7);

  expect(shielded.largestGBq! / bare.largestGBq!).toBeCloseTo(2, 9);
  expect(releaseFigures("I-131", body, wish, bare.largestGBq!).doseRateFromH).toBeCloseTo(48, 6);
});

test("daughters that decay along shine along: nine tenths of the dose rate of 212Pb", () => {
  const alone = photonDoseRateConstant(nuclide("Pb-212"));
  const daughters =
    photonDoseRateConstant(nuclide("Bi-212")) + 0.359 * photonDoseRateConstant(nuclide("Tl-208"));

  expect(doseRateConstantOfChain("Pb-212") / (alone + daughters)).toBeCloseTo(1, 1);
  expect(alone / doseRateConstantOfChain("Pb-212")).toBeLessThan(0.12);
  const lutetium = photonDoseRateConstant(nuclide("Lu-177"));
  expect(doseRateConstantOfChain("Lu-177") / lutetium).toBeGreaterThan(1);
  expect(doseRateConstantOfChain("Lu-177") / lutetium).toBeLessThan(1.02);
});
