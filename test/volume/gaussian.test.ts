import { expect, test } from "vitest";
import { gaussianBlur } from "../../src/volume/gaussian";
import type { Triple } from "../../src/volume/grid";

const size: Triple = [31, 29, 27];
const centre = 15 + 31 * (14 + 29 * 13);

test("a blurred point keeps its sum and its centre", () => {
  const point = new Float32Array(31 * 29 * 27);
  point[centre] = 1000;

  const blurred = gaussianBlur(point, size, [2, 2, 2], 9);

  const sum = blurred.reduce((a, b) => a + b, 0);
  expect(sum).toBeCloseTo(1000, 1);
  expect(Math.max(...blurred)).toBe(blurred[centre]);
  expect(blurred[centre - 2]).toBeCloseTo(blurred[centre + 2]!, 3);
});

test("at half the FWHM from a point the value is half of the peak", () => {
  const point = new Float32Array(31 * 29 * 27);
  point[centre] = 1;

  const blurred = gaussianBlur(point, size, [1, 1, 1], 8);

  expect(blurred[centre + 4]! / blurred[centre]!).toBeCloseTo(0.5, 1);
});

test("two blurs add in quadrature: 6 then 8 mm equal 10 mm", () => {
  const point = new Float32Array(31 * 29 * 27);
  point[centre] = 1;
  const spacing: Triple = [2, 2, 2];

  const twice = gaussianBlur(gaussianBlur(point, size, spacing, 6), size, spacing, 8);
  const once = gaussianBlur(point, size, spacing, 10);

  expect(twice[centre]! / once[centre]!).toBeCloseTo(1, 1);
});
