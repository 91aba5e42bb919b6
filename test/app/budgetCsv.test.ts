import { expect, test } from "vitest";
import { budgetCsv } from "../../src/app/budgetCsv";
import type { PlanBudget } from "../../src/app/planBudget";
import { uncertaintyBudget } from "../../src/quantification/uncertaintyBudget";

test("the table has each step of each quantity, the whole as their root of squares, and shares that sum to 100 %", () => {
  const question = {
    calibration: 0.05,
    recoveryCurve: 0.03,
    volume: 0.1,
    activityPerVolume: 0.4,
    fit: 0.06,
    registration: 0.02,
  };
  const tia = uncertaintyBudget(question);
  const budget: PlanBudget = {
    assumptions: [],
    regions: [
      { structureId: "kidney", question, tia, meanDose: tia, doseFromGyPerGBq: [1], notes: [] },
      {
        structureId: "remainder",
        question,
        tia,
        meanDose: undefined,
        doseFromGyPerGBq: [],
        notes: [],
      },
    ],
  };

  const [, header, ...rows] = budgetCsv(budget).trimEnd().split("\n");

  expect(header).toBe("structure,quantity,step,uncertainty_percent,share_of_variance_percent");
  expect(rows.length).toBe(3 * 6);
  expect(rows[2]).toMatch(/^kidney,time_integrated_activity,volume,4,/);
  const steps = rows.slice(0, 5).map((row) => row.split(",").map(Number));
  expect(Math.hypot(...steps.map((cells) => cells[3]!))).toBeCloseTo(
    Number(rows[5]!.split(",")[3]),
    3,
  );
  expect(steps.reduce((sum, cells) => sum + cells[4]!, 0)).toBeCloseTo(100, 3);
});
