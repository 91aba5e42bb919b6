import { expect, test } from "vitest";
import {
  correctedActivityMBq,
  measuredActivityMBq,
  spillBetween,
} from "../../src/quantification/regionActivity";
import { gaussianBlur } from "../../src/volume/gaussian";
import { type Grid, PATIENT_AXES } from "../../src/volume/grid";
import { forEachVoxel, maskFromValues, weightedSum } from "../../src/volume/mask";
import { occupancies, type Phantom } from "../../src/volume/phantom";
import { type Camera, PERFECT_CAMERA, simulateEmission } from "../../src/volume/simulateScan";

const grid: Grid = {
  size: [48, 44, 40],
  spacingMm: [4.42, 4.42, 4.42],
  originMm: [-104, -95, -86],
  axes: PATIENT_AXES,
};
const ball = (x: number, radius: number) =>
  ({ kind: "ellipsoid", centreMm: [x, 0, 0], semiAxesMm: [radius, radius, radius] }) as const;
const region = (id: string, x: number, radius: number) =>
  ({ id, name: id, role: "organ", hounsfield: 0, solids: [ball(x, radius)] }) as const;
const phantom: Phantom = [region("body", 0, 84), region("large", -32, 28), region("small", 30, 12)];
const activityMBq = [60, 90, 20];
const fractions = occupancies(phantom, grid);
const [large, small] = [1, 2].map((i) => maskFromValues(grid, fractions[i]!));
const body = maskFromValues(
  grid,
  fractions[0]!.map((f, i) => f + fractions[1]![i]! + fractions[2]![i]!),
);
const blurring: Camera = { ...PERFECT_CAMERA, intrinsicFwhmMm: 9 };

test("sums over fractional masks lose what edge voxels share; the correction gives it back to 0.2 %", () => {
  const scan = simulateEmission(phantom, activityMBq, grid, PERFECT_CAMERA);

  const measured = measuredActivityMBq(scan, [large!, small!]);
  const corrected = correctedActivityMBq(
    scan,
    [large!, small!],
    spillBetween([large!, small!], body, 0),
  );

  expect(measured[0]! / 90).toBeLessThan(0.97);
  expect(measured[1]! / 20).toBeLessThan(0.92);
  expect(corrected[0]! / 90).toBeCloseTo(1, 2);
  expect(Math.abs(corrected[0]! / 90 - 1)).toBeLessThan(0.002);
  expect(Math.abs(corrected[1]! / 20 - 1)).toBeLessThan(0.002);
});

test("a 9 mm blur costs a 7 mL sphere over a quarter of its activity; the correction gives it back to 1 %", () => {
  const scan = simulateEmission(phantom, activityMBq, grid, blurring);

  const measured = measuredActivityMBq(scan, [large!, small!]);
  const corrected = correctedActivityMBq(
    scan,
    [large!, small!],
    spillBetween([large!, small!], body, 9),
  );

  expect(measured[1]! / 20).toBeLessThan(0.75);
  expect(Math.abs(corrected[0]! / 90 - 1)).toBeLessThan(0.01);
  expect(Math.abs(corrected[1]! / 20 - 1)).toBeLessThan(0.01);
});

test("what one region spills into another is its blur over the whole grid, at the edge of the grid too", () => {
  const atEdge = maskFromValues(grid, occupancies([region("edge", -104, 30)], grid)[0]!);
  const regions = [atEdge, large!, small!];
  const { matrix } = spillBetween(regions, undefined, 9);
  const values = regions.map((mask) => {
    const whole = new Float32Array(fractions[0]!.length);
    forEachVoxel(mask, (at, fraction) => {
      whole[at] = fraction;
    });
    return gaussianBlur(whole, grid.size, grid.spacingMm, 9);
  });
  for (const [r, target] of regions.entries())
    for (const [s, spread] of values.entries()) {
      const sum = weightedSum(target, spread);
      expect(Math.abs(matrix[r]![s]! - sum)).toBeLessThan(1e-6 * matrix[s]![s]!);
    }
});
