import { expect, test } from "vitest";
import { tacCurve } from "../../components/tacCurve";
import type { RegionResult } from "../../src/app/planResult";

const region = (model: string): RegionResult =>
  ({
    timesH: [4, 24, 96],
    activityMBq: [80, 60, 20],
    fit: {
      model,
      terms: [{ amplitudeMBq: 100, ratePerH: Math.LN2 / 50 }],
      effectiveHalfLifeH: 50,
    },
  }) as unknown as RegionResult;

const at = (curve: ReturnType<typeof tacCurve>, time: number) => curve.timesH.indexOf(time);

test("one exponential has lost half after one half-life, and is extrapolated after the last reading", () => {
  const curve = tacCurve(region("monoExponential"));

  expect(curve.measured[at(curve, 0)]).toBe(100);
  const end = curve.timesH.length - 1;
  expect(curve.timesH[end]).toBe(192);
  expect(curve.measured[end]).toBeUndefined();
  expect(curve.extrapolated[end]).toBeCloseTo(100 * 2 ** (-192 / 50), 9);
});

test("a trapezoid passes through its readings and leaves out what was not seen", () => {
  const curve = tacCurve(region("trapezoid"));

  expect([4, 24, 96].map((t) => curve.measured[at(curve, t)])).toEqual([80, 60, 20]);
  expect(curve.measured[at(curve, 0)]).toBeUndefined();
});

test("readings stand at their own times only", () => {
  const curve = tacCurve(region("monoExponential"));

  expect(curve.readings.filter((y) => y !== undefined)).toEqual([80, 60, 20]);
});
