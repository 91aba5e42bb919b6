import { describe, expect, test } from "vitest";
import { type GammaCriteria, gammaIndex, passPercentOf } from "../../src/dosimetry/gamma";
import { type Triple, toPatientMm } from "../../src/volume/grid";
import type { Volume } from "../../src/volume/volume";
import { quietWork } from "../../src/work";
import { centredGrid, forEachIndex, seededNumbers, volumeOf } from "../support/shapes";

const criteria: GammaCriteria = {
  differencePercent: 3,
  differenceOf: "maximum",
  distanceMm: 3,
  thresholdPercent: 10,
  pointsPerVoxel: 1,
  largestGamma: 2,
};
const cube = { ...centredGrid([9, 8, 7], 2), spacingMm: [2, 2.5, 3] as const };
const random = seededNumbers(2);
const blob = (shift: number, noise: number) =>
  volumeOf(
    "doseGy",
    cube,
    ([x, y, z]) =>
      40 * Math.exp(-((x - shift) ** 2 + y ** 2 + z ** 2) / 90) * (1 + noise * (random() - 0.5)),
  );
const reference = blob(0, 0.1);
const evaluated = blob(1.3, 0.1);

describe.each([
  ["at voxel centres", 1, "maximum"],
  ["at voxel centres, local difference", 1, "voxel"],
  ["interpolated", 4, "maximum"],
  ["interpolated, local difference", 3, "voxel"],
] as const)("the gamma index %s", (_, pointsPerVoxel, differenceOf) => {
  test("equals that of every point compared with every other", async () => {
    const asked = { ...criteria, pointsPerVoxel, differenceOf };

    const { gamma } = await gammaIndex(reference, evaluated, asked, quietWork());

    const brute = bruteForce(reference, evaluated, asked);
    gamma.forEach((value, at) => {
      if (Number.isNaN(brute[at]!)) expect(value).toBeNaN();
      else expect(value).toBeCloseTo(brute[at]!, 6);
    });
  });
});

test("a dose against itself passes everywhere with 0", async () => {
  const { gamma, passPercent } = await gammaIndex(reference, reference, criteria, quietWork());

  expect(passPercent).toBe(100);
  expect(gamma.every((value) => Number.isNaN(value) || value === 0)).toBe(true);
});

test("a flat dose 6 % too high has a gamma of 2 at 3 %", async () => {
  const flat = volumeOf("doseGy", cube, () => 10);
  const high = volumeOf("doseGy", cube, () => 10.6);

  const result = await gammaIndex(flat, high, { ...criteria, largestGamma: 5 }, quietWork());

  expect(result.gamma.every((value) => Math.abs(value - 2) < 1e-5)).toBe(true);
  expect(result.passPercent).toBe(0);
});

test("a ramp shifted by a voxel of 2 mm has a gamma of 2/3 at 3 mm, away from its ends", async () => {
  const grid = centredGrid([11, 3, 3], 2);
  const ramp = volumeOf("doseGy", grid, ([x]) => 100 + 10 * x);
  const shifted = volumeOf("doseGy", grid, ([x]) => 100 + 10 * (x - 2));
  const steep = { ...criteria, differencePercent: 0.01, thresholdPercent: 0 };

  const { gamma } = await gammaIndex(ramp, shifted, steep, quietWork());

  expect(gamma[5 + 11 * 4]).toBeCloseTo(2 / 3, 5);
});

test("of single voxels those pass that were compared and lie at 1 or below", () => {
  const gamma = Float32Array.of(0.5, 1.5, Number.NaN, 1);

  expect(passPercentOf(gamma, [0, 1, 2, 3])).toBeCloseTo(200 / 3, 9);
  expect(passPercentOf(gamma, [2])).toBeUndefined();
});

test("it stops when cancelled and refuses doses on two grids", async () => {
  const controller = new AbortController();
  controller.abort();
  const cancelled = { signal: controller.signal, report: () => {} };
  const large = volumeOf("doseGy", centredGrid([60, 60, 20], 2), () => 1);
  const dear = { ...criteria, pointsPerVoxel: 5, differencePercent: 1e-6 };
  const other = volumeOf("doseGy", centredGrid([60, 60, 20], 2), () => 2);

  await expect(gammaIndex(large, other, dear, cancelled)).rejects.toThrow("aborted");
  await expect(gammaIndex(large, reference, criteria, quietWork())).rejects.toThrow(
    "gamma index: expected both doses on one grid",
  );
});

/** Every subdivided point of the evaluated dose for every reference voxel. */
function bruteForce(ref: Volume<"doseGy">, evl: Volume<"doseGy">, c: GammaCriteria): Float64Array {
  const maximum = Math.max(...ref.values);
  const points: { readonly mm: Triple; readonly gy: number }[] = [];
  const [nx, ny, nz] = ref.grid.size;
  const n = c.pointsPerVoxel;
  for (let k = 0; k <= (nz - 1) * n; k++)
    for (let j = 0; j <= (ny - 1) * n; j++)
      for (let i = 0; i <= (nx - 1) * n; i++) {
        const at: Triple = [i / n, j / n, k / n];
        points.push({ mm: toPatientMm(ref.grid, at), gy: trilinear(evl, at) });
      }
  const result = new Float64Array(ref.values.length).fill(Number.NaN);
  forEachIndex(ref.grid, (at, voxel) => {
    const gy = ref.values[at]!;
    if (gy < (c.thresholdPercent / 100) * maximum) return;
    const here = toPatientMm(ref.grid, voxel);
    const unit = (c.differencePercent / 100) * (c.differenceOf === "maximum" ? maximum : gy);
    let least = c.largestGamma ** 2;
    for (const { mm, gy: other } of points) {
      const d2 = mm.reduce((sum, x, axis) => sum + (x - here[axis]!) ** 2, 0) / c.distanceMm ** 2;
      least = Math.min(least, d2 + ((other - gy) / unit) ** 2);
    }
    result[at] = Math.sqrt(least);
  });
  return result;
}

function trilinear({ grid, values }: Volume<"doseGy">, [i, j, k]: Triple): number {
  const [nx, ny, nz] = grid.size;
  let sum = 0;
  for (let z = Math.floor(k); z <= Math.min(Math.floor(k) + 1, nz - 1); z++)
    for (let y = Math.floor(j); y <= Math.min(Math.floor(j) + 1, ny - 1); y++)
      for (let x = Math.floor(i); x <= Math.min(Math.floor(i) + 1, nx - 1); x++)
        sum +=
          values[x + nx * (y + ny * z)]! *
          (1 - Math.abs(i - x)) *
          (1 - Math.abs(j - y)) *
          (1 - Math.abs(k - z));
  return sum;
}
