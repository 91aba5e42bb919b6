import { expect, test } from "vitest";
import {
  comingStructures,
  deliveredDoses,
  earlierOf,
  nextActivity,
} from "../../src/planning/adaptiveCycles";
import { metricAt } from "../../src/planning/structureMetric";
import { tradeOff } from "../../src/planning/tradeOff";
import { blurredShare, edgeLoss, voxelMarksOf } from "../../src/planning/voxelMarks";
import { limitOf, organ } from "../support/planning";

const kidney = organ("kidney", [0.4, 0.6]);
const measured = (meanGyPerGBq: number, effectiveHalfLifeH = 51) => ({
  activityGBq: 7.4,
  structures: [{ structureId: "kidney", meanGyPerGBq, effectiveHalfLifeH }],
});

test("cycles as predicted leave the activity that was planned for the rest", () => {
  const { totalActivityGBq } = nextActivity({
    predicted: [kidney],
    given: [measured(0.5)],
    remainingCycles: 3,
    limits: [limitOf(23)],
  });

  expect(totalActivityGBq).toBeCloseTo(46 - 7.4, 9);
});

test("a kidney that got more than predicted leaves less, at its new dose per GBq", () => {
  const { totalActivityGBq } = nextActivity({
    predicted: [kidney],
    given: [measured(0.6), measured(0.7)],
    remainingCycles: 2,
    limits: [limitOf(23)],
  });

  expect(totalActivityGBq).toBeCloseTo((23 - 7.4 * 1.3) / 0.7, 9);
});

test("BED keeps each cycle's own half-life", () => {
  const metric = { kind: "bed", of: "meanDose", alphaBetaGy: 2.6, repairHalfLifeH: 2.8 } as const;
  const bed = (gy: number, halfLifeH: number) => gy * (1 + ((2.8 / (2.8 + halfLifeH)) * gy) / 2.6);

  const { activityGBq } = nextActivity({
    predicted: [kidney],
    given: [measured(0.5, 40)],
    remainingCycles: 1,
    limits: [limitOf(28, { metric })],
  });

  expect(bed(7.4 * 0.5, 40) + bed(activityGBq! * 0.5, 40)).toBeCloseTo(28, 9);
});

test("the coming cycles take the half-life that was measured, not the course that was predicted beside it", () => {
  const predicted = organ("kidney", [0.4, 0.6], {
    rateTerms: [{ amplitude: 1, ratePerH: Math.LN2 / 5 }],
  });
  const { rateTerms: _, ...histogram } = organ("kidney", [0.4, 0.6], { effectiveHalfLifeH: 40 });

  const [coming] = comingStructures([predicted], [{ activityGBq: 7.4, structures: [histogram] }]);

  expect(coming!.rateTerms).toBeUndefined();
  expect(coming!.effectiveHalfLifeH).toBe(40);
});

test("a cycle counts with the share of alphas that was measured in it", () => {
  const predicted = organ("kidney", [0.4, 0.6], { alphaShare: 0.9 });
  const cycle = {
    activityGBq: 2,
    structures: [{ ...measured(0.5).structures[0]!, alphaShare: 0.6 }],
  };

  expect(earlierOf(predicted, cycle)).toMatchObject({ meanGy: 1, alphaShare: 0.6 });
  expect(earlierOf(predicted, measured(0.5))).toMatchObject({ alphaShare: 0.9 });
});

test("a given cycle of alphas counts with its RBE", () => {
  const alphas = organ("kidney", [0.4, 0.6], { alphaShare: 0.9 });

  const { totalActivityGBq } = nextActivity({
    predicted: [alphas],
    given: [measured(0.5)],
    remainingCycles: 1,
    limits: [limitOf(46, { rbeAlpha: 5 })],
  });

  expect(totalActivityGBq).toBeCloseTo(46 / (0.5 * 4.6) - 7.4, 9);
});

test.each([
  ["maximum", { kind: "max" }],
  ["D2 mL", { kind: "doseAtVolumeMl", ml: 2 }],
  ["V7", { kind: "volumeAtDosePercent", doseGy: 7 }],
  ["gEUD", { kind: "gEud", a: 4 }],
  ["NTCP", { kind: "ntcp", td50Gy: 28, m: 0.2, n: 0.7 }],
  ["EUD", { kind: "eud", alphaPerGy: 0.1 }],
  ["voxel BED", { kind: "bed", of: "voxels", alphaBetaGy: 2.6, repairHalfLifeH: 2.8 }],
  ["EUBED", { kind: "euBed", alphaPerGy: 0.1, alphaBetaGy: 2.6, repairHalfLifeH: 2.8 }],
] as const)(
  "a given cycle lies over the voxels as the next: %s of 7.4 + 7.4 GBq is that of two cycles",
  (_, metric) => {
    const course = { schedule: [1, 1], earlier: [] };
    const value = metricAt({ metric, structure: kidney, course, rbeAlpha: 1 }, 7.4);

    const { activityGBq } = nextActivity({
      predicted: [kidney],
      given: [measured(0.5)],
      remainingCycles: 1,
      limits: [limitOf(value, { metric })],
    });

    expect(activityGBq).toBeCloseTo(7.4, 6);
  },
);

test("the blood of a given cycle counts as it was measured then", () => {
  const blood = organ("blood", [0, 0]);

  const { activityGBq } = nextActivity({
    predicted: [blood],
    given: [{ activityGBq: 5, structures: [], measured: { bloodGyPerGBq: 0.1 } }],
    measured: { bloodGyPerGBq: 0.2 },
    remainingCycles: 1,
    limits: [limitOf(2, { metric: { kind: "bloodDose" } })],
  });

  expect(activityGBq).toBeCloseTo((2 - 0.5) / 0.2, 9);
});

test("delivered stands against predicted; what was not measured counts as predicted", () => {
  const spleen = organ("spleen", [1, 1]);

  const [first, second] = deliveredDoses([kidney, spleen], [measured(0.6), measured(0.5)]);

  expect(first!.deliveredGy).toBeCloseTo(7.4 * 1.1, 9);
  expect(first!.differencePercent).toBeCloseTo(10, 9);
  expect(second!.deliveredGy).toBeCloseTo(14.8, 9);
});

test("a trade-off curve rises from nothing, limit beside goal", () => {
  const input = { structures: [kidney], schedule: [1, 1] };

  const curve = tradeOff([limitOf(23)], [limitOf(10)], input, { mostGBq: 23, steps: 2 });

  expect(curve.map(({ limits }) => limits[0]!.shareOfValue)).toEqual([0, 0.5, 1]);
  expect(curve[2]!.goals[0]!.value).toBe(23);
});

test.each([
  [1, 0.03],
  [4, 0.12],
])("voxels of %i mm take about %f of the self-dose of a sphere of 15 mm", (spacingMm, loss) => {
  const volumeMl = ((4 / 3) * Math.PI * 15 ** 3) / 1000;

  expect(Math.abs(edgeLoss({ volumeMl, fwhmMm: 10, spacingMm }) - loss)).toBeLessThan(0.015);
});

test("a small lesion is marked for blur and voxels, a liver is not, and a lesion below the resolution is all surface", () => {
  const image = { fwhmMm: 10, spacingMm: 4 };

  expect(voxelMarksOf({ volumeMl: 5, ...image })).toHaveLength(2);
  expect(voxelMarksOf({ volumeMl: 1800, ...image })).toEqual([]);
  expect(blurredShare({ volumeMl: 0.3, ...image })).toBe(1);
});
