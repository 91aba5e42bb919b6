import { describe, expect, test } from "vitest";
import { activityForValue, solved } from "../../src/planning/activityForValue";
import type { StructureMetric } from "../../src/planning/limit";
import { metricAt } from "../../src/planning/structureMetric";
import { organ } from "../support/planning";

/** 0.8 Gy a day from day 28 to day 60. */
const repopulation = { lossGyPerDay: 0.8, kickOffDays: 28, treatmentDays: 60 };
const LOSS = 0.8 * 32;
const response = { alphaBetaGy: 10, repairHalfLifeH: 1.5 };
const DOSE = 5;
const CYCLES = 2;
/** Of two cycles of `gbq` at 5 Gy/GBq and 51 h. */
const bed = (gbq: number) => {
  const d = DOSE * gbq;
  return CYCLES * d * (1 + ((1.5 / 52.5) * d) / 10);
};
const tumour = organ("lesion", [DOSE, DOSE], { role: "tumour" });
const figure = (metric: StructureMetric) => ({
  metric,
  structure: tumour,
  course: { schedule: [1, 1], earlier: [] },
  rbeAlpha: 1,
});

describe("Cells that grow back", () => {
  test.each<[string, StructureMetric, (gbq: number) => number]>([
    ["BED", { kind: "bed", of: "meanDose", ...response }, bed],
    ["BED of voxels", { kind: "bed", of: "voxels", ...response }, bed],
    ["EQD2", { kind: "eqd2", of: "meanDose", ...response }, (gbq) => bed(gbq) / 1.2],
    ["EUBED", { kind: "euBed", alphaPerGy: 0.3, ...response }, bed],
  ])(
    "take K·(T − start) of the %s of a course, and so much more activity is needed",
    (_, metric, of) => {
      const scale = metric.kind === "eqd2" ? 1.2 : 1;
      const grown = figure({ ...metric, repopulation } as StructureMetric);
      const still = figure(metric);

      expect(metricAt(still, 8)).toBeCloseTo(of(8), 9);
      expect(metricAt(grown, 8)).toBeCloseTo(of(8) - LOSS / scale, 9);
      expect(metricAt(grown, 1)).toBe(0);
      const value = metricAt(grown, 8);
      expect(activityForValue(grown, value).activityGBq).toBeCloseTo(8, 9);
      expect(solved(grown, value)).toBeCloseTo(8, 9);
    },
  );

  test("lower tumour control to e^(−N e^(−α (BED − loss)))", () => {
    const metric = { kind: "tcp", alphaPerGy: 0.2, clonogensPerMl: 1e5, ...response } as const;
    const cells = 1e5 * tumour.volumeMl;

    expect(metricAt(figure({ ...metric, repopulation }), 12)).toBeCloseTo(
      Math.exp(-cells * Math.exp(-0.2 * (bed(12) - LOSS))),
      9,
    );
    expect(metricAt(figure({ ...metric, repopulation }), 12)).toBeLessThan(
      metricAt(figure(metric), 12),
    );
  });

  test("take nothing of a course that ends before they start", () => {
    const early = { ...repopulation, treatmentDays: 20 };

    expect(
      metricAt(figure({ kind: "bed", of: "meanDose", ...response, repopulation: early }), 8),
    ).toBeCloseTo(bed(8), 9);
  });
});
