import { expect, test } from "vitest";
import { plan } from "../../src/app/pipeline";
import { planFile } from "../../src/app/planFile";
import type { PlanResult } from "../../src/app/planResult";
import { prescriptionOf } from "../../src/app/prescriptionOf";
import { nuclide } from "../../src/physics/nuclides";
import { recoveryOf } from "../../src/quantification/recovery";
import { parseCase } from "../../src/records/caseFile";
import { loadStudy } from "../../src/records/loadStudy";
import { quietWork } from "../../src/work";
import { withGpu } from "../support/gpu";
import { schemaFaults } from "../support/schemaFaults";
import { smallCase, smallCaseJson } from "../support/smallCase";

const RECOVERY = {
  b1Ml: 2,
  b2: 1,
  covariance: [4e-4, 0, 0, 4e-4],
  geometry: "sphere",
  rangeMl: [0.5, 26.5],
} as const;
/** 1000 s, voxels of 0.125 mL: a factor of 125 makes a count of each Bq/mL. */
const CAMERA = {
  schema: "gyre.camera/1",
  settings: [
    {
      id: "spect1",
      name: "SPECT 1",
      nuclide: "Lu-177",
      collimator: "MEHR",
      reconstruction: "OSEM",
      measuredOn: "2026-02-03",
      factor: { bqPerCountPerS: 125, relativeUncertainty: 0.04, method: "phantom", note: "" },
      recovery: RECOVERY,
      resolutionMm: 6,
    },
  ],
};

test("a case in counts is planned by its camera: factor, recovery of each structure, voxels, and the error of the factor", async () => {
  const files: Record<string, Uint8Array | string> = {
    ...smallCase(),
    "camera.json": JSON.stringify(CAMERA),
  };
  const json = smallCaseJson();
  const inCounts = {
    ...json,
    camera: "camera.json",
    partialVolume: "recovery",
    kinetics: { ...json.kinetics, over: "voxels" },
    scans: json.scans.map((scan) => ({
      ...scan,
      image: { nifti: scan.image.nifti, unit: "counts", acquisition: { durationS: 1000 } },
    })),
  };
  const data = parseCase(JSON.stringify(inCounts), "case.json");
  const bytes = (path: string) => {
    const file = files[path]!;
    return typeof file === "string" ? new TextEncoder().encode(file) : file;
  };

  const study = await loadStudy(data, async (path) => bytes(path), quietWork());
  let result!: PlanResult;
  await withGpu(async (gpu) => {
    result = await plan(gpu, study, prescriptionOf(data), quietWork());
  });

  const kidney = result.regions.find(({ structureId }) => structureId === "kidney")!;
  const expected = recoveryOf(RECOVERY, 18);
  expect(kidney.volumeMl).toBeCloseTo(18, 6);
  for (const [n, recovery] of kidney.recovery!.entries()) {
    expect(recovery).toBeCloseTo(expected, 9);
    // 2 % of the kidney's concentration around it.
    expect(kidney.activityMBq[n]! / kidney.imageActivityMBq[n]!).toBeGreaterThan(1.05);
  }
  // Of the mean over 1000 s, half of them decay back to the start.
  const toStart = 1 + (Math.LN2 * 500) / nuclide("Lu-177").halfLifeS;
  expect(kidney.imageActivityMBq[0]! / (18 * 2 ** (-4 / 50))).toBeCloseTo(toStart, 4);
  const voxels = result.voxelKinetics!.regions.find(({ structureId }) => structureId === "kidney")!;
  expect(Math.abs(voxels.differencePercent)).toBeLessThan(1);
  expect(result.budget.regions[0]!.tia.contributions[0]!.relativeUncertainty).toBe(0.04);
  expect(result.warnings.join("\n")).toMatch(/Recovery was measured/);
  const file = planFile(study, result, [], "2026-01-01T00:00:00Z");
  expect(schemaFaults("plan", JSON.parse(JSON.stringify(file)))).toEqual([]);
  expect(schemaFaults("case", inCounts)).toEqual([]);
});
