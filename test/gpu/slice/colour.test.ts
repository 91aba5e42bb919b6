import { describe, expect, test } from "vitest";
import { isodoses } from "../../../components/isodoseColours";
import { EMISSION_STOPS, lightness, parseColour } from "../../../src/gpu/slice/colour";

describe("lightness", () => {
  test("is 0 for black, 100 for white, 53.4 for mid grey", () => {
    expect(lightness([0, 0, 0])).toBe(0);
    expect(lightness([1, 1, 1])).toBeCloseTo(100, 6);
    expect(lightness(parseColour("#7f7f7f"))).toBeCloseTo(53.2, 1);
  });

  test("rises along the emission colours in even steps", () => {
    const stops = EMISSION_STOPS.map((stop) => lightness(parseColour(stop)));

    const steps = stops.slice(1).map((l, i) => l - stops[i]!);
    expect(Math.min(...steps)).toBeGreaterThan(8);
    expect(Math.max(...steps)).toBeLessThan(17);
  });

  test("rises with dose in the distinct scheme", () => {
    const lines = isodoses([2, 4, 8, 16, 23, 30, 40, 60], "distinct");

    const levels = lines.map(({ colour }) => lightness(parseColour(colour)));
    expect(levels).toEqual([...levels].sort((a, b) => a - b));
  });
});
