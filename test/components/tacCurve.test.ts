import { expect, test } from "vitest";
import { type CurvePoint, type TacRegion, tacCurve } from "../../components/tacCurve";

const region = (model: TacRegion["fit"]["model"], weights = [1, 1, 1]): TacRegion => ({
  timesH: [4, 24, 96],
  activityMBq: [80, 60, 20],
  weights,
  fit: {
    model,
    terms: [{ amplitudeMBq: 100, ratePerH: Math.LN2 / 50 }],
    effectiveHalfLifeH: 50,
  },
});

const at = (curve: readonly CurvePoint[], time: number) => curve.find(([t]) => t === time)?.[1];

test("one exponential has lost half after one half-life, and is extrapolated after the last reading", () => {
  const curve = tacCurve(region("monoExponential"));

  expect(at(curve.measured, 0)).toBe(100);
  expect(curve.endH).toBe(192);
  expect(at(curve.measured, 192)).toBeUndefined();
  expect(at(curve.extrapolated, 192)).toBeCloseTo(100 * 2 ** (-192 / 50), 9);
  expect(at(curve.extrapolated, 96)).toBe(at(curve.measured, 96));
});

test("a trapezoid passes through the readings that count and leaves out what was not seen", () => {
  const curve = tacCurve(region("trapezoid"));

  expect([4, 24, 96].map((t) => at(curve.measured, t))).toEqual([80, 60, 20]);
  expect(at(curve.measured, 0)).toBeUndefined();
});

test("what is left out carries no curve, and stays on the axis", () => {
  const curve = tacCurve(region("trapezoid", [1, 1, 0]));

  expect(at(curve.measured, 96)).toBeUndefined();
  expect(at(curve.extrapolated, 96)).toBeCloseTo(100 * 2 ** (-96 / 50), 9);
  expect(curve.endH).toBeGreaterThan(96);
});
