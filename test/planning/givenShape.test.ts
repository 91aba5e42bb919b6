import { describe, expect, test } from "vitest";
import { earlierOf } from "../../src/planning/adaptiveCycles";
import { figureOfParts, partsOfCourse } from "../../src/planning/courseParts";
import { hold } from "../../src/planning/criterionResult";
import { givenShapeOf } from "../../src/planning/givenShape";
import type { StructureMetric } from "../../src/planning/limit";
import { seededRandom } from "../../src/volume/random";
import { limitOf, organ } from "../support/planning";

/** Coming cycles give half of the kidney 0.4, the other half 0.6 Gy/GBq; the given one had it the other way round. */
const [COMING, GIVEN] = [
  [0.4, 0.6],
  [0.6, 0.4],
] as const;
const kidney = organ("kidney", [0.4, 0.6]);
const cycle = { activityGBq: 8, structures: [] };
const earlier = { kidney: [earlierOf(kidney, cycle)] };
const shaped = { ...kidney, givenShape: givenShapeOf([1, 1], { given: [GIVEN], coming: COMING })! };

const heldTo = (metric: StructureMetric, value: number, structure = shaped, schedule = [1]) => {
  const [held] = hold(limitOf(value, { metric }), { structures: [structure], schedule, earlier });
  if (held?.status !== "held") throw new Error("not held");
  return held;
};

describe("a given cycle that was hot where the coming ones are cold", () => {
  test.each([
    ["the maximum", { kind: "max" } as const, 0.6 * 12 + 0.4 * 8],
    ["D 10 %", { kind: "doseAtVolumePercent", percent: 10 } as const, 0.6 * 12 + 0.4 * 8],
    ["D 90 %", { kind: "doseAtVolumePercent", percent: 90 } as const, 0.4 * 12 + 0.6 * 8],
    ["V 10 Gy", { kind: "volumeAtDosePercent", doseGy: 10 } as const, 50],
    ["the gEUD of exponent 1", { kind: "gEud", a: 1 } as const, 10],
  ])("has %s of the sum of its voxels", (_, metric, figure) => {
    const held = heldTo(metric, 100);

    expect(held.valueAt(12)).toBeCloseTo(figure, 9);
    expect(held.marks.join()).toContain("added to those of the coming ones voxel by voxel");
  });

  test("leaves a limit of the maximum the activity that the hottest part of the sum allows", () => {
    expect(heldTo({ kind: "max" }, 9.2).activityGBq).toBeCloseTo(10, 6);
    expect(heldTo({ kind: "max" }, 9.2, shaped, [1, 1]).activityGBq).toBeCloseTo(5, 6);
  });

  test("without its voxels is taken to lie as the coming ones do, and a sentence says so", () => {
    const held = heldTo({ kind: "max" }, 100, kidney as typeof shaped);

    expect(held.valueAt(12)).toBeCloseTo(0.6 * 20, 9);
    expect(held.marks.join()).toContain("neither an upper nor a lower bound");
  });

  test("leaves the mean and its limit as they are, without a sentence", () => {
    const [mean, plain] = [shaped, kidney as typeof shaped].map((structure) =>
      heldTo({ kind: "mean" }, 12, structure),
    );

    expect(mean!.activityGBq).toBe(plain!.activityGBq);
    expect(mean!.marks).toEqual([]);
  });
});

test("voxels of equal doses are put together, their means kept", () => {
  const doses = Float64Array.from({ length: 20_000 }, (_, v) => 1 + Math.sin(v) ** 2);
  const weights = doses.map((_, v) => 1 + (v % 3));

  const { share, given, coming } = givenShapeOf(weights, {
    given: [doses],
    coming: doses.toReversed(),
  })!;

  const mean = (values: Float64Array) => values.reduce((sum, x, i) => sum + share[i]! * x, 0);
  expect(share.length).toBeLessThan(128 ** 2);
  expect(mean(share.map(() => 1))).toBeCloseTo(1, 12);
  expect(mean(given[0]!.dose)).toBeCloseTo(1, 12);
  expect(mean(coming.dose)).toBeCloseTo(1, 12);
});

test("the maximum of any sum of noisy doses is that of its hottest voxel to 0.05 %", () => {
  const random = seededRandom(7);
  const [given, coming] = [0, 1].map(() =>
    Float64Array.from({ length: 5000 }, () => random.uniform()),
  );
  const weights = given!.map(() => 1);
  const meanOf = (values: Float64Array) => values.reduce((sum, x) => sum + x, 0) / values.length;
  const shape = givenShapeOf(weights, { given: [given!], coming: coming! })!;
  const [givenMean, comingMean] = [meanOf(given!), meanOf(coming!)];

  for (const [givenGy, comingGy] of [
    [10, 0],
    [7, 3],
    [1, 9],
  ] as const) {
    const most = given!.reduce(
      (top, x, v) =>
        Math.max(top, (givenGy * x) / givenMean + (comingGy * coming![v]!) / comingMean),
      0,
    );
    const parts = partsOfCourse(shape, { evenGy: 0, givenGy: [givenGy], comingGy });
    expect(figureOfParts({ kind: "max" }, parts, 100) / most).toBeCloseTo(1, 3);
  }
});

test("a structure without dose in any cycle has no shape", () => {
  expect(givenShapeOf([1, 1], { given: [[0, 0]], coming: COMING })).toBeUndefined();
});
