import { expect, test } from "vitest";
import { compareDoses, doseOnGrid, pointsPerVoxel } from "../../src/app/doseComparison";
import { doseFile } from "../../src/app/doseFile";
import type { Structure } from "../../src/volume/study";
import { quietWork } from "../../src/work";
import { centredGrid, maskOfShape, volumeOf } from "../support/shapes";

const grid = centredGrid([12, 12, 12], 3);
const flat = (gy: number) => volumeOf("doseGy", grid, () => gy);
const ball: Structure = {
  id: "ball",
  name: "ball",
  role: "organ",
  mask: maskOfShape(grid, ([x, y, z]) => Math.hypot(x, y, z) < 10),
  source: "test",
};
const criteria = {
  differencePercent: 3,
  differenceOf: "maximum",
  distanceMm: 3,
  thresholdPercent: 10,
  pointsPerVoxel: 1,
  largestGamma: 2,
} as const;

test.each([
  [1.02, 100],
  [1.04, 0],
])("even doses %f times apart pass to %f %% at 3 %%", async (factor, percent) => {
  const question = {
    reference: flat(10),
    evaluated: flat(10 * factor),
    structures: [ball],
    criteria,
  };

  const { passPercent, structures } = await compareDoses(question, quietWork());

  expect(passPercent).toBe(percent);
  expect(structures[0]!.passPercent).toBe(percent);
  expect(structures[0]!.evaluatedGy / structures[0]!.referenceGy).toBeCloseTo(factor, 6);
});

test("a dose file comes back on the grid of the plan; one beside it is refused", () => {
  const dose = volumeOf("doseGyPerGBq", grid, ([x]) => 1 + Math.abs(x) / 100);
  const away = { ...grid, originMm: [900, 900, 900] as const };

  const read = doseOnGrid(doseFile(dose), "dose.nii.gz", grid);

  expect(read.unit).toBe("Gy per GBq");
  expect(read.dose.values[0]! / dose.values[0]!).toBeCloseTo(1, 3);
  expect(() => doseOnGrid(doseFile(dose), "dose.nii.gz", away)).toThrow(
    "shares no dose with the plan's grid",
  );
});

test("points lie at most a third of the distance apart", () => {
  expect(pointsPerVoxel(grid, 3)).toBe(3);
  expect(pointsPerVoxel(grid, 20)).toBe(1);
});
