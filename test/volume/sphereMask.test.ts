import { expect, test } from "vitest";
import { type Grid, PATIENT_AXES } from "../../src/volume/grid";
import { volumeMl } from "../../src/volume/mask";
import { sphereMask, sphereRadiusMm } from "../../src/volume/sphereMask";

const grid: Grid = {
  size: [40, 40, 40],
  spacingMm: [2, 3, 4],
  originMm: [-40, -60, -80],
  axes: PATIENT_AXES,
};

test.each([0.5, 4, 26.5])("a sphere of %s mL has that volume to 0.5 %%", (ml) => {
  const mask = sphereMask(grid, [1.3, -2.2, 0.7], sphereRadiusMm(ml));

  expect(Math.abs(volumeMl(mask) / ml - 1)).toBeLessThan(0.005);
});

test("a sphere half beyond the grid has half its volume, one outside has none", () => {
  const edgeX = -40 - 1;

  expect(volumeMl(sphereMask(grid, [edgeX, 0, 0], sphereRadiusMm(20))) / 10).toBeCloseTo(1, 2);
  expect(volumeMl(sphereMask(grid, [-400, 0, 0], sphereRadiusMm(20)))).toBe(0);
});
