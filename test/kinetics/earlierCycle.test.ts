import { describe, expect, test } from "vitest";
import { fitAsChosen, type KineticSetting } from "../../src/kinetics/chosenFit";
import type { EarlierCurve } from "../../src/kinetics/earlierCycle";
import { activityAt, integralFrom } from "../../src/kinetics/integrals";
import { nuclide } from "../../src/physics/nuclides";

const earlier: EarlierCurve = {
  terms: [
    { amplitudeMBq: 80, ratePerH: Math.LN2 / 51 },
    { amplitudeMBq: -80, ratePerH: Math.LN2 / 1 },
  ],
  nuclide: "Lu-177",
  source: "cycle1/plan.json",
};
const curve = (t: number) => activityAt(earlier.terms, t);
const setting: KineticSetting = { nuclide: "Lu-177", administeredMBq: 7400, model: "auto" };
const fitOf = (
  timesH: readonly number[],
  activityMBq: readonly number[],
  curveThen = earlier,
  sigmaMBq?: readonly number[],
  now = setting,
) =>
  fitAsChosen(
    { scanIds: timesH.map(String), timesH, activityMBq, sigmaMBq },
    { method: "earlierCycle", earlier: curveThen },
    now,
  );

describe("the kinetics of an earlier cycle", () => {
  const whole = integralFrom(earlier.terms, 0);

  test("are given back exactly by one reading of unchanged uptake", () => {
    const fit = fitOf([24], [curve(24)]);

    expect(fit.tiaMBqH / whole).toBeCloseTo(1, 12);
    expect(fit.effectiveHalfLifeH).toBeCloseTo(51, 9);
    expect(fit.model).toBe("uptakeWashout");
    expect(fit.tiaStandardErrorMBqH).toBeUndefined();
  });

  test.each([
    ["one reading", [24]],
    ["two readings", [24, 96]],
  ])("are exact for a changed amplitude from %s", (_, timesH) => {
    const fit = fitOf(
      timesH,
      timesH.map((t) => 0.7 * curve(t)),
    );

    expect(fit.tiaMBqH / (0.7 * whole)).toBeCloseTo(1, 12);
    expect(Math.max(...fit.residualsMBq.map(Math.abs))).toBeLessThan(1e-9);
    expect(fit.flags).toHaveLength(1);
    expect(fit.flags[0]).toContain("cycle1/plan.json");
    expect(fit.flags[0]).toContain("taken as unchanged");
  });

  test("follow two readings that disagree by weighted least squares, and say that they do", () => {
    const fit = fitOf([24, 96], [curve(24), 2 * curve(96)], earlier, [1, 3]);
    const w = [curve(24) ** 2, curve(96) ** 2 / 9] as const;

    expect(fit.tiaMBqH / whole).toBeCloseTo((w[0] + 2 * w[1]) / (w[0] + w[1]), 12);
    expect(fit.flags[1]).toContain("may have changed");
  });

  test("keep their biology under the decay of another nuclide", () => {
    const decay = (name: string) => (Math.LN2 * 3600) / nuclide(name).halfLifeS;
    const fit = fitOf([24], [50], earlier, undefined, { ...setting, nuclide: "Y-90" });

    expect(fit.terms[0]!.ratePerH).toBeCloseTo(Math.LN2 / 51 - decay("Lu-177") + decay("Y-90"), 12);
  });
});

describe("refused is", () => {
  test("a method without the curve", () => {
    const readings = { scanIds: ["a"], timesH: [24], activityMBq: [5], sigmaMBq: undefined };

    expect(() => fitAsChosen(readings, { method: "earlierCycle" }, setting)).toThrow(
      "none was given",
    );
  });

  test("a curve slower than decay", () => {
    const slow = { ...earlier, terms: [{ amplitudeMBq: 1, ratePerH: Math.LN2 / 400 }] };

    expect(() => fitOf([24], [5], slow)).toThrow("at least as fast as Lu-177 decays");
  });

  test("a curve that starts below 0", () => {
    const below = { ...earlier, terms: [earlier.terms[0]!, { amplitudeMBq: -90, ratePerH: 1 }] };

    expect(() => fitOf([24], [5], below)).toThrow("no activity below 0");
  });

  test("a reading without activity", () => {
    expect(() => fitOf([24], [0])).toThrow("expected activity above 0 at 24 h");
  });
});
