import { readFileSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { readNifti } from "../../src/formats/nifti/read";
import { writeNifti } from "../../src/formats/nifti/write";
import { type Grid, PATIENT_AXES, voxelVolumeMm3 } from "../../src/volume/grid";
import { referenceFolder } from "../support/reference";

const phantoms = referenceFolder("nifti-digital-phantom");
const patient = referenceFolder("phantom-labels");
const load = (name: string) => readNifti(readFileSync(join(phantoms!, name)), name);

describe.skipIf(!phantoms)("the IBSI phantoms", () => {
  test("value of the orientation phantom is the sum of the voxel's numbers, at most 141", () => {
    const { grid, values } = load(
      "ibsi_2_digital_phantom__nifti__orientation__image__orientation.nii.gz",
    );

    expect(grid.size).toEqual([32, 48, 64]);
    expect(grid.axes).toEqual(PATIENT_AXES);
    expect(Math.max(...values)).toBe(141);
    const [nx, ny] = grid.size;
    expect(values[3 + nx * (5 + ny * 7)]).toBe(15);
  });

  test("the digital phantom has a mean of 2.15 in its mask of 592 mm³", () => {
    const { grid, values } = load("ibsi_1_digital_phantom__nifti__image__phantom.nii.gz");
    const mask = load("ibsi_1_digital_phantom__nifti__mask__mask.nii.gz").values;

    const inside = values.filter((_, i) => mask[i]! > 0);

    expect(inside.length * voxelVolumeMm3(grid)).toBe(592);
    expect(inside.reduce((sum, v) => sum + v, 0) / inside.length).toBeCloseTo(2.15, 2);
  });
});

/** Bq of gamma rays a voxel, by label, for 235 MBq in all; 0.172688 gamma rays a decay. */
const GAMMA_BQ: Readonly<Record<number, number>> = {
  15000: 1167.645,
  16000: 3847.511,
  17000: 2625.665,
  18000: 2576.813,
  19000: 28595.65,
  20000: 25746.21,
  21000: 9210.026667,
};

describe.skipIf(!patient)("the label map of a patient", () => {
  test("holds 234.99998 MBq and a spleen of 1535 voxels after a trip through NIfTI", () => {
    const archive = unzipSync(readFileSync(join(patient!, "patient_LuDOTATATE_phantoms.zip")));
    const raw = archive["patient15_LuDOTATATE_src.i33"]!.slice();
    const grid: Grid = {
      size: [108, 70, 90],
      spacingMm: [3.9063, 3.9063, 4.4196],
      originMm: [-209, -135, -197],
      axes: PATIENT_AXES,
    };
    const bytes = writeNifti(
      { grid, values: Float32Array.from(new Uint16Array(raw.buffer)) },
      { fileName: "labels.nii.gz", description: "labels" },
    );

    const { values } = readNifti(bytes, "labels.nii.gz");

    expect(values.filter((label) => label === 16000).length).toBe(1535);
    const totalBq = values.reduce((sum, label) => sum + (GAMMA_BQ[label] ?? 0), 0) / 0.172688;
    expect(totalBq / 1e6).toBeCloseTo(234.99998, 5);
  });
});
