import { expect, test } from "vitest";
import { halfFloats } from "../../../src/gpu/slice/halfFloat";

/** What a half-precision number means, from its definition. */
function meaningOf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 31;
  return exponent === 0 ? 0 : sign * 2 ** (exponent - 15) * (1 + (half & 1023) / 1024);
}
const through = (x: number) => meaningOf(halfFloats(Float32Array.of(x))[0]!);

test("Hounsfield numbers to ±2048 are exact", () => {
  for (let hu = -2048; hu <= 2048; hu++) expect(through(hu)).toBe(hu);
});

test("other numbers are within half of the last of 11 bits", () => {
  for (const x of [0.1, -1 / 3, 3071.6, 1e-3, 60000.7, 0.99999])
    expect(Math.abs(through(x) / x - 1)).toBeLessThanOrEqual(2 ** -11);
});

test("what is too large is the largest, what is too small is nothing", () => {
  expect(through(1e6)).toBe(65504);
  expect(through(-1e6)).toBe(-65504);
  expect(through(1e-6)).toBe(0);
});
