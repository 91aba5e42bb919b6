import { expect, test } from "vitest";
import { binomial } from "../../src/registration/binomial";

test("a point spreads by 1/4, 1/2, 1/4 along each axis, and a constant stays, at the border too", () => {
  const point = new Float32Array(5 * 4 * 3);
  point[2 + 5 * (1 + 4 * 1)] = 64;

  const spread = binomial(point, [5, 4, 3]);

  const at = (i: number, j: number, k: number) => spread[i + 5 * (j + 4 * k)];
  expect([at(2, 1, 1), at(1, 1, 1), at(3, 2, 1), at(3, 2, 0), at(0, 1, 1)]).toEqual([
    8, 4, 2, 1, 0,
  ]);
  expect(new Set(binomial(new Float32Array(24).fill(7), [4, 3, 2]))).toEqual(new Set([7]));
});
