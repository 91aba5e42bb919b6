import { expect, test } from "vitest";
import { deliveryOfPlan } from "../../src/app/deliveryOfPlan";
import { plan } from "../../src/app/pipeline";
import { recommendation } from "../../src/app/planFile";
import type { PlanResult } from "../../src/app/planResult";
import { prescriptionOf } from "../../src/app/prescriptionOf";
import { writeNifti } from "../../src/formats/nifti/write";
import { trappedEnergyJPerGBq } from "../../src/planning/radioembolization";
import { parseCase } from "../../src/records/caseFile";
import { loadStudy } from "../../src/records/loadStudy";
import { type Grid, PATIENT_AXES } from "../../src/volume/grid";
import { quietWork } from "../../src/work";
import { withGpu } from "../support/gpu";

const SIZE = 24;
const GRID: Grid = {
  size: [SIZE, SIZE, SIZE],
  spacingMm: [8, 8, 8],
  originMm: [0, 0, 0],
  axes: PATIENT_AXES,
};
const [LIVER, TUMOUR, LUNG] = [1, 2, 3];
const RATIO = 6;

/** Liver of 12³ voxels with a tumour of 6³ in it, above it lungs of 12×12×8. */
function labelAt(i: number, j: number, k: number): number {
  const within = (n: number, from: number, to: number) => n >= from && n < to;
  if (within(i, 9, 15) && within(j, 9, 15) && within(k, 5, 11)) return TUMOUR!;
  if (within(i, 6, 18) && within(j, 6, 18) && within(k, 2, 14)) return LIVER!;
  return within(i, 6, 18) && within(j, 6, 18) && within(k, 15, 23) ? LUNG! : 0;
}

const labels = Float32Array.from({ length: SIZE ** 3 }, (_, n) =>
  labelAt(n % SIZE, Math.floor(n / SIZE) % SIZE, Math.floor(n / SIZE ** 2)),
);
const LIVER_VOXELS = 12 ** 3 - 6 ** 3;
const TUMOUR_VOXELS = 6 ** 3;
const LUNG_VOXELS = 12 * 12 * 8;

/** The plan of a MAA scan in arbitrary units of which this share went to the lungs. */
async function planWith(shunt: number): Promise<PlanResult> {
  const inLiver = LIVER_VOXELS + RATIO * TUMOUR_VOXELS;
  const lungConcentration = (shunt / (1 - shunt)) * (inLiver / LUNG_VOXELS);
  const counts = labels.map((label) => 37 * [0.02, 1, RATIO, lungConcentration][label]!);
  const file = (values: Float32Array) =>
    writeNifti({ grid: GRID, values }, { fileName: "x.nii.gz", description: "test" });
  const files: Record<string, Uint8Array> = {
    "maa.nii.gz": await file(counts),
    "labels.nii.gz": await file(labels),
  };
  const data = parseCase(
    JSON.stringify({
      schema: "gyre.case/1",
      patient: "Liver in a box",
      administration: { nuclide: "Tc-99m", carrier: "MAA", activityMBq: 150 },
      scans: [
        {
          id: "maa",
          label: "MAA",
          modality: "SPECT",
          nuclide: "Tc-99m",
          image: { nifti: "maa.nii.gz", unit: "relative" },
          hoursAfterAdministration: 1,
        },
      ],
      reference: "maa",
      structures: [
        {
          labels: "labels.nii.gz",
          onScan: "maa",
          names: {
            [LIVER!]: { id: "liver", name: "Liver", role: "organ" },
            [TUMOUR!]: { id: "tumour", name: "Tumour", role: "tumour" },
            [LUNG!]: { id: "lungs", name: "Lungs", role: "organ" },
          },
        },
      ],
      protocol: { name: "y90-glass" },
      kinetics: { model: "permanent" },
      dose: { method: "local", kernelDensityGPerCm3: 1 },
      registration: "headers",
    }),
    "case.json",
  );
  const study = await loadStudy(data, async (path) => files[path]!, quietWork());
  let result!: PlanResult;
  await withGpu(async (gpu) => {
    result = await plan(gpu, study, prescriptionOf(data), quietWork());
  });
  return result;
}

test("a 99mTc-MAA scan in arbitrary units gives shunt, ratio and the doses of the partition model within 1 %; the lungs bind once the shunt is large", async () => {
  const binding = [];
  for (const shunt of [0.05, 0.4]) {
    const result = await planWith(shunt);
    const imaged = deliveryOfPlan(result);
    if (typeof imaged === "string") throw new Error(imaged);

    expect(imaged.lungShunt).toBeCloseTo(shunt, 3);
    expect(imaged.vessels[0]!.tumours[0]!.ratio).toBeCloseTo(RATIO, 2);

    const voxelKg = 0.8 ** 3 / 1000;
    const normalGy =
      (trappedEnergyJPerGBq("Y-90") * (1 - shunt)) /
      ((LIVER_VOXELS + RATIO * TUMOUR_VOXELS) * voxelKg);
    const dose = (id: string) =>
      result.structureDoses.find(({ structureId }) => structureId === id)!.meanGyPerGBq;
    expect(dose("tumour") / (RATIO * normalGy)).toBeCloseTo(1, 2);
    const lungGy = (trappedEnergyJPerGBq("Y-90") * shunt) / (LUNG_VOXELS * voxelKg);
    expect(dose("lungs") / lungGy).toBeCloseTo(1, 2);
    binding.push(recommendation(result).largest.binding?.structureId);
  }
  expect(binding).toEqual(["liver", "lungs"]);
});

test("proportions of what is cleared, and plans of it, are refused", () => {
  const scan = { id: "a", label: "a", modality: "SPECT", nuclide: "Lu-177" };
  const data = {
    schema: "gyre.case/1",
    patient: "x",
    administration: { nuclide: "Lu-177", activityMBq: 7400 },
    scans: [{ ...scan, image: { nifti: "a.nii", unit: "relative" }, hoursAfterAdministration: 24 }],
    reference: "a",
    structures: [],
    protocol: { name: "y90-glass" },
    kinetics: { model: "auto" },
    dose: { method: "local", kernelDensityGPerCm3: 1 },
    registration: "headers",
  };
  expect(() => parseCase(JSON.stringify(data), "case.json")).toThrow(/proportions only/);

  const cleared = { prescription: { kineticModel: "auto" } } as PlanResult;
  expect(deliveryOfPlan(cleared)).toMatch(/not of spheres/);
});
