import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { nuclide } from "../../src/physics/nuclides";
import { pointKernel } from "../../src/physics/pointKernel";
import { referenceFolder } from "../support/reference";
import { radiusOfShareMm, withinMeV } from "./radius";

const folder = referenceFolder("kernel-y90-dpk");

/** S.A. Graves, R.T. Flynn, D.E. Hyer, Med Phys 46 (2019) 5284 (EGSnrc, water). */
describe.skipIf(!folder)("the beta kernel of Y-90 against that of Graves 2019", () => {
  const kernel = pointKernel(nuclide("Y-90"), ["beta"]);
  const shells = folder ? readShells(join(folder, "y90_beta_dpk_0-2.11cm.csv")) : [];
  const totalMeV = shells.reduce((sum, { energyMeV }) => sum + energyMeV, 0);

  test("cumulative energy differs by less than 0.8 % of the total at every radius", () => {
    let published = 0;
    for (const { outerMm, energyMeV } of shells) {
      published += energyMeV;
      const difference = (withinMeV(kernel, outerMm) - published) / totalMeV;
      expect(Math.abs(difference)).toBeLessThan(0.008);
    }
  });

  test("90 % of the energy lies within 5.42 mm, to 0.05 mm", () => {
    expect(Math.abs(radiusOfShareMm(kernel, 0.9) - 5.42)).toBeLessThan(0.05);
  });

  test("50 % of the energy lies within 2.36 mm, to 0.03 mm", () => {
    expect(Math.abs(radiusOfShareMm(kernel, 0.5) - 2.36)).toBeLessThan(0.03);
  });
});

function readShells(file: string): { outerMm: number; energyMeV: number }[] {
  const [, ...lines] = readFileSync(file, "utf8").trim().split("\n");
  return lines.map((line) => {
    const [outerCm = 0, energyMeV = 0] = line.split(",").map(Number);
    return { outerMm: outerCm * 10, energyMeV };
  });
}
