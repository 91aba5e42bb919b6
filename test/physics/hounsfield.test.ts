import { expect, test } from "vitest";
import { InputError } from "../../src/inputError";
import {
  DENSITY_CURVE,
  densityFromCurve,
  densityFromHounsfield,
} from "../../src/physics/hounsfield";

test.each([
  [-1000, 1.2],
  [-2000, 1.2],
  [0, 1000],
  [3000, 2800],
  [20_000, 2800],
])("%d HU is %d kg/m3", (hounsfield, kgPerM3) => {
  expect(densityFromHounsfield(hounsfield)).toBeCloseTo(kgPerM3, 9);
});

/** ICRU Report 44 densities at usual CT numbers, to 3 %; lung by its share of air. */
test.each([
  ["inflated lung", -740, 260, 0.05],
  ["fat", -100, 950, 0.03],
  ["kidney", 30, 1050, 0.03],
  ["liver", 55, 1060, 0.03],
  ["spongiosa", 260, 1180, 0.03],
  ["cortical bone", 1524, 1920, 0.03],
])("%s at %d HU has about %d kg/m3", (_, hounsfield, kgPerM3, share) => {
  expect(Math.abs(densityFromHounsfield(hounsfield) / kgPerM3 - 1)).toBeLessThan(share);
});

test("density rises with every Hounsfield unit, through 100 too", () => {
  for (let hounsfield = -1000; hounsfield < 3000; hounsfield++) {
    expect(densityFromHounsfield(hounsfield + 1)).toBeGreaterThan(
      densityFromHounsfield(hounsfield),
    );
  }
});

test("takes one number, so that arrays of voxels can be mapped", () => {
  expect(new Float32Array([0, 0, 0]).map(densityFromHounsfield)).toEqual(
    new Float32Array([1000, 1000, 1000]),
  );
});

test("a curve of one's own goes through its points; one that falls or has no line is refused", () => {
  const curve = densityFromCurve([
    { hounsfield: -1024, kgPerM3: 1 },
    { hounsfield: 0, kgPerM3: 1000 },
    { hounsfield: 1000, kgPerM3: 1600 },
  ]);
  expect(curve(500)).toBeCloseTo(1300, 9);
  expect(() => densityFromCurve([...DENSITY_CURVE].reverse())).toThrow(InputError);
  expect(() => densityFromCurve(DENSITY_CURVE.slice(0, 1))).toThrow(InputError);
});
