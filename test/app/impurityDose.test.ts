import { expect, test } from "vitest";
import { companionTiacH, grownFrom } from "../../src/app/companionKinetics";
import { doseByMethod, methodQuestion } from "../../src/app/methodDose";
import { plan } from "../../src/app/pipeline";
import { planFile } from "../../src/app/planFile";
import type { PlanResult } from "../../src/app/planResult";
import { prescriptionOf } from "../../src/app/prescriptionOf";
import { nuclide } from "../../src/physics/nuclides";
import { parseCase } from "../../src/records/caseFile";
import { loadStudy } from "../../src/records/loadStudy";
import { sumOf } from "../../src/volume/statistics";
import { quietWork } from "../../src/work";
import { withGpu } from "../support/gpu";
import { schemaFaults } from "../support/schemaFaults";
import { smallCase, smallCaseJson } from "../support/smallCase";

const rate = (name: string) => (Math.LN2 * 3600) / nuclide(name).halfLifeS;
const [MAIN, OWN] = [rate("Lu-177"), rate("Lu-177m")];

const region = (ratePerH: number, model = "monoExponential") =>
  ({
    tiacH: 100 / ratePerH / 1000,
    timesH: [4, 24, 96],
    activityMBq: [4, 24, 96].map((hours) => 100 * Math.exp(-ratePerH * hours)),
    weights: [1, 1, 1],
    fit: { model, terms: [{ amplitudeMBq: 100, ratePerH }], tiaMBqH: 100 / ratePerH },
  }) as never;
const tiacOf = (ratePerH: number, companion: string, model?: string) =>
  Object.fromEntries(
    grownFrom(nuclide(companion)).map(({ nuclide: { name }, decay }) => [
      name,
      companionTiacH(region(ratePerH, model), 1000, MAIN, decay),
    ]),
  );

test("a companion clears as the main nuclide does and decays by itself: a/(λ_biological + λ_own)", () => {
  const biological = Math.LN2 / 70;

  expect(tiacOf(biological + MAIN, "Lu-177m")["Lu-177m"]).toBeCloseTo(0.1 / (biological + OWN), 9);
  expect(tiacOf(MAIN, "Lu-177m")["Lu-177m"]).toBeCloseTo(0.1 / OWN, 9);
});

test("what grows from it is cleared with it: branching · λ / ((b + λ_parent)(b + λ)) of its activity", () => {
  for (const biological of [0, Math.LN2 / 1000, Math.LN2 / 70])
    expect(tiacOf(biological + MAIN, "Lu-177m")["Lu-177"]! / 0.1).toBeCloseTo(
      (0.217 * MAIN) / ((biological + OWN) * (biological + MAIN)),
      6,
    );
});

test("227Ac that clears: each generation has λ/(b + λ) of the decays of the one before; 223Ra comes of 227Th and of 223Fr", () => {
  const b = Math.LN2 / 500;
  const passed = (name: string) => rate(name) / (b + rate(name));
  const tiac = tiacOf(b + MAIN, "Ac-227");
  const own = 0.1 / (b + rate("Ac-227"));
  const th = 0.9862 * passed("Th-227");
  const fr = 0.0138 * passed("Fr-223");

  expect(Object.keys(tiac)).toEqual(["Ac-227", "Th-227", "Ra-223"]);
  expect(tiac["Ac-227"]! / own).toBeCloseTo(1, 9);
  expect(tiac["Th-227"]! / own).toBeCloseTo(th, 9);
  expect(tiac["Ra-223"]! / own).toBeCloseTo((th + fr) * passed("Ra-223"), 9);
});

test("50 years of trapped 166mHo are 50 years at nearly its first activity", () => {
  const years = 50 * 365.25 * 24;

  expect(tiacOf(MAIN, "Ho-166m")["Ho-166m"]! / (0.1 * years)).toBeCloseTo(0.9849, 3);
});

test("under a trapezoid the companion follows what the readings retain, then the tail", () => {
  const b = Math.LN2 / 2000;
  const curve = tiacOf(b + MAIN, "Ac-227");
  const lines = tiacOf(b + MAIN, "Ac-227", "trapezoid");

  for (const name of Object.keys(curve)) expect(lines[name]! / curve[name]!).toBeCloseTo(1, 3);
});

async function planned(impurities: readonly object[]) {
  const json = smallCaseJson();
  const at = "2026-03-02T09:00:00+01:00";
  const data = parseCase(
    JSON.stringify({
      ...json,
      administration: {
        ...json.administration,
        at,
        assay: { activityMBq: 7400, at, impurities },
      },
    }),
    "case.json",
  );
  const files = smallCase();
  const study = await loadStudy(data, async (path) => files[path] as Uint8Array, quietWork());
  let result!: PlanResult;
  await withGpu(async (gpu) => {
    result = await plan(gpu, study, prescriptionOf(data), quietWork());
  });
  return { study, result };
}

test("the dose of an impurity is linear in its share, is in the plan's dose, and one without facts is said to be missing", async () => {
  const of = (percent: number) => [{ nuclide: "177mLu", halfLifeH: 3849.6, percent }];
  const without = await planned([]);
  const once = await planned([...of(0.05), { nuclide: "Xx-1", halfLifeH: 1000, percent: 0.01 }]);
  const twice = await planned(of(0.1));
  const mean = ({ result }: typeof once, id: string) =>
    result.structureDoses.find(({ structureId }) => structureId === id)!.meanGyPerGBq;
  const extra = ({ result }: typeof once, id: string) =>
    result.impurities![0]!.meanGyPerGBq.find(({ structureId }) => structureId === id)!.gy;

  expect(without.result.impurities).toBeUndefined();
  for (const id of ["kidney", "tumour"]) {
    expect(extra(once, id)).toBeGreaterThan(0);
    expect(extra(twice, id) / extra(once, id)).toBeCloseTo(2, 4);
    expect((mean(once, id) - mean(without, id)) / extra(once, id)).toBeCloseTo(1, 1);
    expect(extra(once, id) / mean(without, id)).toBeLessThan(0.02);
  }
  await withGpu(async (gpu) => {
    const { doseMethod } = once.result.prescription;
    const question = methodQuestion(once.study, once.result, doseMethod);
    const again = await doseByMethod(gpu, question, quietWork());
    expect(sumOf(again.doseGyPerGBq.values) / sumOf(once.result.doseGyPerGBq.values)).toBeCloseTo(
      1,
      6,
    );
  });
  expect(once.study.administration.impurities![0]).toMatchObject({ nuclide: "Lu-177m" });
  expect(once.study.warnings.join(" ")).toContain("Xx-1 were given with it; its dose is not in");
  expect(once.result.warnings.join(" ")).toContain("Lu-177m: its dose is in the plan");
  expect(once.result.impurities![0]!.grown!.map((one) => one.nuclide)).toEqual(["Lu-177"]);
  expect(once.result.warnings.join(" ")).toContain(
    "turns into in the patient (Lu-177) is in its dose",
  );
  const file = planFile(once.study, once.result, [], "2026-01-01T00:00:00Z");
  expect(schemaFaults("plan", JSON.parse(JSON.stringify(file)))).toEqual([]);
});
