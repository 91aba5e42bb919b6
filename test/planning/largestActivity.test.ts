import { describe, expect, test } from "vitest";
import { solved } from "../../src/planning/activityForValue";
import type { EarlierDose } from "../../src/planning/course";
import { activityForGoals, figuresAt, largestActivity } from "../../src/planning/largestActivity";
import type { StructureMetric } from "../../src/planning/limit";
import { metricAt } from "../../src/planning/structureMetric";
import { limitOf, organ } from "../support/planning";

const kidney = organ("kidney", [0.3, 0.7]);
const marrow = organ("marrow", [0.02, 0.04], { role: "marrow" });
const bed = { kind: "bed", of: "meanDose", alphaBetaGy: 2.6, repairHalfLifeH: 2.8 } as const;
const marrowLimit = limitOf(2, {
  id: "marrow",
  organ: { tissue: "marrow", roles: ["marrow"] },
});

test("23 Gy to kidneys of 0.5 Gy/GBq allow 46 GBq in all, in one cycle or in four", () => {
  const once = largestActivity({ structures: [kidney], limits: [limitOf(23)], cycles: 1 });
  const four = largestActivity({ structures: [kidney], limits: [limitOf(23)], cycles: 4 });

  expect(once.activityGBq).toBeCloseTo(46, 12);
  expect(four.activityGBq).toBeCloseTo(11.5, 12);
  expect(four.totalActivityGBq).toBeCloseTo(46, 12);
});

test.each([
  [27, 24.09],
  [28, 24.9],
  [40, 34.16],
])("a kidney BED of %f Gy in four cycles allows the activity of %f Gy", (bedGy, doseGy) => {
  const limits = [limitOf(bedGy, { metric: bed })];

  const { totalActivityGBq, binding } = largestActivity({
    structures: [kidney],
    limits,
    cycles: 4,
  });

  expect(totalActivityGBq! * 0.5).toBeCloseTo(doseGy, 2);
  expect(binding!.valueAtLargest).toBeCloseTo(bedGy, 9);
});

test("the tissue that tolerates least binds; the others show how much of their limit is used", () => {
  const limits = [limitOf(23), marrowLimit];

  const { activityGBq, binding, perLimit } = largestActivity({
    structures: [kidney, marrow],
    limits,
    cycles: 2,
  });

  expect(binding!.limit.id).toBe("kidney");
  expect(activityGBq).toBeCloseTo(23, 12);
  expect(perLimit.map(({ limit }) => limit.id)).toEqual(["kidney", "marrow"]);
  expect(perLimit.map(({ shareUsedAtLargest }) => shareUsedAtLargest)).toEqual([
    expect.closeTo(1, 12),
    expect.closeTo((46 * 0.03) / 2, 12),
  ]);
});

test("each kidney has its limit, and the hotter one binds", () => {
  const right = organ("right kidney", [0.5, 0.9]);

  const { binding } = largestActivity({
    structures: [kidney, right],
    limits: [limitOf(23)],
    cycles: 1,
  });

  expect(binding!.structureName).toBe("right kidney");
});

test("an informational limit is shown with its activity and does not bind", () => {
  const limits = [limitOf(23), limitOf(5, { id: "hint", informational: true })];

  const { binding, perLimit } = largestActivity({ structures: [kidney], limits, cycles: 1 });

  expect(binding!.limit.id).toBe("kidney");
  expect(perLimit[0]!.activityGBq).toBeCloseTo(10, 12);
});

test("a limit without a structure, or without the half-life it needs, is listed and not passed over", () => {
  const unknown = organ("kidney", [0.3, 0.7], { effectiveHalfLifeH: undefined });
  const limits = [limitOf(40, { metric: bed }), marrowLimit];

  const result = largestActivity({ structures: [unknown], limits, cycles: 1 });

  expect(result.activityGBq).toBeUndefined();
  expect(result.notHeld.map(({ reason }) => reason)).toEqual([
    "kidney: the effective half-life is not known, which BED needs",
    "no structure of the plan is its marrow",
  ]);
});

