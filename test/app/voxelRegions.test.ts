import { expect, test } from "vitest";
import type { Prescription, RegionResult } from "../../src/app/planResult";
import { voxelRegions } from "../../src/app/voxelRegions";
import { type Grid, PATIENT_AXES } from "../../src/volume/grid";
import { volume } from "../../src/volume/volume";

const GRID: Grid = {
  size: [1, 1, 1],
  spacingMm: [10, 10, 10],
  originMm: [0, 0, 0],
  axes: PATIENT_AXES,
};
const PRESCRIPTION = { readingErrorPercent: 5 } as Prescription;

/** One region of one voxel of 1 mL whose readings are this curve; `shown` is what the image makes of the activity in each scan. */
function regionOf(
  timesH: readonly number[],
  curve: (hours: number) => number,
  { shown = timesH.map(() => 1), weights = timesH.map(() => 1) } = {},
) {
  const activityMBq = timesH.map(curve);
  const ids = timesH.map((t) => `${t} h`);
  const imageActivityMBq = activityMBq.map((a, n) => a * shown[n]!);
  const region = { scanIds: ids, timesH, activityMBq, imageActivityMBq, weights } as never;
  const activity = imageActivityMBq.map((a) =>
    volume("activityBqPerMl", GRID, Float32Array.of(1e6 * a)),
  );
  return voxelRegions(
    activity,
    { ids, timesH, gainPerH: 0, physicalHalfLifeH: 159.5 },
    { owners: Int16Array.of(0), covered: [1] },
    [region as RegionResult],
    PRESCRIPTION,
  )[0]!;
}

const half = (t: number, hours: number) => 2 ** (-t / hours);
const body = (t: number) => 86 * half(t, 2.1) + 14 * half(t, 44);

test("voxels have one exponential where it meets their region's readings", () => {
  const { model } = regionOf([4, 24, 96, 168], (t) => 10 * half(t, 50));

  expect(model).toEqual({ kind: "own", phases: 1 });
});

test("voxels have two rates of their own from five scans on, where two see the early phase; else the region's", () => {
  expect(regionOf([1, 4, 24, 96, 168], body).model).toEqual({ kind: "own", phases: 2 });
  for (const times of [
    [4, 24, 96, 168],
    [4, 24, 48, 96, 168],
  ]) {
    const { model } = regionOf(times, body);
    expect(model.kind).toBe("shared");
    if (model.kind !== "shared") continue;
    expect(Math.LN2 / model.ratesPerH[0]).toBeCloseTo(44, 1);
    expect(Math.LN2 / model.ratesPerH[1]).toBeCloseTo(2.1, 2);
  }
});

test("scans count by the inverse square of what the region shows, a scan left out by hand not at all", () => {
  const { weights } = regionOf([4, 24, 96, 168], (t) => 10 * half(t, 50), {
    weights: [1, 1, 0, 1],
  });

  expect(weights[1]! / weights[0]!).toBeCloseTo(half(20, 50) ** -2, 4);
  expect(weights[2]).toBe(0);
});

test("partial volume that changes between scans is undone in the course in time, not in the level", () => {
  const { factors } = regionOf([4, 24, 96, 168], () => 10, { shown: [1.25, 1, 0.8, 0.95] });

  expect(factors[0]! / factors[1]!).toBeCloseTo(1 / 1.25, 6);
  expect(factors[2]! / factors[1]!).toBeCloseTo(1 / 0.8, 6);
  expect(factors.reduce((sum, f, n) => sum + f * [1.25, 1, 0.8, 0.95][n]!, 0)).toBeCloseTo(4, 6);
});
