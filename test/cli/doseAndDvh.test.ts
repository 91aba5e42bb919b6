import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { doseFile } from "../../src/app/doseFile";
import { readNifti } from "../../src/formats/nifti/read";
import { nuclideEnergies } from "../../src/physics/nuclideEnergies";
import { nuclide } from "../../src/physics/nuclides";
import { KEV_TO_J } from "../../src/physics/units";
import { folderOf, gyre } from "../support/cli";
import { volumeOf } from "../support/shapes";
import { pointSource, SMALL_GRID, smallLabels, smallVolume } from "../support/smallCase";

const DECAYS = 1e9;
const VOXEL_ML = 0.125;
const VOXEL_KG = VOXEL_ML * 1.04e-3;
const SOURCE = 8 + 16 * (8 + 16 * 8);

const folder = folderOf({
  "decays.nii.gz": pointSource(DECAYS),
  "ramp.nii.gz": smallVolume(([i]) => i),
  "labels.nii.gz": smallLabels(),
  "below.nii.gz": smallVolume(([i]) => i - 1),
  "per_gbq.nii.gz": doseFile(volumeOf("doseGyPerGBq", SMALL_GRID, ([x]) => (x + 37.5) / 5)),
});

async function doseOf(name: string, method: string) {
  const out = `${name}_${method}.nii.gz`;
  const { code, stdout } = await gyre(
    [
      "dose",
      "--decays",
      "decays.nii.gz",
      "--nuclide",
      name,
      "--method",
      method,
      "--out",
      out,
      "--json",
    ],
    { cwd: folder },
  );
  expect(code).toBe(0);
  const { values } = readNifti(readFileSync(join(folder, out)), out);
  const inVoxelsJ = values.reduce((sum, gy) => sum + gy * VOXEL_KG, 0);
  return { values, inVoxelsJ, balance: JSON.parse(stdout).energyBalance };
}

test.each(["Lu-177", "Y-90", "I-131"])(
  "1e9 decays of %s in one voxel: the doses times the masses are the energy absorbed, and with what leaves all of it",
  async (name) => {
    const { values, inVoxelsJ, balance } = await doseOf(name, "kernel");

    const emittedJ = DECAYS * nuclideEnergies(nuclide(name)).totalKeV * KEV_TO_J;
    expect(Math.abs(balance.emittedJ / emittedJ - 1)).toBeLessThan(1e-6);
    expect(Math.abs(inVoxelsJ / balance.absorbedJ - 1)).toBeLessThan(1e-4);
    expect(Math.abs((balance.absorbedJ + balance.leftGridJ) / emittedJ - 1)).toBeLessThan(2e-3);
    expect(values.indexOf(Math.max(...values))).toBe(SOURCE);
  },
);

test("with --method local all charged energy of Lu-177 stays in its voxel: energy over mass, and nothing elsewhere", async () => {
  const { values, balance } = await doseOf("Lu-177", "local");

  const { betaKeV, electronKeV, photonKeV } = nuclideEnergies(nuclide("Lu-177"));
  const expectedGy = (DECAYS * (betaKeV + electronKeV) * KEV_TO_J) / VOXEL_KG;
  expect(Math.abs(values[SOURCE]! / expectedGy - 1)).toBeLessThan(1e-3);
  expect(values.filter((gy) => gy !== 0)).toHaveLength(1);
  expect(balance.leftGridJ / (DECAYS * photonKeV * KEV_TO_J)).toBeCloseTo(1, 2);
});

test("gyre dvh of a dose that rises with x: volume, mean and extremes of two boxes as counted by hand", async () => {
  const args = ["dvh", "--dose", "ramp.nii.gz", "--labels", "labels.nii.gz", "--out", "dvh.csv"];
  const { code, stdout } = await gyre(args, { cwd: folder });
  expect(code).toBe(0);

  const [, head = "", ...rows] = stdout.trim().split("\n");
  const figures = rows.map((row) => {
    const cells = row.split(",");
    return Object.fromEntries(head.split(",").map((name, c) => [name, Number(cells[c])]));
  });
  // Label 1: x of 3 to 6, 6×6 voxels each; label 2: x of 10 to 12, 3×3 each.
  expect(figures).toHaveLength(2);
  expect(figures[0]).toMatchObject({ structure: 1, volume_mL: 144 * VOXEL_ML });
  expect(figures[1]).toMatchObject({ structure: 2, volume_mL: 27 * VOXEL_ML });
  const [first, second] = figures as [Record<string, number>, Record<string, number>];
  expect([first.min_Gy, first.mean_Gy, first.max_Gy]).toEqual([3, 4.5, 6]);
  expect([second.min_Gy, second.mean_Gy, second.max_Gy]).toEqual([10, 11, 12]);
  const curve = readFileSync(join(folder, "dvh.csv"), "utf8").trim().split("\n");
  const above = (structure: number, gy: number) =>
    curve
      .map((line) => line.split(",").map(Number))
      .filter(([label, dose]) => label === structure && dose! <= gy)
      .at(-1)!;
  expect(above(1, 4.5)[3]).toBeCloseTo(50, 6);
  expect(above(2, 10.5)[2]).toBeCloseTo(18 * VOXEL_ML, 6);
});

test("gyre dvh of a dose per GBq names its columns for that, and refuses doses below 0", async () => {
  const run = (dose: string) =>
    gyre(["dvh", "--dose", dose, "--labels", "labels.nii.gz", "--out", "per.csv"], { cwd: folder });

  const { stdout } = await run("per_gbq.nii.gz");
  const { code, stderr } = await run("below.nii.gz");

  expect(stdout).toMatch(/\nstructure,volume_mL,min_Gy_per_GBq,.*\n1,18,3,/);
  expect(readFileSync(join(folder, "per.csv"), "utf8")).toMatch(/\nstructure,dose_Gy_per_GBq,/);
  expect(code).toBe(2);
  expect(stderr).toContain("below.nii.gz: expected doses, received values below 0");
});
