import { expect, test } from "vitest";
import { givenShapes, withShapes } from "../../src/app/givenShapes";
import type { PlanResult } from "../../src/app/planResult";
import { planBasis } from "../../src/app/planView";
import { NO_EDITS } from "../../src/app/session";
import { protocol } from "../../src/planning/protocols";
import { PATIENT_AXES } from "../../src/volume/grid";
import { maskFromValues } from "../../src/volume/mask";
import { volume } from "../../src/volume/volume";
import { limitOf, organ } from "../support/planning";

const GRID = {
  size: [2, 1, 1],
  spacingMm: [10, 10, 10],
  originMm: [0, 0, 0],
  axes: PATIENT_AXES,
} as const;
const dose = (...gyPerGBq: number[]) => volume("doseGyPerGBq", GRID, Float32Array.from(gyPerGBq));
const kidney = organ("kidney", [0.4, 0.6]);
const plan = {
  structures: [
    {
      id: "kidney",
      name: "kidney",
      role: "organ" as const,
      source: "drawn",
      mask: maskFromValues(GRID, Float32Array.of(1, 1)),
    },
  ],
  structureDoses: [kidney],
  doseGyPerGBq: dose(0.4, 0.6),
};
/** Measured 0.6 and 0.4, predicted, and measured as a mean of half the predicted. */
const CYCLES = [
  { id: "a", activityGBq: 8, structures: [{ structureId: "kidney", meanGyPerGBq: 0.5 }] },
  { id: "b", activityGBq: 4, structures: [] },
  { id: "c", activityGBq: 4, structures: [{ structureId: "kidney", meanGyPerGBq: 0.25 }] },
];
const DELIVERED = new Map([["a", dose(0.6, 0.4)]]);

test("the given cycles lie as they were measured, else as the plan has it at their own mean, and the coming ones as the last volume", () => {
  const shape = givenShapes(plan, CYCLES, DELIVERED).get("kidney")!;

  expect([...shape.share]).toEqual([0.5, 0.5]);
  for (const [coming, ...given] of [
    [1.2, 1.2, 0.8, 0.8],
    [0.8, 0.8, 1.2, 1.2],
  ]) {
    const part = shape.coming.dose.findIndex((own) => Math.abs(own - coming!) < 1e-6);
    for (const [c, { dose, square }] of shape.given.entries()) {
      expect(dose[part]).toBeCloseTo(given[c]!, 6);
      expect(square[part]).toBeCloseTo(given[c]! ** 2, 6);
    }
  }
});

test("without a measured volume there is no shape, and the result stays the same object", () => {
  const shapes = givenShapes(plan, CYCLES, new Map());

  expect(shapes.size).toBe(0);
  expect(withShapes(plan, shapes)).toBe(plan);
});

test("a limit of D 2 % is held against the sum of the voxels of given and coming cycles", () => {
  const [cycle] = CYCLES;
  const lu = protocol("lu177-dotatate");
  const limit = limitOf(9.6, { metric: { kind: "doseAtVolumePercent", percent: 2 } });
  const prescription = { protocol: { ...lu, limits: [limit], goals: [] }, nuclide: "Lu-177" };
  const shaped = withShapes(
    { ...plan, prescription },
    givenShapes(plan, [cycle!], DELIVERED),
  ) as unknown as PlanResult;

  const { largest } = planBasis(shaped, { ...NO_EDITS, cycles: 1, given: [cycle!] });

  // The coming cycle is hot where the given one was: both as the measured volume.
  expect(largest.activityGBq).toBeCloseTo(9.6 / 0.6 - 8, 5);
});
