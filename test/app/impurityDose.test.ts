import { expect, test } from "vitest";
import { companionTiacH } from "../../src/app/impurityDose";
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

test("a companion clears as the main nuclide does and decays by itself: a/(λ_biological + λ_own)", () => {
  const biological = Math.LN2 / 70;
  const region = (ratePerH: number, tiaMBqH: number) =>
    ({
      tiacH: tiaMBqH / 1000,
      fit: {
        model: "monoExponential",
        terms: [{ amplitudeMBq: 100, ratePerH }],
        tiaMBqH,
      },
    }) as never;
  const clearing = companionTiacH(
    region(biological + MAIN, 100 / (biological + MAIN)),
    1000,
    MAIN,
    OWN,
  );
  const trapped = companionTiacH(region(MAIN, 100 / MAIN), 1000, MAIN, OWN);

  expect(clearing).toBeCloseTo(100 / 1000 / (biological + OWN), 9);
  expect(trapped).toBeCloseTo(100 / 1000 / OWN, 9);
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
  const file = planFile(once.study, once.result, [], "2026-01-01T00:00:00Z");
  expect(schemaFaults("plan", JSON.parse(JSON.stringify(file)))).toEqual([]);
});
