import { expect, test } from "vitest";
import { InputError } from "../../src/inputError";
import { fitRecovery, recover, recoveryOf } from "../../src/quantification/recovery";
import { seededRandom } from "../../src/volume/random";

/** Spheres of the NEMA phantom, mL. */
const SPHERES_ML = [0.52, 1.15, 2.57, 5.57, 11.49, 26.52];
const TRUE = { b1Ml: 2.3, b2: 0.85 };
const readings = SPHERES_ML.map((volumeMl) => ({
  volumeMl,
  recovery: recoveryOf(TRUE, volumeMl),
}));

test("b1 is the volume that shows half of its concentration", () => {
  expect(recoveryOf(TRUE, TRUE.b1Ml)).toBeCloseTo(0.5, 12);
});

test("exact readings give b1 and b2 to nine digits", () => {
  const curve = fitRecovery(readings);

  expect(curve.b1Ml / TRUE.b1Ml).toBeCloseTo(1, 9);
  expect(curve.b2 / TRUE.b2).toBeCloseTo(1, 9);
});

test("the stated errors are those of 300 noisy phantoms", () => {
  const sigma = 0.02;
  const pulls = Array.from({ length: 300 }, (_, seed) => {
    const random = seededRandom(seed);
    const noisy = readings.map((r) => ({
      ...r,
      recovery: r.recovery + sigma * random.normal(),
      sigma,
    }));
    const curve = fitRecovery(noisy);
    return Math.log(curve.b1Ml / TRUE.b1Ml) / Math.sqrt(curve.covariance[0]);
  });
  const spread = Math.sqrt(pulls.reduce((sum, x) => sum + x * x, 0) / pulls.length);

  expect(spread).toBeGreaterThan(0.85);
  expect(spread).toBeLessThan(1.15);
});

test("recoveries above 1, from noise or a reconstruction's overshoot, do not stop the fit", () => {
  const curve = fitRecovery([...readings.slice(0, 5), { volumeMl: 26.52, recovery: 1.03 }]);

  expect(Number.isFinite(curve.b1Ml + curve.b2)).toBe(true);
});

test("an organ of another shape and size says so, and its volume error counts", () => {
  const curve = fitRecovery(readings.map((r) => ({ ...r, sigma: 0.01 })));

  const sphere = recover(curve, { value: 10, volumeMl: 4, geometry: "sphere" });
  const kidney = recover(curve, {
    value: 10,
    volumeMl: 150,
    geometry: "kidney",
    volumeUncertainty: 0.1,
  });

  expect(sphere.value).toBeCloseTo(10 / recoveryOf(TRUE, 4), 6);
  expect(sphere.notes).toEqual([]);
  expect(kidney.notes.length).toBe(2);
  const withVolume = recover(curve, {
    value: 10,
    volumeMl: 4,
    geometry: "sphere",
    volumeUncertainty: 0.2,
  });
  expect(withVolume.relativeUncertainty).toBeGreaterThan(sphere.relativeUncertainty);
});

test("one volume, or recoveries that are all complete, are refused", () => {
  expect(() => fitRecovery(readings.slice(0, 1))).toThrow(InputError);
  expect(() => fitRecovery(readings.map((r) => ({ ...r, recovery: 1.1 })))).toThrow(InputError);
});
