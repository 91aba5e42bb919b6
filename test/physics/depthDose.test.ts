import { expect, test } from "vitest";
import { layerDose, planeDose, shellDose, sphereDose } from "../../src/physics/depthDose";
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

test("a layer's dose, inside and on both sides, holds all energy of its decays", () => {
  const layerMm = 0.7;
  const edges = Float64Array.from({ length: 4001 }, (_, i) => 1e-5 * 1.5e6 ** (i / 4000));
  const outside = edges.slice(1).reduce((sum, to, i) => {
    const from = edges[i]!;
    return sum + 2 * (to - from) * layerDose(y90, layerMm, Math.sqrt(from * to));
  }, 0);
  const steps = 2000;
  const inside = Array.from({ length: steps }, (_, i) => -((i + 0.5) / steps) * layerMm).reduce(
    (sum, depthMm) => sum + (layerMm / steps) * layerDose(y90, layerMm, depthMm),
    0,
  );

  expect((outside + inside) / (y90.totalMeV * MEV_TO_J * 1e6)).toBeCloseTo(1, 4);
});

test("a thin layer gives the dose of a plane", () => {
  for (const depthMm of [0.1, 0.5, 1, 2, 5])
    expect(layerDose(y90, 1e-4, depthMm) / planeDose(y90, depthMm)).toBeCloseTo(1, 3);
});

test("the middle of a layer thicker than twice the range has the dose of equilibrium, its face half of it", () => {
  const equilibrium = (y90.totalMeV * MEV_TO_J * 1e6) / 40;

  expect(layerDose(y90, 40, -20) / equilibrium).toBeCloseTo(1, 9);
  expect(layerDose(y90, 40, 0) / equilibrium).toBeCloseTo(0.5, 3);
});

test("a large shell gives the dose of a plane on both sides", () => {
  for (const depthMm of [0.1, 1, 5])
    for (const side of [1, -1])
      expect(shellDose(y90, 1e5, 1e5 + side * depthMm) / planeDose(y90, depthMm)).toBeCloseTo(1, 3);
});

test("shells up to the radius of a sphere add up to the sphere", () => {
  const [sphereMm, shells] = [3, 3000];
  for (const distanceMm of [0.0005, 4, 6]) {
    let gy = 0;
    for (let i = 0; i < shells; i++) {
      const r = ((i + 0.5) / shells) * sphereMm;
      gy += shellDose(y90, r, distanceMm) * (sphereMm / shells);
    }
    const perDecay = gy / ((4 / 3) * Math.PI * sphereMm ** 3);
    // Of what lies within the last radius of the kernel, only the sphere's dose knows the part at the point.
    const local =
      distanceMm < sphereMm
        ? (y90.localMeV * MEV_TO_J * 1e6) / ((4 / 3) * Math.PI * sphereMm ** 3)
        : 0;
    expect((perDecay + local) / sphereDose(y90, sphereMm, distanceMm)).toBeCloseTo(1, 2);
  }
});
