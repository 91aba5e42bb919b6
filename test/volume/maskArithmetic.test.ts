import { expect, test } from "vitest";
import { type Grid, PATIENT_AXES } from "../../src/volume/grid";
import { type Mask, maskFromValues, occupiedVoxels } from "../../src/volume/mask";
import { maskBeside, maskUnion, maskWithin, maskWithout } from "../../src/volume/maskArithmetic";
import { nearestMask } from "../../src/volume/nearestMask";

const grid: Grid = {
  size: [4, 2, 1],
  spacingMm: [1, 1, 1],
  originMm: [0, 0, 0],
  axes: PATIENT_AXES,
};
const mask = (...values: number[]) => maskFromValues(grid, values);
const whole = mask(1, 1, 0.5, 0, 1, 1, 0.5, 0);
const part = mask(0, 0.5, 0.5, 0, 0, 0, 1, 1);

test("a part of a region is taken off it, one that lies beside it leaves it its room, and both count up what they share", () => {
  expect(occupiedVoxels(maskWithout(whole, [part]))).toBeCloseTo(1 + 0.5 + 0 + 1 + 1, 6);
  expect(occupiedVoxels(maskBeside(whole, [part]))).toBeCloseTo(1 + 0.5 + 0.5 + 1 + 1, 6);
  expect(occupiedVoxels(maskWithin(whole, [part]))).toBeCloseTo(0.5 + 0.5 + 0.5, 6);
});

test("parts side by side fill a voxel at most once, in a box around both", () => {
  const both = maskUnion([part, mask(0.5, 0, 0.6, 0, 0, 0, 0, 0)]);

  expect(occupiedVoxels(both)).toBeCloseTo(0.5 + 0.5 + 1 + 1 + 1, 6);
  expect(both.boxSize).toEqual([4, 2, 1]);
});

test("an empty region has no part in anything, and nothing near it", () => {
  const empty = mask(0, 0, 0, 0, 0, 0, 0, 0);

  expect(occupiedVoxels(maskWithout(empty, [whole]))).toBe(0);
  expect(occupiedVoxels(maskUnion([empty, empty]))).toBe(0);
  expect(nearestMask(empty, [whole])).toBe(-1);
});

test("the nearest region is the one whose voxel is nearest to the middle", () => {
  const at = (n: number): Mask => mask(...Array.from({ length: 8 }, (_, v) => (v === n ? 1 : 0)));

  expect(nearestMask(at(0), [at(3), at(1), at(7)])).toBe(1);
});