describe("earlier dose", () => {
  const earlier: EarlierDose[] = [
    { kind: "radionuclide", meanGy: 4, effectiveHalfLifeH: 40 },
    { kind: "external", totalGy: 5, fractions: 5 },
  ];

  test("takes its gray from the absorbed dose that is left", () => {
    const result = largestActivity({
      structures: [kidney],
      limits: [limitOf(23)],
      cycles: 2,
      earlier: { kidney: earlier },
    });

    expect(result.totalActivityGBq).toBeCloseTo((23 - 9) / 0.5, 12);
  });

  test("takes its BED, fraction by fraction, from the BED that is left", () => {
    const limits = [limitOf(40, { metric: bed })];
    const before = 4 * (1 + ((2.8 / 42.8) * 4) / 2.6) + 5 * (1 + 1 / 2.6);

    const { activityGBq } = largestActivity({
      structures: [kidney],
      limits,
      cycles: 2,
      earlier: { kidney: earlier },
    });

    const dose = activityGBq! * 0.5;
    expect(before + 2 * dose * (1 + ((2.8 / 53.8) * dose) / 2.6)).toBeCloseTo(40, 9);
  });

  test("does not count against a limit per cycle", () => {
    const limits = [limitOf(10, { per: "cycle" })];

    const { activityGBq } = largestActivity({
      structures: [kidney],
      limits,
      cycles: 3,
      earlier: { kidney: earlier },
    });

    expect(activityGBq).toBeCloseTo(20, 12);
  });

  test("that already passed the limit leaves no activity", () => {
    const spent: EarlierDose[] = [{ kind: "radionuclide", meanGy: 30, effectiveHalfLifeH: 51 }];

    for (const metric of [{ kind: "mean" }, bed, { kind: "gEud", a: 4 }] as const) {
      const { activityGBq } = largestActivity({
        structures: [kidney],
        limits: [limitOf(23, { metric })],
        cycles: 1,
        earlier: { kidney: spent },
      });
      expect(activityGBq).toBe(0);
    }
  });
});

const response = { alphaBetaGy: 2.6, repairHalfLifeH: 2.8 };
const METRICS: readonly (readonly [StructureMetric, number])[] = [
  [{ kind: "mean" }, 23],
  [{ kind: "max" }, 35],
  [{ kind: "doseAtVolumePercent", percent: 2 }, 30],
  [{ kind: "doseAtVolumeMl", ml: 2 }, 30],
  [{ kind: "volumeAtDosePercent", doseGy: 20 }, 30],
  [{ kind: "volumeAtDoseMl", doseGy: 20 }, 30],
  [{ kind: "gEud", a: 4 }, 25],
  [{ kind: "eud", alphaPerGy: 0.1 }, 20],
  [{ ...bed }, 40],
  [{ ...bed, of: "voxels" }, 40],
  [{ kind: "eqd2", of: "meanDose", ...response }, 23],
  [{ kind: "euBed", alphaPerGy: 0.1, ...response }, 35],
  [{ kind: "ntcp", td50Gy: 28, m: 0.1, n: 0.7 }, 0.05],
  [{ kind: "tcp", alphaPerGy: 0.3, clonogensPerMl: 1e5, ...response }, 0.9],
];

describe.each(METRICS)("a limit on %o of %f", (metric, value) => {
  test.each([1, 4])(
    "is met exactly at its activity in %i cycles, found by either way",
    (cycles) => {
      const what = {
        metric,
        structure: kidney,
        course: { schedule: Array(cycles).fill(1), earlier: [] },
        rbeAlpha: 1,
      };

      const { activityGBq } = largestActivity({
        structures: [kidney],
        limits: [limitOf(value, { metric })],
        cycles,
      });

      expect(metricAt(what, activityGBq!)).toBeCloseTo(value, 6);
      expect(solved(what, value)! / activityGBq!).toBeCloseTo(1, 9);
    },
  );

  test("is met with earlier dose too", () => {
    const earlier: EarlierDose[] = [{ kind: "external", totalGy: 3, fractions: 3 }];
    const what = {
      metric,
      structure: kidney,
      course: { schedule: [1, 1], earlier },
      rbeAlpha: 1,
    };

    const { activityGBq } = largestActivity({
      structures: [kidney],
      limits: [limitOf(value, { metric })],
      cycles: 2,
      earlier: { kidney: earlier },
    });

    expect(metricAt(what, activityGBq!)).toBeCloseTo(value, 6);
    expect(solved(what, value)! / activityGBq!).toBeCloseTo(1, 9);
  });
});

