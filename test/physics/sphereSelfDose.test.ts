import { expect, test } from "vitest";
import { nuclide } from "../../src/physics/nuclides";
import { pointKernel } from "../../src/physics/pointKernel";
import { sphereSelfDose } from "../../src/physics/sphereSelfDose";
import { MEV_TO_J } from "../../src/physics/units";

const lu177 = pointKernel(nuclide("Lu-177"));

/** Published S values of Lu-177 in unit density spheres, Gy/(Bq s). */
test.each([
  [4.31e-3, 4.54e-9],
  [0.932, 2.49e-11],
  [14.6, 1.63e-12],
  [116, 2.07e-13],
  [932, 2.65e-14],
])("Lu-177 in a sphere of %d g gives %d Gy a decay, to 1 percent", (massG, gyPerDecay) => {
  expect(Math.abs(sphereSelfDose(lu177, massG) / gyPerDecay - 1)).toBeLessThan(0.01);
});

test("a sphere much larger than the kernel absorbs all energy", () => {
  const betas = pointKernel(nuclide("Lu-177"), ["beta"]);
  const massG = 1e6;
  const all = (betas.totalMeV * MEV_TO_J) / (massG / 1000);
  expect(sphereSelfDose(betas, massG) / all).toBeCloseTo(1, 2);
});

test("energy at one distance r stays with the share of the overlap of two balls", () => {
  const radiusMm = Float64Array.of(9.99999, 10.00001);
  const shell = {
    ...lu177,
    radiusMm,
    cumulativeMeV: Float64Array.of(0, 1),
    localMeV: 0,
    totalMeV: 1,
  };
  const massG = (4 / 3) * Math.PI * 1.25 ** 3; // radius 12.5 mm
  const x = 10 / 12.5;
  const share = 1 - 0.75 * x + x ** 3 / 16;
  expect((sphereSelfDose(shell, massG) * massG) / 1000 / MEV_TO_J).toBeCloseTo(share, 6);
});
