import { expect, test } from "vitest";
import { errorsOf, largestInterval, riskCurve, tornadoOf } from "../../src/app/interval";
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
