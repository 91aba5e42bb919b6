import { describe, expect, test } from "vitest";
import { type Grid, PATIENT_AXES } from "../../src/volume/grid";
import { maskFromValues, sharedSum, weightedSum } from "../../src/volume/mask";
import { seededRandom } from "../../src/volume/random";

const grid: Grid = {
  size: [7, 6, 5],
  spacingMm: [2, 2, 2],
  originMm: [0, 0, 0],
  axes: PATIENT_AXES,
};

/** Random fractions in a block of the grid, 0 elsewhere. */
function block(seed: number, from: number, end: number): Float32Array<ArrayBuffer> {
  const random = seededRandom(seed);
  return Float32Array.from({ length: 7 * 6 * 5 }, (_, at) => {
    const [i, j, k] = [at % 7, Math.floor(at / 7) % 6, Math.floor(at / 42)];
    return [i, j, k].every((x) => x >= from && x < end) ? random.uniform() : 0;
  });
}

describe("sums over masks", () => {
  test("take each voxel of the box with its fraction", () => {
    const fractions = block(1, 1, 4);
    const values = block(2, 0, 7);
    const expected = fractions.reduce((sum, f, at) => sum + f * values[at]!, 0);
    expect(weightedSum(maskFromValues(grid, fractions), values)).toBeCloseTo(expected, 12);
  });

  test("of two masks are over what both boxes hold", () => {
    const [a, b] = [block(3, 0, 4), block(4, 2, 7)];
    const expected = a.reduce((sum, f, at) => sum + f * b[at]!, 0);
    const [first, second] = [maskFromValues(grid, a), maskFromValues(grid, b)];
    expect(expected).toBeGreaterThan(0);
    expect(sharedSum(first, second)).toBeCloseTo(expected, 12);
    expect(sharedSum(second, first)).toBeCloseTo(expected, 12);
  });

  test("of masks apart, or without a voxel, are zero", () => {
    const first = maskFromValues(grid, block(5, 0, 2));
    expect(sharedSum(first, maskFromValues(grid, block(6, 3, 5)))).toBe(0);
    expect(sharedSum(first, maskFromValues(grid, new Float32Array(210)))).toBe(0);
  });
});
