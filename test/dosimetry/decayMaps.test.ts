import { expect, test } from "vitest";
import { decayMap } from "../../src/dosimetry/decayMaps";
import { type Grid, PATIENT_AXES } from "../../src/volume/grid";
import { maskFromValues } from "../../src/volume/mask";

const grid: Grid = {
  size: [4, 1, 1],
  spacingMm: [4, 4, 4],
  originMm: [0, 0, 0],
  axes: PATIENT_AXES,
};
const region = maskFromValues(grid, [0, 1, 0.5, 0]);
const total = (values: Float32Array) => values.reduce((sum, v) => sum + v, 0);

test("one hour per Bq gives 3.6e12 decays per GBq, spread as the image is", () => {
  const { decays, spread } = decayMap(region, [7, 3, 2, 9], 1);

  expect(spread).toBe("image");
  expect(total(decays.values) / 3.6e12).toBeCloseTo(1, 6);
  expect(decays.values[1]! / decays.values[2]!).toBeCloseTo(3, 5);
  expect([decays.values[0], decays.values[3]]).toEqual([0, 0]);
});

test("where the scan shows nothing but noise below zero the decays are spread by volume", () => {
  const { decays, spread } = decayMap(region, [1, -3, -2, 1], 2);

  expect(spread).toBe("uniform");
  expect(total(decays.values) / 7.2e12).toBeCloseTo(1, 6);
  expect(decays.values[1]! / decays.values[2]!).toBeCloseTo(2, 5);
});