test("the mean voxel BED of an even dose has the second moment of that dose", () => {
  const metric = { ...bed, of: "voxels" } as const;
  const what = {
    metric,
    structure: kidney,
    course: { schedule: [1], earlier: [] },
    rbeAlpha: 1,
  };
  const meanSquare = 0.5 ** 2 + 0.4 ** 2 / 12;

  const value = metricAt(what, 46);

  expect(value).toBeCloseTo(23 + ((2.8 / 53.8) * 46 ** 2 * meanSquare) / 2.6, 4);
});

test("RBE 5 on a kidney of alphas: 8.1 Sv/GBq and 30 Gy give 3.7 GBq", () => {
  const dose = 8.1 / 5;
  const structure = organ("kidney", [dose, dose], { alphaShare: 1 });
  const limits = [limitOf(30, { rbeAlpha: 5 })];

  const { activityGBq } = largestActivity({ structures: [structure], limits, cycles: 1 });

  expect(activityGBq).toBeCloseTo(3.7, 2);
});

test("a limit with an RBE is not held where the share of alphas is not known", () => {
  const limits = [limitOf(30, { rbeAlpha: 5 })];

  const { activityGBq, notHeld } = largestActivity({ structures: [kidney], limits, cycles: 1 });

  expect(activityGBq).toBeUndefined();
  expect(notHeld[0]!.reason).toContain("the share of the dose that alphas give is not known");
});

test("blood and 48 h retention bind without any structure; what was not measured is listed", () => {
  const organ = { tissue: "blood" };
  const limits = [
    limitOf(2, { id: "blood", organ, metric: { kind: "bloodDose" } }),
    limitOf(4.44, { id: "48 h", organ, metric: { kind: "retention", atH: 48 }, per: "cycle" }),
    limitOf(4, { id: "body", organ, metric: { kind: "wholeBodyDose" } }),
  ];
  const measured = { bloodGyPerGBq: 0.1, retention: [{ atH: 48, fraction: 0.4 }] };

  const result = largestActivity({ structures: [], measured, limits, cycles: 1 });

  expect(result.activityGBq).toBeCloseTo(11.1, 12);
  expect(result.binding!.limit.id).toBe("48 h");
  expect(result.notHeld[0]!.reason).toBe("Whole-body dose was not measured");
});

test("a figure that voxels decide carries the marks of its structure, a mean does not", () => {
  const marked = organ("kidney", [0.3, 0.7], { voxelMarks: ["blurred"] });
  const limits = [
    limitOf(23),
    limitOf(23, { id: "D2", metric: { kind: "doseAtVolumePercent", percent: 2 } }),
  ];

  const { perLimit } = largestActivity({ structures: [marked], limits, cycles: 1 });

  expect(perLimit.map(({ limit, marks }) => [limit.id, marks])).toEqual([
    ["D2", ["blurred"]],
    ["kidney", []],
  ]);
});

test("a tumour goal of 100 Gy at 5 Gy/GBq needs 20 GBq, and unequal cycles count as given", () => {
  const tumour = organ("lesion", [4, 6], { role: "tumour" });
  const goal = {
    ...limitOf(100),
    type: "goal" as const,
    organ: { tissue: "tumour", roles: ["tumour" as const] },
  };

  const { perGoal } = activityForGoals({ structures: [tumour], goals: [goal], cycles: 4 });
  const [figure] = figuresAt([goal], { structures: [tumour], schedule: [7, 5, 8] }, 1);

  expect(perGoal[0]!.totalActivityGBq).toBeCloseTo(20, 12);
  expect(figure!.shareOfValue).toBeCloseTo(1, 12);
});
