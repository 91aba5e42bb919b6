import { describe, expect, test } from "vitest";
import {
  hanscheid2017DoseGy,
  hanscheid2018,
  hanscheidBias,
  madsen2018,
  madsenBias,
  singleScanHour,
  twoPoint,
} from "../../src/kinetics/fewScans";

const HALF_LIFE_H = 51;
const TIA = (100 * HALF_LIFE_H) / Math.LN2;
const readAt = (timeH: number, halfLifeH = HALF_LIFE_H) => ({
  timeH,
  activityMBq: 100 * 2 ** (-timeH / halfLifeH),
});
const percent = (tia: number, truth = TIA) => 100 * (tia / truth - 1);

describe("Hänscheid 2018", () => {
  test.each([
    { x: 1, bias: 0 },
    { x: 2, bias: 0 },
    { x: 0.75, bias: -10.8 },
    { x: 1 / Math.LN2, bias: 6.15 },
    { x: 2.5, bias: -11.6 },
    { x: 3, bias: -25 },
  ])("errs by $bias % when read at $x half-lives", ({ x, bias }) => {
    const { tiaMBqH } = hanscheid2018(readAt(x * HALF_LIFE_H));

    expect(Math.abs(percent(tiaMBqH) - bias)).toBeLessThan(0.1);
    expect(100 * hanscheidBias(x)).toBeCloseTo(percent(tiaMBqH), 9);
  });
});

describe("Madsen 2018", () => {
  test.each([
    { ratio: 0.8, bias: -2.65 },
    { ratio: 1, bias: 0 },
    { ratio: 1.2, bias: -1.55 },
  ])(
    "errs by $bias % where the true half-life is $ratio of the population's",
    ({ ratio, bias }) => {
      const halfLifeH = ratio * HALF_LIFE_H;
      const { tiaMBqH } = madsen2018(readAt(HALF_LIFE_H / Math.LN2, halfLifeH), HALF_LIFE_H);
      const error = percent(tiaMBqH, ratio * TIA);

      expect(Math.abs(error - bias)).toBeLessThan(0.1);
      expect(100 * madsenBias(ratio, 1 / Math.LN2)).toBeCloseTo(error, 9);
    },
  );
});

test("Hänscheid 2017 gives 0.125 Gy·mL/(MBq·h) from the activity at time 0, about what 177Lu deposits", () => {
  expect(hanscheid2017DoseGy(2, 0, 51)).toBeCloseTo(0.125 * 2 * 51, 12);
  expect(hanscheid2017DoseGy(1, 51, 51)).toBeCloseTo(0.125 * 2 * 51, 12);
  // 177Lu deposits 147 keV a decay: 3600e6 · 147e3 · 1.602e-19 / (ln2 · 1e-3 kg) = 0.1223 Gy·mL/(MBq·h).
  const closed = (3600e6 * 147e3 * 1.602177e-19) / (Math.LN2 * 1e-3);
  expect(hanscheid2017DoseGy(1, 0, 1) / closed).toBeCloseTo(1, 1);
});

describe("Two points", () => {
  test("are exact on one exponential", () => {
    const estimate = twoPoint(readAt(24), readAt(96), 159.53);

    expect(estimate.tiaMBqH).toBeCloseTo(TIA, 8);
    expect(estimate.flags).toEqual([]);
  });

  test("never fall more slowly than decay, and say so", () => {
    const estimate = twoPoint(readAt(24, 300), readAt(96, 300), 159.53);

    expect(estimate.effectiveHalfLifeH).toBeCloseTo(159.53, 9);
    expect(estimate.flags[0]).toContain("more slowly than physical decay");
    expect(() => twoPoint(readAt(96), readAt(24), 159.53)).toThrow("in order of time");
  });
});

test("A single scan belongs at 1.5 effective half-lives", () => {
  expect(singleScanHour(51)).toBe(76.5);
});
