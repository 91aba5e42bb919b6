import { expect, test } from "vitest";
import {
  activityPerVolumeOfBlur,
  blurredRim,
  blurredSphereRecovery,
  lostByShift,
  sigmaOfFwhm,
} from "../../src/quantification/blurredSphere";
import { seededRandom } from "../../src/volume/random";
import { sphereRadiusMm } from "../../src/volume/sphereMask";

/** Points in a sphere, thrown by a Gaussian of `sigma`: the share that stays, by counting. */
function counted(radiusMm: number, sigma: number, points: number) {
  const random = seededRandom(5);
  const uniform = () => 2 * random.uniform() - 1;
  let [inside, thrown] = [0, 0];
  while (thrown < points) {
    const [x, y, z] = [uniform(), uniform(), uniform()];
    if (x * x + y * y + z * z > 1) continue;
    thrown++;
    const moved = [x, y, z].map((c) => c * radiusMm + sigma * random.normal());
    if (Math.hypot(...moved) <= radiusMm) inside++;
  }
  return inside / points;
}

test.each([
  [5, 9],
  [12, 9],
  [33, 12],
])(
  "the recovery of a sphere of %s mm radius at %s mm is that of counted points",
  (radius, fwhm) => {
    expect(
      Math.abs(blurredSphereRecovery(radius, fwhm) - counted(radius, sigmaOfFwhm(fwhm), 200_000)),
    ).toBeLessThan(0.004);
  },
);

test("the smallest spheres join the formula without a step, a sharp image shows all", () => {
  const atStep = 0.025 * sigmaOfFwhm(10);

  expect(
    blurredSphereRecovery(atStep * 1.0001, 10) / blurredSphereRecovery(atStep * 0.9999, 10),
  ).toBeCloseTo(1.0006, 2);
  expect(blurredSphereRecovery(8, 0)).toBe(1);
});

test("counts inside grow by twice the rim when source and region grow together", () => {
  const counts = (ml: number) => ml * blurredSphereRecovery(sphereRadiusMm(ml), 9);
  const slope = (counts(8.004) - counts(7.996)) / 0.008;

  expect(slope).toBeCloseTo(2 * blurredRim(sphereRadiusMm(8), 9), 4);
});

test("a large sphere drawn 1 % too large shows half a percent more, a small one less once its spill is undone", () => {
  expect(activityPerVolumeOfBlur(300, 5, false)).toBeCloseTo(0.5, 1);
  expect(activityPerVolumeOfBlur(300, 5, true)).toBeCloseTo(0.5, 1);
  expect(activityPerVolumeOfBlur(8, 10, true)).toBeLessThan(0.4);
  expect(activityPerVolumeOfBlur(8, 10, false)).toBeGreaterThan(0.6);
});

test("what a random shift loses is one more blur", () => {
  const [radius, fwhm, shift] = [12, 9, 4];
  const sigma = sigmaOfFwhm(fwhm);
  const before = counted(radius, sigma, 200_000);
  const after = counted(radius, Math.hypot(sigma, shift), 200_000);

  expect(Math.abs(lostByShift(radius, fwhm, shift) - (1 - after / before))).toBeLessThan(0.01);
});
