import { describe, expect, test } from "vitest";
import {
  errorsOf,
  largestInterval,
  riskCurve,
  tornadoOf,
  uncertaintyOf,
} from "../../src/app/interval";
import { largestActivity } from "../../src/planning/largestActivity";
import { limitOf, organ } from "../support/planning";

const structures = [organ("kidney", [0.5, 0.7])];
const largest = largestActivity({ structures, limits: [limitOf(24)], cycles: 4 });
const matrix = {
  targets: [{ id: "kidney", name: "kidney" }],
  sourceIds: ["kidney"],
  gyPerGBq: [Float64Array.of(0.6)],
};
const uncertainty = { calibration: 0.1, decays: [0], mass: [0.02], decaysMassCorrelation: 0 };

test("the interval of one log-normal error holds 95 % around the largest activity, over all cycles", () => {
  const interval = largestInterval(
    largest,
    matrix,
    errorsOf(matrix, { ...uncertainty, mass: [0] }),
  )!;

  const spread = Math.sqrt(Math.log1p(0.01));
  expect(largest.totalActivityGBq).toBeCloseTo(40, 6);
  expect(interval.fromGBq / 40).toBeCloseTo(Math.exp(-1.96 * spread), 1);
  expect(interval.toGBq / 40).toBeCloseTo(Math.exp(1.96 * spread), 1);
  expect(interval.atFivePercentGBq / 40).toBeCloseTo(Math.exp(-1.645 * spread), 2);
});

test("the risk at the activity of 5 % risk is 5 %, and at the largest activity one half", () => {
  const { sampledGBq, atFivePercentGBq } = largestInterval(
    largest,
    matrix,
    errorsOf(matrix, uncertainty),
  )!;

  expect(riskCurve(sampledGBq, atFivePercentGBq, 1).risk[1]).toBeCloseTo(0.05, 3);
  expect(riskCurve(sampledGBq, 40, 1).risk[1]).toBeCloseTo(0.5, 1);
});

test("the largest error leads the tornado, and what moves nothing is left out", () => {
  const bars = tornadoOf(largest, matrix, uncertainty, (id) => `the ${id}`);

  expect(bars.map(({ name }) => name)).toEqual(["calibration", "mass, kidney"]);
  expect(bars[0]!.aboveGBq).toBeLessThan(40);
  expect(bars[0]!.belowGBq).toBeGreaterThan(40);
});

test("without a binding limit there is no interval", () => {
  const free = largestActivity({ structures, limits: [], cycles: 1 });

  expect(largestInterval(free, matrix, errorsOf(matrix, uncertainty))).toBeUndefined();
});

describe("errors of the plan", () => {
  const question = {
    calibration: 0.04,
    recoveryCurve: 0.03,
    volume: 0.2,
    activityPerVolume: 0.4,
    fit: 0.05,
    registration: 0,
  };
  const plan = {
    regions: [
      { structureId: "kidney", fit: { tiaMBqH: 100, tiaStandardErrorMBqH: 4 } },
      { structureId: "remainder", fit: { tiaMBqH: 100, tiaStandardErrorMBqH: undefined } },
    ],
    budget: {
      assumptions: [],
      regions: ["kidney", "remainder"].map((structureId) => ({ structureId, question })),
    },
  } as unknown as Parameters<typeof uncertaintyOf>[1];
  const byBudget = { calibrationPercent: undefined, massPercent: undefined, fitPercent: 10 };

  test("are those of its budget: recovery and fit on the decays, what is left of a volume on the mass", () => {
    const { calibration, decays, mass } = uncertaintyOf(matrix, plan, byBudget);

    expect(calibration).toBe(0.04);
    expect(decays[0]).toBeCloseTo(Math.hypot(0.03, 0.04), 12);
    expect(decays[1]).toBeCloseTo(Math.hypot(0.03, 0.1), 12);
    expect(mass).toEqual([expect.closeTo(0.6 * 0.2, 12)]);
  });

  test("give way to the user's own", () => {
    const own = { calibrationPercent: 2, massPercent: 30, fitPercent: 10 };

    const { calibration, mass } = uncertaintyOf(matrix, plan, own);

    expect([calibration, ...mass]).toEqual([0.02, 0.3]);
  });
});
