import { expect, test } from "vitest";
import { doseByMethod, methodQuestion } from "../../src/app/methodDose";
import { plan } from "../../src/app/pipeline";
import { planFile } from "../../src/app/planFile";
import type { Prescription } from "../../src/app/planResult";
import { SAMPLE_PATIENT, trueTiacH } from "../../src/app/samplePatient";
import { sampleStudy } from "../../src/app/sampleStudy";
import { voxelMapFiles } from "../../src/app/voxelMapFiles";
import { readNifti } from "../../src/formats/nifti/read";
import { protocol } from "../../src/planning/protocols";
import { sumOf } from "../../src/volume/statistics";
import { quietWork } from "../../src/work";
import { withGpu } from "../support/gpu";
import { schemaFaults } from "../support/schemaFaults";

const PRESCRIPTION: Prescription = {
  protocol: protocol("lu177-dotatate"),
  nuclide: "Lu-177",
  kineticModel: "auto",
  kineticsOf: {},
  kineticsOver: "voxels",
  doseMethod: "local",
  kernelDensityGPerCm3: 1.04,
  registration: "headers",
  localRefinement: false,
  partialVolumeFwhmMm: 0,
  readingErrorPercent: 5,
};

test("voxels of the perfect sample study decay as its patient does, within 3 % of all decays", () =>
  withGpu(async (gpu) => {
    const study = sampleStudy({ blur: false, noise: false, shifts: false });

    const result = await plan(gpu, study, PRESCRIPTION, quietWork());

    const truth = SAMPLE_PATIENT.reduce((sum, { id }) => sum + trueTiacH(id), 0);
    const decays = result.regions.reduce((sum, { tiacH }) => sum + tiacH, 0);
    expect(Math.abs(decays / truth - 1)).toBeLessThan(0.03);
    expect(
      Math.abs(sumOf(result.voxelKinetics!.decaysPerBq.values) / 3600 / truth - 1),
    ).toBeLessThan(0.03);
    expect(result.warnings.some((warning) => /^Kinetics by voxel/.test(warning))).toBe(true);
    const { maps, regions } = result.voxelKinetics!;
    // Where uptake is over by the first scan, one exponential is the truth.
    for (const id of ["kidney_left", "spleen"]) {
      const { statistics } = regions.find(({ structureId }) => structureId === id)!;
      const { kinetics } = SAMPLE_PATIENT.find((region) => region.id === id)!;
      const truthH = kinetics.terms[0]!.effectiveHalfLifeH;
      expect(Math.abs(statistics!.medianHalfLifeH! / truthH - 1), id).toBeLessThan(0.05);
      const shares = Object.values(statistics!.statusShares).reduce((sum, share) => sum + share, 0);
      expect(shares).toBeCloseTo(1, 9);
    }
    const files = voxelMapFiles(maps!);
    expect(files.size).toBe(4);
    const halfLives = readNifti(files.get("voxel_half_life_h.nii.gz")!, "voxel_half_life_h.nii.gz");
    expect(halfLives.values).toEqual(
      maps!.effectiveHalfLifeH.values.map((hours) => (Number.isNaN(hours) ? 0 : hours)),
    );
    const file = planFile(study, result, [], "2026-01-01T00:00:00Z");
    expect(schemaFaults("plan", JSON.parse(JSON.stringify(file)))).toEqual([]);
    const again = await doseByMethod(gpu, methodQuestion(study, result, "local"), quietWork());
    expect(sumOf(again.doseGyPerGBq.values) / sumOf(result.doseGyPerGBq.values)).toBeCloseTo(1, 5);
  }));

test("neither noise nor blur makes decays: every region's voxels come to those of its own curve within 3 %, to the truth within 4 %", () =>
  withGpu(async (gpu) => {
    const study = sampleStudy({ blur: true, noise: true, shifts: false });

    const result = await plan(
      gpu,
      study,
      { ...PRESCRIPTION, partialVolumeFwhmMm: 8.6 },
      quietWork(),
    );

    const { regions, maps } = result.voxelKinetics!;
    for (const { structureId, differencePercent, voxelsTiacH } of regions) {
      expect(Math.abs(differencePercent), structureId).toBeLessThan(3);
      if (structureId !== "remainder")
        expect(Math.abs(voxelsTiacH / trueTiacH(structureId) - 1), structureId).toBeLessThan(0.04);
    }
    const truth = SAMPLE_PATIENT.reduce((sum, { id }) => sum + trueTiacH(id), 0);
    const decays = result.regions.reduce((sum, { tiacH }) => sum + tiacH, 0);
    expect(Math.abs(decays / truth - 1)).toBeLessThan(0.02);
    // The remainder's early phase asks for two exponentials, which four scans give no voxel of its own.
    const remainder = regions.find(({ structureId }) => structureId === "remainder")!.statistics!;
    expect(remainder.statusShares["rates of its region"]).toBeGreaterThan(0.99);
    expect(remainder.medianTiaErrorPercent).toBeGreaterThan(0);
    expect(maps!.tiaErrorPercent.values.some((error) => error > 0)).toBe(true);
  }));

test("voxels may say where decays are and structures how many: the structures keep their decays, the voxels their places", () =>
  withGpu(async (gpu) => {
    const study = sampleStudy({ blur: true, noise: true, shifts: false });
    const asked = { ...PRESCRIPTION, partialVolumeFwhmMm: 8.6 };

    const plain = await plan(gpu, study, { ...asked, kineticsOver: "structures" }, quietWork());
    const shaped = await plan(gpu, study, { ...asked, kineticsOver: "voxelShape" }, quietWork());

    expect(shaped.regions.map(({ tiacH }) => tiacH)).toEqual(
      plain.regions.map(({ tiacH }) => tiacH),
    );
    const kidney = shaped.structureDoses.findIndex(
      ({ structureId }) => structureId === "kidney_left",
    );
    expect(
      shaped.structureDoses[kidney]!.meanGyPerGBq / plain.structureDoses[kidney]!.meanGyPerGBq,
    ).toBeCloseTo(1, 2);
    expect(shaped.dvhs[kidney]).not.toEqual(plain.dvhs[kidney]);
  }));
