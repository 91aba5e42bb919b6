import { expect, test } from "vitest";
import { electronRadiusMm, nuclideEnergies } from "../../src/physics/nuclideEnergies";
import { nuclide } from "../../src/physics/nuclides";

/** Share of all energy that photons carry (ICRP Publication 107). */
test.each([
  ["I-131", 0.67],
  ["Lu-177", 0.19],
  ["Sm-153", 0.19],
  ["Tb-161", 0.15],
  ["Cu-67", 0.43],
  ["Cu-64", 0.59],
])("photons carry %s: %d of the energy", (name, share) => {
  expect(Math.abs(nuclideEnergies(nuclide(name)).photonShare - share)).toBeLessThan(0.01);
});

test("the energies of Lu-177", () => {
  const { betaKeV, electronKeV, alphaKeV, totalKeV, photonKeV } = nuclideEnergies(
    nuclide("Lu-177"),
  );
  expect(Math.abs(betaKeV / 134.2 - 1)).toBeLessThan(0.003);
  expect(electronKeV).toBeCloseTo(14.65, 1);
  expect(alphaKeV).toBe(0);
  expect(totalKeV).toBeCloseTo(betaKeV + electronKeV + photonKeV, 9);
});

test("99.9 % of the electron energy of Y-90 lies within 9.2 mm, 90 % of that of Lu-177 within 0.6 mm", () => {
  expect(Math.abs(electronRadiusMm(nuclide("Y-90"), 0.999) - 9.2)).toBeLessThan(0.1);
  expect(Math.abs(electronRadiusMm(nuclide("Lu-177"), 0.9) - 0.6)).toBeLessThan(0.01);
  expect(electronRadiusMm(nuclide("Po-215"), 0.9)).toBe(0);
});
