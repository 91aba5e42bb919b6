import { describe, expect, test } from "vitest";
import { plan } from "../../src/app/pipeline";
import { planFile, recommendation } from "../../src/app/planFile";
import type { PlanResult, Prescription } from "../../src/app/planResult";
import { trueTiacH } from "../../src/app/samplePatient";
import { sampleStudy } from "../../src/app/sampleStudy";
import { protocol } from "../../src/planning/protocols";
import { regionStatistics } from "../../src/volume/statistics";
import { quietWork } from "../../src/work";
import { withGpu } from "../support/gpu";
import { schemaFaults } from "../support/schemaFaults";

const PRESCRIPTION: Prescription = {
  protocol: protocol("lu177-dotatate"),
  nuclide: "Lu-177",
  kineticModel: "auto",
  kineticsOf: {},
  doseMethod: "densityScaledKernel",
  kernelDensityGPerCm3: 1.04,
  registration: "headers",
  localRefinement: false,
  partialVolumeFwhmMm: 0,
  readingErrorPercent: 5,
};

const tiacErrorPercent = (result: PlanResult, id: string) => {
  const region = result.regions.find(({ structureId }) => structureId === id)!;
  return 100 * (region.tiacH / trueTiacH(id) - 1);
};

describe("the sample patient without noise, blur and motion", async () => {
  const study = sampleStudy({ blur: false, noise: false, shifts: false });
  let result!: PlanResult;

  test("runs from images to dose and leaves no buffer behind", () =>
    withGpu(async (gpu) => {
      result = await plan(gpu, study, PRESCRIPTION, quietWork());

      expect(result.peakGpuBytes).toBeGreaterThan(0);
    }));

  test("time-integrated activities of kidneys, spleen and tumours are within 3 % of the truth", () => {
    for (const id of ["kidney_left", "kidney_right", "spleen", "tumour_liver", "tumour_node"])
      expect(Math.abs(tiacErrorPercent(result, id)), id).toBeLessThan(3);
  });

  test("the energy balance closes within 0.5 %", () => {
    expect(Math.abs(result.balance.differencePercent)).toBeLessThan(0.5);
  });

  test("the doses of the source regions sum to the dose", () => {
    for (let i = 0; i < result.doseGyPerGBq.values.length; i += 997) {
      const sum = result.basisGyPerGBq.reduce((s, { values }) => s + values[i]!, 0);
      expect(sum).toBeCloseTo(result.doseGyPerGBq.values[i]!, 5);
    }
  });

  test("a kidney limit of 23 Gy gives 23 / (Gy/GBq) to 0.1 %", () => {
    const { largest } = recommendation(result);
    const kidneys = largest.perLimit.filter(
      ({ limit, structureId }) => limit.metric.kind === "mean" && structureId.startsWith("kidney"),
    );

    expect(kidneys.length).toBe(2);
    for (const { limit, structureId, totalActivityGBq } of kidneys) {
      const { mask } = result.structures.find(({ id }) => id === structureId)!;
      const { mean } = regionStatistics(mask, result.doseGyPerGBq.values);
      expect(totalActivityGBq! / (limit.value / mean)).toBeCloseTo(1, 3);
      expect(limit.value).toBe(23);
    }
  });

  test("plan.json holds settings, fits, doses and limits as JSON without loss", () => {
    const file = planFile(study, result, [], "2026-01-01T00:00:00Z");

    expect(JSON.parse(JSON.stringify(file))).toEqual(file);
    expect(schemaFaults("plan", JSON.parse(JSON.stringify(file)))).toEqual([]);
    expect(file.structures.map(({ id }) => id)).toEqual(study.structures.map(({ id }) => id));
    for (const target of file.sMatrixGyPerGBq.targets) {
      const total = target.meanGyPerGBq.reduce((s, x) => s + x, 0);
      const { meanGyPerGBq } = file.structures.find(({ id }) => id === target.structureId)!;
      expect(total / meanGyPerGBq).toBeCloseTo(1, 4);
    }
  });
});

test(
  "blur and noise are undone to within 7 % for kidneys, 3 % for tumours and spleen",
  { timeout: 240_000 },
  () =>
    withGpu(async (gpu) => {
      const study = sampleStudy({ blur: true, noise: true, shifts: true });

      const result = await plan(
        gpu,
        study,
        { ...PRESCRIPTION, registration: "translation", partialVolumeFwhmMm: 8.6 },
        quietWork(),
      );

      for (const [id, within] of [
        ["kidney_left", 7],
        ["kidney_right", 7],
        ["spleen", 3],
        ["tumour_liver", 3],
        ["tumour_node", 3],
      ] as const)
        expect(Math.abs(tiacErrorPercent(result, id)), id).toBeLessThan(within);
      expect(Math.abs(result.balance.differencePercent)).toBeLessThan(0.5);
    }),
);
