import { expect, test } from "vitest";
import { planeDose, sphereDose } from "../../src/physics/depthDose";
import { nuclide } from "../../src/physics/nuclides";
import { pointKernel } from "../../src/physics/pointKernel";
import { sphereSelfDose } from "../../src/physics/sphereSelfDose";
import { MEV_TO_J } from "../../src/physics/units";

const y90 = pointKernel(nuclide("Y-90"), ["beta"]);

test("the dose on both sides of a plane holds all energy that leaves it", () => {
  const edges = Float64Array.from({ length: 2001 }, (_, i) => 1e-5 * 1.5e6 ** (i / 2000));
  const gyMm = edges.slice(1).reduce((sum, to, i) => {
    const from = edges[i]!;
    return sum + 2 * (to - from) * planeDose(y90, Math.sqrt(from * to));
  }, 0);
  const all = y90.totalMeV * MEV_TO_J * 1e6;
  expect(gyMm / all).toBeCloseTo(1, 3);
});

test("an evenly slowed straight electron of range R gives E/(2R) ln(R/z) at depth z", () => {
  const radiusMm = Float64Array.from({ length: 4001 }, (_, i) => 1e-3 * 2e4 ** (i / 4000));
  const rangeMm = 10;
  const cumulativeMeV = radiusMm.map((r) => Math.min(1, r / rangeMm));
  const straight = { ...y90, radiusMm, cumulativeMeV, localMeV: 0, totalMeV: 1 };
  const expected = (Math.log(rangeMm / 3) / (2 * rangeMm)) * MEV_TO_J * 1e6;
  expect(planeDose(straight, 3) / expected).toBeCloseTo(1, 3);
});

test("the mean of a sphere's dose over itself is its self dose", () => {
  const sphereMm = 10;
  const massG = (4 / 3) * Math.PI;
  const shells = 1000;
  let mean = 0;
  for (let i = 0; i < shells; i++) {
    const [from, to] = [i / shells, (i + 1) / shells];
    const dose = sphereDose(y90, sphereMm, ((from + to) / 2) * sphereMm);
    mean += dose * (to ** 3 - from ** 3);
  }
  expect(mean / sphereSelfDose(y90, massG)).toBeCloseTo(1, 3);
});

test("the middle of a large sphere has the dose of equilibrium, its surface half of it", () => {
  const sphereMm = 1000;
  const equilibrium = (y90.totalMeV * MEV_TO_J * 1e6) / ((4 / 3) * Math.PI * sphereMm ** 3);
  expect(sphereDose(y90, sphereMm, 0) / equilibrium).toBeCloseTo(1, 6);
  expect(sphereDose(y90, sphereMm, sphereMm) / equilibrium).toBeCloseTo(0.5, 2);
  expect(sphereDose(y90, sphereMm, sphereMm + 15)).toBe(0);
});
