import { describe, expect, test } from "vitest";
import { nuclide, nuclideNames } from "../../src/physics/nuclides";
import { longRangeKernel, pointKernel, shortRangeKernel } from "../../src/physics/pointKernel";
import { radiusOfShareMm } from "./radius";

/** Radius, mm, that holds 90 % of the energy of betas and electrons (Monte Carlo of others, water). */
const X90: readonly (readonly [name: string, mm: number])[] = [
  ["Y-90", 5.4],
  ["P-32", 3.67],
  ["Sr-89", 3.25],
  ["Re-188", 4.46],
  ["Ho-166", 3.88],
  ["Re-186", 1.84],
  ["Sm-153", 1.03],
  ["I-131", 0.86],
  ["Tb-161", 0.61],
  ["Lu-177", 0.6],
  ["Cu-67", 0.56],
];

test.each(X90)("betas and electrons of %s leave 90 %% of their energy within %d mm", (name, mm) => {
  const kernel = pointKernel(nuclide(name), ["beta", "electron"]);
  expect(Math.abs(radiusOfShareMm(kernel, 0.9) - mm)).toBeLessThan(Math.max(0.01, 0.01 * mm));
});

/** Mean electron energy, keV per decay (ICRP Publication 107). */
test.each([
  ["P-32", 695],
  ["Sr-89", 584.5],
  ["Y-90", 933],
  ["Lu-177", 147.9],
  ["I-131", 191.9],
  ["Sm-153", 269.9],
  ["Re-186", 336.3],
  ["Re-188", 779.4],
])("electrons of %s carry %d keV a decay, radiated energy included", (name, keV) => {
  const deposited = pointKernel(nuclide(name), ["beta", "electron"]).totalMeV;
  const radiated = pointKernel(nuclide(name), ["bremsstrahlung"]).totalMeV;
  expect(Math.abs((1000 * (deposited + radiated)) / keV - 1)).toBeLessThan(0.01);
});

/** Energy radiated in water, keV per decay. */
test.each([
  ["Y-90", 4.0],
  ["Re-188", 2.8],
  ["P-32", 2.2],
  ["Sr-89", 1.6],
  ["Lu-177", 0.13],
])("betas of %s radiate %d keV a decay, to the accuracy of the cross-sections", (name, keV) => {
  const { totalMeV } = pointKernel(nuclide(name), ["bremsstrahlung"]);
  expect((1000 * totalMeV) / keV).toBeGreaterThan(0.9);
  expect((1000 * totalMeV) / keV).toBeLessThan(1.15);
});

describe.each(["Y-90", "Lu-177", "I-131", "F-18", "Ac-225", "Tc-99m"])("%s", (name) => {
  const short = shortRangeKernel(nuclide(name));
  const long = longRangeKernel(nuclide(name));
  const whole = pointKernel(nuclide(name));

  test("the kernel is the sum of its short and its long range part, everywhere", () => {
    const apart = whole.cumulativeMeV.map(
      (energy, i) => energy / (short.cumulativeMeV[i]! + long.cumulativeMeV[i]!) - 1,
    );
    expect(Math.max(...apart.map(Math.abs))).toBeLessThan(1e-12);
    expect(whole.totalMeV / (short.totalMeV + long.totalMeV)).toBeCloseTo(1, 12);
  });

  test("deposits more and more with the radius, from the local energy to all of it", () => {
    const rises = whole.cumulativeMeV.map(
      (energy, i) => energy - (whole.cumulativeMeV[i - 1] ?? whole.localMeV),
    );
    expect(Math.min(...rises)).toBeGreaterThanOrEqual(-1e-15);
    expect(whole.cumulativeMeV.at(-1)! / whole.totalMeV).toBeCloseTo(1, 3);
  });
});

test("all energy of a decay is in the kernel: betas, lines, alphas and recoils", () => {
  for (const name of nuclideNames) {
    const facts = nuclide(name);
    const lines = [...facts.electrons, ...facts.photons];
    const keV =
      lines.reduce((sum, line) => sum + line.energyKeV * line.perDecay, 0) +
      facts.localElectronKeV +
      facts.alphaKeV +
      facts.recoilKeV;
    const betas = pointKernel(facts, ["beta"]).totalMeV;
    const radiated = pointKernel({ ...facts, electrons: [] }, ["bremsstrahlung"]).totalMeV;
    expect(pointKernel(facts).totalMeV / (keV / 1000 + betas + radiated)).toBeCloseTo(1, 6);
  }
});

test("alphas and recoils of Ac-225 stop at the point", () => {
  const alpha = pointKernel(nuclide("Ac-225"), ["alpha"]);
  expect(alpha.localMeV).toBeCloseTo(5.8918, 4);
  expect(alpha.cumulativeMeV[0]).toBe(alpha.localMeV);
  expect(alpha.totalMeV).toBe(alpha.localMeV);
});
