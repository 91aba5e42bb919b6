import { expect, test } from "vitest";
import { largestActivity } from "../../src/planning/largestActivity";
import {
  activityAtRisk,
  bindingActivities,
  riskAt,
  sampledLargest,
  tornado,
} from "../../src/planning/riskOfActivity";
import type { SMatrix } from "../../src/planning/sMatrix";
import { metricAt } from "../../src/planning/structureMetric";
import {
  type DoseUncertainty,
  firstOrderUncertainty,
  sampleDoses,
} from "../../src/planning/uncertainty";
import { limitOf, organ } from "../support/planning";

const matrix: SMatrix = {
  targets: [
    { id: "kidney", name: "kidney" },
    { id: "marrow", name: "marrow" },
  ],
  sourceIds: ["kidney", "marrow", "remainder"],
  gyPerGBq: [Float64Array.of(0.45, 0.01, 0.04), Float64Array.of(0.002, 0.018, 0.01)],
};
const uncertainty = (scale: number, decaysMassCorrelation = 0.5): DoseUncertainty => ({
  calibration: 0.05 * scale,
  decays: [0.1 * scale, 0.2 * scale, 0.08 * scale],
  mass: [0.08 * scale, 0.15 * scale],
  decaysMassCorrelation,
});
const bed = { kind: "bed", of: "meanDose", alphaBetaGy: 2.6, repairHalfLifeH: 2.8 } as const;
const plan = largestActivity({
  structures: [organ("kidney", [0.4, 0.6]), organ("marrow", [0.02, 0.04], { role: "marrow" })],
  limits: [
    limitOf(40, { id: "bed", metric: bed }),
    limitOf(2, { id: "marrow", organ: { tissue: "marrow", roles: ["marrow"] } }),
  ],
  cycles: 4,
});
const limits = bindingActivities(plan);

test.each([0, 0.5, 0.9])(
  "samples of small errors spread as first-order propagation says (correlation %f)",
  (correlation) => {
    const small = uncertainty(0.1, correlation);
    const { factors } = sampleDoses(matrix, small, 40_000, 1);

    const expected = firstOrderUncertainty(matrix, small);

    factors.forEach((row, t) => {
      expect(deviation(row) / expected[t]!).toBeCloseTo(1, 1.7);
      expect(mean(row)).toBeCloseTo(1, 3);
    });
  },
);

test("a calibration error alone moves every dose alike", () => {
  const alone = { calibration: 0.1, decays: [0, 0, 0], mass: [0, 0], decaysMassCorrelation: 0 };

  const { factors } = sampleDoses(matrix, alone, 100, 7);

  expect(
    factors[0]!.map((f, n) => f / factors[1]![n]!).every((ratio) => Math.abs(ratio - 1) < 1e-12),
  ).toBe(true);
});

test("the same seed gives the same samples, another seed others", () => {
  const draw = (seed: number) => sampleDoses(matrix, uncertainty(1), 10, seed).factors[0];

  expect(draw(3)).toEqual(draw(3));
  expect(draw(3)).not.toEqual(draw(4));
});

test("at the 5 % risk activity 5 ± 0.5 % of 100,000 fresh samples exceed a limit", () => {
  const planned = sampledLargest(limits, sampleDoses(matrix, uncertainty(1), 10_000, 11));
  const fresh = sampledLargest(limits, sampleDoses(matrix, uncertainty(1), 100_000, 12));

  const activityGBq = activityAtRisk(planned, 0.05);

  expect(activityGBq).toBeLessThan(plan.activityGBq!);
  expect(Math.abs(riskAt(fresh, activityGBq) - 0.05)).toBeLessThan(0.005);
});

test("a sample's largest activity brings its own dose to the limit, also for BED", () => {
  const factor = 1.3;
  const [kidney] = [organ("kidney", [0.4 * factor, 0.6 * factor])];
  const samples = { targetIds: ["kidney"], factors: [Float64Array.of(factor)] };
  const alone = largestActivity({
    structures: [organ("kidney", [0.4, 0.6])],
    limits: [limitOf(40, { metric: bed })],
    cycles: 4,
  });

  const [activityGBq] = sampledLargest(bindingActivities(alone), samples);

  const course = { schedule: [1, 1, 1, 1], earlier: [] };
  const what = { metric: bed, structure: kidney!, course, rbeAlpha: 1 };
  expect(metricAt(what, activityGBq!)).toBeCloseTo(40, 9);
});

test("risk rises from 0 to 1 with the activity", () => {
  const sampled = sampledLargest(limits, sampleDoses(matrix, uncertainty(1), 1000, 5));

  expect(riskAt(sampled, 0)).toBe(0);
  expect(riskAt(sampled, 1e3)).toBe(1);
  expect(riskAt(sampled, activityAtRisk(sampled, 0.5))).toBeCloseTo(0.5, 2);
});

test("the tornado leads with the decays of the marrow, whose dose binds, and moves the other way for mass", () => {
  const bars = tornado(limits, matrix, uncertainty(1));

  expect(plan.binding!.limit.id).toBe("marrow");
  expect(bars[0]!.input).toEqual({ kind: "decays", source: 1 });
  expect(bars[0]!.aboveGBq).toBeLessThan(bars[0]!.belowGBq);
  const mass = bars.find(({ input }) => input.kind === "mass" && input.target === 1)!;
  expect(mass.aboveGBq).toBeGreaterThan(mass.belowGBq);
  const swings = bars.map(({ belowGBq, aboveGBq }) => Math.abs(belowGBq - aboveGBq));
  expect(swings).toEqual(swings.toSorted((a, b) => b - a));
});

const mean = (values: Float64Array) => values.reduce((sum, v) => sum + v, 0) / values.length;
const deviation = (values: Float64Array) => {
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, v) => sum + (v - centre) ** 2, 0) / values.length);
};
