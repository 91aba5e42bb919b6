import { describe, expect, test } from "vitest";
import { resampleTo } from "../../src/registration/resample";
import { bricksOf } from "../../src/registration/resampleBricks";
import { boxVoxels } from "../../src/volume/box";
import type { Grid } from "../../src/volume/grid";
import { AVERAGE, resample, type Sampling } from "../../src/volume/resample";
import { maximumOf, sumOf } from "../../src/volume/statistics";
import { IDENTITY, type LinearTransform, translation } from "../../src/volume/transform";
import { quietWork } from "../../src/work";
import { withGpu } from "../support/gpu";
import { centredGrid, seededNumbers, turnedAxes, volumeOf } from "../support/shapes";

const AFFINE: LinearTransform = {
  kind: "affine",
  matrix: [1.1, 0.05, 0, 3, -0.1, 0.95, 0.2, 0, 0.1, 0, 1, -4, 0, 0, 0, 1],
};
const random = seededNumbers(11);
const noise = volumeOf("image", centredGrid([33, 27, 21], 2.5, turnedAxes(10)), random);
const swapped: Grid["axes"] = [
  [0, 0, -1],
  [1, 0, 0],
  [0, 1, 0],
];
const straight = volumeOf("image", centredGrid([31, 40, 22], 1.7), random);

describe("the GPU resamples like the f64 twin", () => {
  const linear: Sampling = { mode: "linear", outside: -1000 };
  const cases = [
    {
      name: "oblique, trilinear",
      source: noise,
      grid: centredGrid([40, 20, 30], 2, turnedAxes(70)),
      transform: AFFINE,
      sampling: linear,
    },
    {
      name: "oblique, nearest",
      source: noise,
      grid: centredGrid([25, 25, 25], 3, turnedAxes(41)),
      transform: AFFINE,
      sampling: { mode: "nearest", outside: 5 },
    },
    {
      name: "oblique, averaged",
      source: noise,
      grid: centredGrid([14, 12, 10], 6, turnedAxes(70)),
      transform: IDENTITY,
      sampling: { mode: "average", outside: 2 },
    },
    {
      name: "parallel, averaged",
      source: straight,
      grid: centredGrid([14, 12, 10], 4.4),
      transform: translation([1, 2, 3]),
      sampling: { mode: "average", outside: -1000 },
    },
    {
      name: "axes in another order, one finer",
      source: straight,
      grid: { ...centredGrid([9, 30, 20], 4, swapped), spacingMm: [4, 1, 4] },
      transform: IDENTITY,
      sampling: AVERAGE,
    },
    {
      name: "nothing in common",
      source: straight,
      grid: { ...centredGrid([4, 4, 4], 4), originMm: [900, 0, 0] },
      transform: IDENTITY,
      sampling: { mode: "average", outside: -1000 },
    },
    {
      name: "a single plane",
      source: volumeOf("image", centredGrid([20, 20, 1], 2), random),
      grid: centredGrid([15, 15, 5], 1.3, turnedAxes(15)),
      transform: IDENTITY,
      sampling: linear,
    },
  ] as const;

  test.each(cases)("$name", ({ source, grid, transform, sampling }) =>
    withGpu(async (gpu) => {
      const expected = resample(source, grid, transform, sampling);

      const result = await resampleTo(gpu, source, { grid, transform, sampling }, quietWork());

      // Voxel coordinates in f32 are good to some 1e-5 voxel; the noise changes by up to 1 from voxel to voxel.
      const errors = result.values.map((value, at) => Math.abs(value - expected.values[at]!));
      expect(maximumOf(errors)).toBeLessThan(1e-3);
      expect(result.grid).toBe(grid);
    }),
  );
});

test("a blob's activity is kept within 0.1 % from 2 mm to 4.4 mm voxels, parallel or oblique", () =>
  withGpu(async (gpu) => {
    const blob = volumeOf(
      "activityBqPerMl",
      centredGrid([50, 50, 50], 2),
      ([x, y, z]) => 1e5 * Math.exp(-((x - 3) ** 2 + y ** 2 + (z + 2) ** 2) / (2 * 4 ** 2)),
    );
    const totalBq = sumOf(blob.values) * 0.008;

    for (const axes of [turnedAxes(0), turnedAxes(35)]) {
      const grid = centredGrid([30, 30, 30], 4.4, axes);
      const result = await resampleTo(
        gpu,
        blob,
        { grid, transform: IDENTITY, sampling: AVERAGE },
        quietWork(),
      );
      expect(Math.abs((sumOf(result.values) * 4.4 ** 3) / 1000 / totalBq - 1)).toBeLessThan(1e-3);
    }
  }));

describe("a resampling larger than one brick", () => {
  const source = volumeOf("image", centredGrid([160, 150, 120], 2), ([x, y, z]) => x + 2 * y - z);
  const grid = centredGrid([170, 160, 110], 1.2, turnedAxes(12));

  test("is cut into bricks that fill the target and fit every device", () => {
    const ct: Grid = { ...centredGrid([512, 512, 400], 1), axes: turnedAxes(3) };
    const bricks = bricksOf(ct, centredGrid([256, 256, 256], 1.5), IDENTITY, AVERAGE);

    expect(bricks.reduce((sum, brick) => sum + boxVoxels(brick.target), 0)).toBe(256 ** 3);
    expect(Math.max(...bricks.map((brick) => 4 * boxVoxels(brick.source)))).toBeLessThan(2 ** 27);
  });

  test("is cut further where many points go into a voxel, so that no submission is long", () => {
    const ct: Grid = { ...centredGrid([400, 400, 300], 0.5), axes: turnedAxes(3) };
    const points = 8 ** 3;
    const bricks = bricksOf(ct, centredGrid([96, 96, 64], 2), IDENTITY, AVERAGE);

    expect(bricks.reduce((sum, brick) => sum + boxVoxels(brick.target), 0)).toBe(96 * 96 * 64);
    for (const { target } of bricks)
      expect(points * boxVoxels(target)).toBeLessThanOrEqual(2 ** 25);
  });

  test("shows no seams", () =>
    withGpu(async (gpu) => {
      const sampling = { mode: "linear", outside: 0 } as const;

      const result = await resampleTo(
        gpu,
        source,
        { grid, transform: IDENTITY, sampling },
        quietWork(),
      );

      const expected = volumeOf("image", grid, ([x, y, z]) => x + 2 * y - z);
      const errors = result.values.map((value, at) => Math.abs(value - expected.values[at]!));
      expect(maximumOf(errors)).toBeLessThan(1e-3);
    }));

  test("stops when it is cancelled", () =>
    withGpu(async (gpu) => {
      const cancel = new AbortController();
      const work = { signal: cancel.signal, report: () => cancel.abort() };

      const cancelled = resampleTo(
        gpu,
        source,
        { grid, transform: IDENTITY, sampling: AVERAGE },
        work,
      );

      await expect(cancelled).rejects.toThrow(/abort/i);
    }));
});
