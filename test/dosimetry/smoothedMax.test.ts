import { expect, test } from "vitest";
import { fwhmOverVolume, smoothedMaximum } from "../../src/dosimetry/smoothedMax";
import { centredGrid, maskOfShape, volumeOf } from "../support/shapes";

const grid = centredGrid([31, 31, 31], 2);
const ball = maskOfShape(grid, ([x, y, z]) => Math.hypot(x, y, z) < 24);
const SIGMA_PER_FWHM = 1 / (2 * Math.sqrt(2 * Math.LN2));

test("the Gaussian of a volume has that volume as its effective one, (4π)^(3/2) σ³", () => {
  const sigmaMm = fwhmOverVolume(1) * SIGMA_PER_FWHM;

  expect((4 * Math.PI) ** 1.5 * sigmaMm ** 3).toBeCloseTo(1000, 9);
});

test("an even dose stays what it is up to the edge, whatever shines beside the structure", () => {
  const dose = volumeOf("doseGyPerGBq", grid, ([x, y, z]) =>
    Math.hypot(x, y, z) < 25.8 ? 0.7 : 90,
  );

  expect(smoothedMaximum(ball, dose.values)).toBeCloseTo(0.7, 6);
});

test("the maximum of a Gaussian dose falls as (s²/(s² + σ²))^(3/2), the voxel's own width in σ", () => {
  const dose = volumeOf("doseGyPerGBq", grid, ([x, y, z]) =>
    Math.exp(-(x ** 2 + y ** 2 + z ** 2) / (2 * 36)),
  );
  const sigma2 = (fwhmOverVolume(1) * SIGMA_PER_FWHM) ** 2 + 2 ** 2 / 12;

  const most = smoothedMaximum(ball, dose.values);

  expect(most / (36 / (36 + sigma2)) ** 1.5).toBeCloseTo(1, 3);
});

test("one hot voxel counts by its share of the volume that is smoothed over", () => {
  const dose = volumeOf("doseGyPerGBq", grid, ([x, y, z]) => (Math.hypot(x, y, z) < 1 ? 100 : 0));

  const most = smoothedMaximum(ball, dose.values);

  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThan(100 / 10);
});
