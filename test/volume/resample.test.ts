import { describe, expect, test } from "vitest";
import { type Grid, PATIENT_AXES, type Triple } from "../../src/volume/grid";
import { occupiedVoxels, volumeMl } from "../../src/volume/mask";
import { AVERAGE, resample } from "../../src/volume/resample";
import { resampleMask } from "../../src/volume/resampleMask";
import { maximumOf, sumOf } from "../../src/volume/statistics";
import { IDENTITY, translation } from "../../src/volume/transform";
import { centredGrid, maskOfShape, seededNumbers, turnedAxes, volumeOf } from "../support/shapes";

const LINEAR = { mode: "linear", outside: 0 } as const;

describe("trilinear resampling", () => {
  const plane = ([x, y, z]: Triple) => 3 + 0.2 * x - 0.4 * y + 0.1 * z;
  const source = volumeOf("image", centredGrid([30, 28, 26], 2, turnedAxes(20)), plane);

  test("gives a linear function back exactly, on any grid and through any shift", () => {
    const grid = centredGrid([9, 8, 7], 3.1, turnedAxes(65));
    const expected = volumeOf("image", grid, (p) => plane([p[0] + 1, p[1] - 2, p[2] + 3]));

    const result = resample(source, grid, translation([1, -2, 3]), LINEAR);

    result.values.forEach((value, at) => {
      expect(value).toBeCloseTo(expected.values[at]!, 5);
    });
  });

  test("holds the outermost value for half a voxel and is `outside` beyond", () => {
    const row: Grid = {
      size: [2, 1, 1],
      spacingMm: [10, 10, 10],
      originMm: [0, 0, 0],
      axes: PATIENT_AXES,
    };
    const pair = { quantity: "image", grid: row, values: new Float32Array([1, 3]) } as const;
    const fine: Grid = { ...row, size: [8, 1, 1], spacingMm: [5, 10, 10], originMm: [-10, 0, 0] };

    const { values } = resample(pair, fine, IDENTITY, { mode: "linear", outside: -7 });

    expect([...values]).toEqual([-7, 1, 1, 2, 3, 3, -7, -7]);
  });
});

test("nearest resampling of labels invents no label", () => {
  const random = seededNumbers(5);
  const labels = volumeOf("labels", centredGrid([9, 9, 9], 3), () => 10 * Math.floor(3 * random()));

  const result = resample(labels, centredGrid([20, 20, 20], 1.4, turnedAxes(33)), IDENTITY, {
    mode: "nearest",
    outside: 0,
  });

  expect([...new Set(result.values)].sort()).toEqual([0, 10, 20]);
});

describe("averaging onto coarser voxels keeps the total activity", () => {
  const blob = volumeOf("activityBqPerMl", centredGrid([40, 40, 40], 2), ([x, y, z]) =>
    Math.exp(-((x - 3) ** 2 + y ** 2 + (z + 2) ** 2) / (2 * 4 ** 2)),
  );
  const total = sumOf(blob.values) * 8;

  test.each([
    ["2 mm to 4.4 mm", centredGrid([29, 29, 29], 4.4), 1e-6],
    ["2 mm to 2.1 mm", centredGrid([40, 40, 40], 2.1), 1e-6],
    ["2 mm to 4.4 mm, turned by 35 degrees", centredGrid([26, 26, 26], 4.4, turnedAxes(35)), 1e-3],
    ["2 mm to 2.1 mm, turned by 35 degrees", centredGrid([50, 50, 50], 2.1, turnedAxes(35)), 1e-3],
  ])("%s", (_, grid, tolerance) => {
    const result = resample(blob, grid, IDENTITY, AVERAGE);

    const kept = (sumOf(result.values) * grid.spacingMm[0] ** 3) / total;
    expect(Math.abs(kept - 1)).toBeLessThan(tolerance);
  });

  test("of a single hot voxel too", () => {
    const point = volumeOf("activityBqPerMl", centredGrid([21, 21, 21], 1), (p) =>
      Math.hypot(...p) < 0.5 ? 1 : 0,
    );

    const result = resample(point, centredGrid([11, 11, 11], 2.3), IDENTITY, AVERAGE);

    expect(sumOf(result.values) * 2.3 ** 3).toBeCloseTo(1, 5);
  });

  test("and changes nothing on the same lattice, in any order of its axes", () => {
    const grid = centredGrid([5, 6, 7], 2);
    const random = seededNumbers(1);
    const source = volumeOf("image", grid, random);
    const swapped: Grid = {
      ...centredGrid([7, 5, 6], 2, [
        [0, 0, -1],
        [1, 0, 0],
        [0, 1, 0],
      ]),
    };

    const there = resample(source, swapped, IDENTITY, AVERAGE);
    const back = resample(there, grid, IDENTITY, AVERAGE);

    expect(there.values).not.toEqual(source.values);
    expect([...there.values].sort()).toEqual([...source.values].sort());
    back.values.forEach((value, at) => {
      expect(value).toBeCloseTo(source.values[at]!, 6);
    });
  });
});

describe("a structure on another grid keeps its volume within 1 %", () => {
  const fine = centredGrid([70, 70, 70], 1.1);
  const sphere = maskOfShape(fine, ([x, y, z]) => Math.hypot(x - 2, y + 3, z) < 21);

  test.each([
    ["coarser", centredGrid([24, 24, 24], 4.42)],
    ["finer", centredGrid([110, 110, 110], 0.7)],
    [
      "with anisotropic voxels",
      {
        ...centredGrid([30, 30, 16], 4),
        spacingMm: [4, 4, 8] as const,
        originMm: [-58, -58, -60] as const,
      },
    ],
    ["oblique and coarser", centredGrid([26, 26, 26], 4.42, turnedAxes(25))],
    ["oblique and finer", centredGrid([90, 90, 90], 0.9, turnedAxes(25))],
  ])("%s", (_, grid) => {
    const moved = resampleMask(sphere, grid);

    expect(Math.abs(volumeMl(moved) / volumeMl(sphere) - 1)).toBeLessThan(0.01);
    expect(maximumOf(moved.occupancy)).toBeLessThanOrEqual(1);
  });

  test("and loses what lies outside the other grid: half of it for half a field", () => {
    const half: Grid = { ...centredGrid([20, 40, 40], 2.2), originMm: [2 + 1.1, -42.9, -42.9] };

    const share = volumeMl(resampleMask(sphere, half)) / volumeMl(sphere);

    expect(share).toBeCloseTo(0.5, 2);
  });

  test("and vanishes where there is no common place", () => {
    const away: Grid = { ...centredGrid([5, 5, 5], 2), originMm: [500, 0, 0] };

    expect(occupiedVoxels(resampleMask(sphere, away))).toBe(0);
  });
});
