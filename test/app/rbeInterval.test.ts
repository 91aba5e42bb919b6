import { describe, expect, test } from "vitest";
import { errorsOf, largestInterval, tornadoOf, uncertaintyOf } from "../../src/app/interval";
import type { PlanResult } from "../../src/app/planResult";
import { NO_EDITS } from "../../src/app/session";
import { nextActivityInterval } from "../../src/planning/courseUncertainty";
import { largestActivity } from "../../src/planning/largestActivity";
import { limitOf, organ } from "../support/planning";

const kidney = organ("kidney", [1.62, 1.62], { alphaShare: 0.8 });
const matrix = {
  targets: [{ id: "kidney", name: "kidney" }],
  sourceIds: ["kidney"],
  gyPerGBq: [Float64Array.of(1.62)],
};
const exact = { calibration: 0, decays: [0], mass: [0], decaysMassCorrelation: 0 };
const weighted = limitOf(30, { rbeAlpha: 5 });
const largestWith = (limits = [weighted]) =>
  largestActivity({ structures: [kidney], limits, cycles: 1 });
const intervalOf = (rbe: number, limits = [weighted]) =>
  largestInterval(largestWith(limits), matrix, errorsOf(matrix, { ...exact, rbe }))!;

/** 30 Gy(RBE) in a kidney of 1.62 Gy/GBq with 80 % alphas. */
const atRbe = (rbe: number) => 30 / (1.62 * (1 + (rbe - 1) * 0.8));

describe("an RBE of alphas that is known to 20 %, alone", () => {
  const spread = Math.sqrt(Math.log1p(0.04));
  const { fromGBq, toGBq, atFivePercentGBq } = intervalOf(0.2);

  test("gives the interval of the activity at its own quantiles", () => {
    expect(fromGBq / atRbe(5 * Math.exp(1.96 * spread))).toBeCloseTo(1, 1.7);
    expect(toGBq / atRbe(5 * Math.exp(-1.96 * spread))).toBeCloseTo(1, 1.7);
    expect(atFivePercentGBq / atRbe(5 * Math.exp(1.645 * spread))).toBeCloseTo(1, 1.7);
  });

  test("stands in the tornado at one standard deviation either way", () => {
    const [bar] = tornadoOf(largestWith(), matrix, { ...exact, rbe: 0.2 }, (id) => id);

    expect(bar!.name).toBe("RBE of alphas");
    expect(bar!.aboveGBq).toBeCloseTo(atRbe(5 * Math.exp(spread)), 9);
    expect(bar!.belowGBq).toBeCloseTo(atRbe(5 * Math.exp(-spread)), 9);
  });

  test("leaves a limit on absorbed dose where it is", () => {
    const { fromGBq: from, toGBq: to } = intervalOf(0.2, [limitOf(23)]);

    expect(from).toBeCloseTo(23 / 1.62, 9);
    expect(to).toBeCloseTo(23 / 1.62, 9);
  });

  test("moves a BED of alphas and betas by its linear part alone, exactly", () => {
    const metric = { kind: "bed", of: "meanDose", alphaBetaGy: 2.6, repairHalfLifeH: 2.8 } as const;
    const bed = limitOf(28, { rbeAlpha: 5, metric });
    const [bar] = tornadoOf(largestWith([bed]), matrix, { ...exact, rbe: 0.2 }, (id) => id);

    const rbe = 5 * Math.exp(spread);
    const gy = bar!.aboveGBq * 1.62;
    const quadratic = ((2.8 / 53.8) * (0.2 * gy) ** 2) / 2.6;
    expect(gy * (1 + (rbe - 1) * 0.8) + quadratic).toBeCloseTo(28, 6);
  });

  test("widens the interval of a course in the same way, to first order", () => {
    const input = { predicted: [kidney], given: [], remainingCycles: 1, limits: [weighted] };
    const errors = { predicted: {}, given: [] };

    const [low, high] = nextActivityInterval(input, errors, 0.2)!;

    const half = (1.96 * (atRbe(5 * Math.exp(-spread)) - atRbe(5 * Math.exp(spread)))) / 2;
    expect(low).toBeCloseTo(atRbe(5) - half, 6);
    expect(high).toBeCloseTo(atRbe(5) + half, 6);
    const [same] = nextActivityInterval(input, errors)!;
    expect(same).toBeCloseTo(atRbe(5), 6);
  });
});

test("errors of the dose are drawn the same with an uncertain RBE and without, and none is assumed", () => {
  const uncertainty = { ...exact, calibration: 0.1, mass: [0.05] };
  const { rbe, ...withRbe } = errorsOf(matrix, { ...uncertainty, rbe: 0.2 });
  const plan = { regions: [], budget: { regions: [] } } as unknown as PlanResult;

  expect(rbe).toHaveLength(10_000);
  expect(withRbe).toEqual(errorsOf(matrix, uncertainty));
  expect(uncertaintyOf({ targets: [] }, plan, NO_EDITS.spread).rbe).toBeUndefined();
  expect(uncertaintyOf({ targets: [] }, plan, { ...NO_EDITS.spread, rbePercent: 13 }).rbe).toBe(
    0.13,
  );
});
