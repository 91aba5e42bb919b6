import { expect, test } from "vitest";
import type { Prescription, RegionResult } from "../../src/app/planResult";
import { voxelRegions } from "../../src/app/voxelRegions";
import type { ModelChoice } from "../../src/kinetics/fit";
import { fitTimeActivity } from "../../src/kinetics/fit";
import type { KineticChoice } from "../../src/kinetics/kineticChoice";
import { type Grid, PATIENT_AXES } from "../../src/volume/grid";
import { volume } from "../../src/volume/volume";

const GRID: Grid = {
  size: [1, 1, 1],
  spacingMm: [10, 10, 10],
  originMm: [0, 0, 0],
  axes: PATIENT_AXES,
};
const PRESCRIPTION = { readingErrorPercent: 5, kineticModel: "auto" } as Prescription;

/** One region of one voxel of 1 mL whose readings are this curve; `shown` is what the image makes of the activity in each scan. */
function regionOf(
  timesH: readonly number[],
  curve: (hours: number) => number,
  {
    shown = timesH.map(() => 1),
    weights = timesH.map(() => 1),
    choice = undefined as KineticChoice | undefined,
  } = {},
) {
  const activityMBq = timesH.map(curve);
  const ids = timesH.map((t) => `${t} h`);
  const imageActivityMBq = activityMBq.map((a, n) => a * shown[n]!);
  const fit = fitTimeActivity({
    timesH,
    activityMBq,
    physicalHalfLifeH: 159.5,
    model: (choice?.method as ModelChoice) ?? "auto",
    ...(choice?.heldHalfLifeH ? { heldHalfLifeH: choice.heldHalfLifeH } : {}),
  });
  const region = {
    structureId: "it",
    scanIds: ids,
    timesH,
    activityMBq,
    imageActivityMBq,
    weights,
    fit,
  } as never;
  const activity = imageActivityMBq.map((a) =>
    volume("activityBqPerMl", GRID, Float32Array.of(1e6 * a)),
  );
  return voxelRegions(
    activity,
    { ids, timesH, gainPerH: 0, physicalHalfLifeH: 159.5 },
    { owners: Int16Array.of(0), covered: [1] },
    [region as RegionResult],
    { ...PRESCRIPTION, kineticsOf: choice ? { it: choice } : {} },
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
    expect(Math.LN2 / model.ratesPerH[0]!).toBeCloseTo(44, 1);
    expect(Math.LN2 / model.ratesPerH[1]!).toBeCloseTo(2.1, 2);
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

test("a half-life fixed by hand is that of every voxel, with the other phase as the region's curve then has it", () => {
  const times = [1, 4, 24, 96, 168];
  const one = regionOf(times, (t) => 10 * half(t, 50), {
    choice: { method: "monoExponential", heldHalfLifeH: [60, 60] },
  });
  const two = regionOf(times, body, {
    choice: { method: "biExponential", heldHalfLifeH: [44, 44] },
  });

  expect(one.model).toMatchObject({ kind: "shared", byHand: true });
  expect(halfLives(one)).toEqual([expect.closeTo(60, 6)]);
  expect(halfLives(two)).toEqual([expect.closeTo(44, 6), expect.closeTo(2.1, 3)]);
});

test("a fixed uptake is that of every voxel too", () => {
  const uptake = (t: number) => 10 * (half(t, 60) - half(t, 2));
  const { model } = regionOf([1, 4, 24, 96, 168], uptake, {
    choice: { method: "uptakeWashout", heldHalfLifeH: { second: [2, 2] } },
  });

  expect(model.kind === "shared" && model.ratesPerH.map((r) => Math.LN2 / r)).toEqual([
    expect.closeTo(60, 3),
    expect.closeTo(2, 6),
  ]);
});

test("a bound of the slowest half-life is each voxel's; one of a trapezoid's tail holds for exponentials", () => {
  const choice = { heldHalfLifeH: [55, 70] } as const;

  expect(regionOf([4, 24, 96, 168], (t) => 10 * half(t, 50), { choice }).model).toEqual({
    kind: "own",
    phases: 1,
    slowWithinH: [55, 70],
  });
  expect(regionOf([1, 4, 24, 96, 168], body, { choice }).model).toEqual({
    kind: "own",
    phases: 2,
    slowWithinH: [55, 70],
  });
  const tail = { method: "trapezoid", heldHalfLifeH: [60, 60] } as const;
  expect(halfLives(regionOf([4, 24, 96], (t) => 10 * half(t, 50), { choice: tail }))).toEqual([
    expect.closeTo(60, 6),
  ]);
});

test("permanent trapping is decay alone in every voxel", () => {
  const region = regionOf([4, 24], (t) => 10 * half(t, 100), { choice: { method: "permanent" } });

  expect(halfLives(region)).toEqual([expect.closeTo(159.5, 6)]);
});

const halfLives = ({ model }: ReturnType<typeof regionOf>) =>
  model.kind === "shared" ? model.ratesPerH.map((rate) => Math.LN2 / rate) : [];
