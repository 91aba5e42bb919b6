import { describe, expect, test } from "vitest";
import { alphaShareIn } from "../../src/dosimetry/alphaShare";
import { keptKeV, secondCheck } from "../../src/dosimetry/secondCheck";
import {
  electronRangeCm,
  electronShareInSphere,
  photonShareInSphere,
} from "../../src/dosimetry/sphereShares";
import { chainGroups, emittersOf, leadsPerDecay } from "../../src/physics/chainGroups";
import { chainKernel } from "../../src/physics/chainKernel";
import { nuclide } from "../../src/physics/nuclides";
import { sphereSelfDose } from "../../src/physics/sphereSelfDose";
import { KEV_TO_J } from "../../src/physics/units";

test("all energy stays in a very large sphere, and what stays grows with it", () => {
  for (const energyKeV of [30, 208, 364, 1000])
    expect(photonShareInSphere(energyKeV, 1e5)).toBeCloseTo(1, 3);
  expect(electronShareInSphere(933, 1e5)).toBeCloseTo(1, 4);
  const shares = [1, 3, 10].map((cm) => photonShareInSphere(364, cm));
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
});

test("an electron of 1 MeV has a range of 4.1 mm in water", () => {
  expect(electronRangeCm(1)).toBeCloseTo(0.412, 12);
});

describe.each(["Lu-177", "Y-90", "I-131", "Sm-153", "Re-188", "Tb-161", "Ac-225"])(
  "a sphere of %s",
  (name) => {
    test.each([2, 20, 150, 1800])(
      "of %f g keeps the energy that its kernel leaves in it, within 5 %%",
      (massG) => {
        const kernel = chainKernel(nuclide(name)).kernel;
        const byKernelKeV = (sphereSelfDose(kernel, massG) * massG) / 1000 / KEV_TO_J;

        const difference = keptKeV(nuclide(name), massG) / byKernelKeV - 1;

        expect(Math.abs(difference)).toBeLessThan(0.05);
      },
    );
  },
);

describe("the second check of a kidney of 150 g under 177Lu", () => {
  const kernel = chainKernel(nuclide("Lu-177")).kernel;
  const tiacH = 1.2;
  const right = sphereSelfDose(kernel, 150) * tiacH * 3600 * 1e9;
  const kidney = { structureId: "k", name: "kidney", massG: 150, tiacH, planGyPerGBq: right };

  test("passes a right plan", () => {
    const [check] = secondCheck([kidney], nuclide("Lu-177"));

    expect(check!.flagged).toBe(false);
    expect(Math.abs(check!.differencePercent)).toBeLessThan(3);
  });

  test.each([
    ["a mass in the wrong place", right * 1.2],
    ["hours taken for seconds", right / 3600],
    ["no number", Number.NaN],
  ])("flags %s", (_, planGyPerGBq) => {
    const [check] = secondCheck([{ ...kidney, planGyPerGBq }], nuclide("Lu-177"));

    expect(check!.flagged).toBe(true);
  });

  test("says nothing of a region without decays", () => {
    expect(secondCheck([{ ...kidney, tiacH: 0 }], nuclide("Lu-177"))).toEqual([]);
  });
});

test.each([
  ["Lu-177", 0, 0],
  ["Ac-225", 0.93, 0.99],
  ["Ra-223", 0.93, 0.99],
])("alphas give of the dose of %s from %f to %f", (name, least, most) => {
  const groups = chainGroups(nuclide(name));

  const share = alphaShareIn(emittersOf(groups, leadsPerDecay(groups)), 150);

  expect(share).toBeGreaterThanOrEqual(least);
  expect(share).toBeLessThanOrEqual(most);
});
