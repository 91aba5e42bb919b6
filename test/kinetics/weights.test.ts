import { expect, test } from "vitest";
import { fitWithPrior } from "../../src/kinetics/bayes";
import { curveOf } from "../../src/kinetics/curve";
import { fitTimeActivity } from "../../src/kinetics/fit";
import { integralBetween } from "../../src/kinetics/integrals";
import { PRIORS } from "../../src/kinetics/priors";

const timesH = [4, 24, 72, 120, 168];
const activityMBq = [88, 70, 41, 20, 13];
const physicalHalfLifeH = 159.5;

test("weights do what the square of the inverse σ does", () => {
  const weights = [1, 1, 0.25, 1, 1];
  const weighted = fitTimeActivity({
    timesH,
    activityMBq,
    weights,
    physicalHalfLifeH,
    model: "monoExponential",
  });
  const asSigma = fitTimeActivity({
    timesH,
    activityMBq,
    sigmaMBq: weights.map((w) => 1 / Math.sqrt(w)),
    physicalHalfLifeH,
    model: "monoExponential",
  });

  expect(weighted.tiaMBqH).toBeCloseTo(asSigma.tiaMBqH, 9);
  expect(weighted.aicc).not.toBe(asSigma.aicc);
});

test("a reading of hardly any weight is as good as left out", () => {
  const fit = fitTimeActivity({
    timesH,
    activityMBq,
    weights: [1, 1, 1e-12, 1, 1],
    physicalHalfLifeH,
    model: "monoExponential",
  });
  const without = fitTimeActivity({
    timesH: [4, 24, 120, 168],
    activityMBq: [88, 70, 20, 13],
    physicalHalfLifeH,
    model: "monoExponential",
  });

  expect(fit.tiaMBqH).toBeCloseTo(without.tiaMBqH, 6);
});

test("under a prior a quarter of the weight is twice the σ", () => {
  const question = {
    prior: PRIORS[0]!,
    physicalHalfLifeH,
    administeredMBq: 7400,
    timesH: [24],
    activityMBq: [70],
  };

  const weighted = fitWithPrior({ ...question, sigmaMBq: [3.5], weights: [0.25] });

  expect(weighted.tiaMBqH).toBeCloseTo(fitWithPrior({ ...question, sigmaMBq: [7] }).tiaMBqH, 9);
});

test("the curve of a trapezoid holds the integral of a trapezoid between readings, and its readings", () => {
  const fit = fitTimeActivity({ timesH, activityMBq, physicalHalfLifeH, model: "trapezoid" });
  const curve = curveOf(fit, timesH, activityMBq);
  const steps = 20_000;
  let area = 0;
  for (let s = 0; s < steps; s++) area += (curve(24 + (48 * (s + 0.5)) / steps)! * 48) / steps;

  expect(area).toBeCloseTo(integralBetween(24, 70, 72, 41), 4);
  expect(curve(72)).toBe(41);
  expect(curve(1)).toBeUndefined();
});
