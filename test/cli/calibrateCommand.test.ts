import { expect, test } from "vitest";
import { calibrateCommand } from "../../src/cli/calibrateCommand";
import { writeNifti } from "../../src/formats/nifti/write";
import { MM3_TO_ML } from "../../src/physics/units";
import { observedRatePerS } from "../../src/quantification/deadTime";
import { parseCameras } from "../../src/records/cameraFile";
import { type Grid, PATIENT_AXES, voxelVolumeMm3 } from "../../src/volume/grid";
import type { Phantom } from "../../src/volume/phantom";
import { PERFECT_CAMERA, simulateEmission } from "../../src/volume/simulateScan";
import { sphereRadiusMm } from "../../src/volume/sphereMask";
import { quietWork } from "../../src/work";
import { memoryIo } from "../support/memoryIo";

const BQ_PER_COUNT_PER_S = 1e5;
const TAU_S = 1.2e-6;
const DURATION_S = 1200;
const HALF_LIFE_H = 159.53;
const FWHM_MM = 9;

const grid = (voxels: number, spacing: number): Grid => ({
  size: [voxels, voxels, voxels],
  spacingMm: [spacing, spacing, spacing],
  originMm: [0, 1, 2].map(() => (-spacing * (voxels - 1)) / 2) as never,
  axes: PATIENT_AXES,
});
const GRID = grid(52, 4.8);

/** Counts that a camera of the factor above shows in a whole scan, a share of them kept. */
function counts(phantom: Phantom, activityMBq: readonly number[], kept = 1, on = GRID) {
  const image = simulateEmission(phantom, activityMBq, on, {
    ...PERFECT_CAMERA,
    intrinsicFwhmMm: FWHM_MM,
  });
  const lambda = (Math.LN2 * DURATION_S) / 3600 / HALF_LIFE_H;
  const perBqPerMl =
    ((kept * voxelVolumeMm3(on) * MM3_TO_ML * DURATION_S) / BQ_PER_COUNT_PER_S) *
    (-Math.expm1(-lambda) / lambda);
  const values = image.values.map((bqPerMl) => bqPerMl * perBqPerMl);
  return writeNifti({ grid: on, values }, { fileName: "p.nii.gz", description: "counts" });
}

const water = (id: string, solid: Phantom[number]["solids"][number]): Phantom[number] => ({
  id,
  name: id,
  role: "other",
  hounsfield: 0,
  solids: [solid],
});
const CYLINDER = water("water", {
  kind: "cylinder",
  centreMm: [3, -5, 2],
  semiAxesMm: [90, 90],
  halfHeightMm: 80,
});
const CYLINDER_ML = (Math.PI * 90 ** 2 * 160) / 1000;

const ASKED = ["--nuclide", "Lu-177", "--duration-s", String(DURATION_S), "--out", "camera.json"];
const SCAN = ["--scan", "p.nii.gz", "--measured-on", "2026-02-03"];

async function calibrated(files: Record<string, Uint8Array | string>, ...args: string[]) {
  const memory = memoryIo(files);
  await calibrateCommand.run([...SCAN, ...ASKED, ...args], memory.io, quietWork());
  const text = new TextDecoder().decode(memory.files.get("camera.json"));
  return { cameras: parseCameras(text, "camera.json"), said: memory.said() };
}

test("a cylinder gives back factor and dead time within 1 %", async () => {
  const trueRate = 6e4;
  const observed = observedRatePerS(trueRate, TAU_S);
  const readings = [100, 1000, 4000].map((activityMBq) => {
    const rate = observedRatePerS(60 * activityMBq, TAU_S);
    return `${activityMBq},${rate},${rate * 600}`;
  });
  const atScan = 900 * 2 ** (-10 / HALF_LIFE_H);

  const { cameras, said } = await calibrated(
    {
      "p.nii.gz": counts([CYLINDER], [atScan], observed / trueRate),
      "readings.csv": ["activity_MBq,observed_per_s,counts", ...readings].join("\n"),
    },
    ...["--activity-mbq", "900", "--hours", "10", "--fill-ml", String(CYLINDER_ML)],
    ...["--dead-time", "readings.csv", "--observed-per-s", String(observed)],
    ...["--resolution-mm", String(FWHM_MM), "--id", "spect1"],
  );

  expect(cameras).toHaveLength(1);
  expect(cameras[0]!.factor.bqPerCountPerS / BQ_PER_COUNT_PER_S).toBeCloseTo(1, 2);
  expect(cameras[0]!.deadTimeS! / TAU_S).toBeCloseTo(1, 3);
  expect(cameras[0]).toMatchObject({ id: "spect1", nuclide: "Lu-177", resolutionMm: FWHM_MM });
  expect(said.stderr).toBe("");
});

test("a filling that was noted twice as large is told", async () => {
  const { said } = await calibrated(
    { "p.nii.gz": counts([CYLINDER], [900]) },
    ...["--activity-mbq", "900", "--fill-ml", String(2 * CYLINDER_ML)],
  );

  expect(said.stderr).toMatch(/factor -50\.\d % off/);
});

const SPHERES_ML = [1.15, 5.6, 26.5];
const spheres = (level: number) =>
  SPHERES_ML.map((ml, s) => {
    const radius = sphereRadiusMm(ml);
    const angle = (2 * Math.PI * s) / 3;
    return {
      part: water(`sphere ${s}`, {
        kind: "ellipsoid",
        centreMm: [45 * Math.cos(angle), 45 * Math.sin(angle), 0],
        semiAxesMm: [radius, radius, radius],
      }),
      activityMBq: level * ml,
    };
  });

test("spheres in cold water give the recovery of their blur, and the library keeps its others", async () => {
  const filled = spheres(0.4);
  const total = filled.reduce((sum, { activityMBq }) => sum + activityMBq, 0);
  const parts = filled.map(({ part }) => part);
  const scan = counts(
    parts,
    filled.map(({ activityMBq }) => activityMBq),
    1,
    grid(72, 2),
  );
  const spheresAsked = ["--activity-mbq", String(total), "--spheres", SPHERES_ML.join(",")];

  const first = await calibrated({ "p.nii.gz": scan }, ...spheresAsked, "--id", "one");
  const library = JSON.stringify({ schema: "gyre.camera/1", settings: first.cameras });
  const both = await calibrated(
    { "p.nii.gz": scan, "lib.json": library },
    ...spheresAsked,
    ...["--id", "two", "--library", "lib.json"],
  );

  const { recovery, factor } = both.cameras[1]!;
  expect(both.cameras.map(({ id }) => id)).toEqual(["one", "two"]);
  expect(factor.bqPerCountPerS / BQ_PER_COUNT_PER_S).toBeCloseTo(1, 2);
  expect(recovery!.rangeMl).toEqual([1.15, 26.5]);
  // Gaussian blur of a sphere of 5.6 mL by 9 mm, closed form (validate, phantomLoop): about 0.61.
  expect(recovery!.b1Ml).toBeGreaterThan(1);
  expect(recovery!.b1Ml).toBeLessThan(5);
});

test.each([
  ["no activity", [], /--activity-mbq is missing/],
  ["a ratio without spheres", ["--activity-mbq", "9", "--ratio", "8"], /--spheres/],
  ["a rate without dead time", ["--activity-mbq", "9", "--observed-per-s", "8"], /together/],
  ["a date that is none", ["--activity-mbq", "9", "--measured-on", "today"], /measuredOn/],
])("%s is refused", async (_, args, reason) => {
  const files = { "p.nii.gz": counts([CYLINDER], [900]) };
  await expect(calibrated(files, ...args)).rejects.toThrow(reason);
});
