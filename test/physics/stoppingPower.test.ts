import { expect, test } from "vitest";
import { mollerStoppingPower } from "../../src/physics/transport/moller";
import {
  collisionStoppingPower,
  csdaRange,
  energyOfRange,
} from "../../src/physics/transport/stoppingPower";

/** CSDA ranges in water, g/cm2 (ESTAR, I = 75 eV). */
test.each([
  [0.01, 2.53e-4],
  [0.03, 0.001758],
  [0.1, 0.01431],
  [0.3, 0.08422],
  [0.5, 0.1766],
  [1, 0.4368],
  [2, 0.9786],
  [3, 1.514],
])("an electron of %d MeV goes %d g/cm2, to 0.3 percent", (mev, range) => {
  expect(Math.abs(csdaRange(mev) / range - 1)).toBeLessThan(0.003);
  expect(energyOfRange(csdaRange(mev)) / mev).toBeCloseTo(1, 9);
});

test("an electron of 1 MeV loses 1.849 MeV cm2/g to collisions", () => {
  expect(collisionStoppingPower(1)).toBeCloseTo(1.849, 3);
});

test("loss to hard collisions is the integral of energy transfer over them", () => {
  const cut = 0.01;
  const step = (0.5 - cut) / 20_000;
  let sum = 0;
  for (let i = 0; i < 20_000; i++) {
    const w = cut + (i + 0.5) * step;
    const [m, t] = [0.51099895, 1];
    const c = (m * (2 * t + m)) / (t + m) ** 2;
    const perW = 1 / w ** 2 + 1 / (t - w) ** 2 + 1 / (t + m) ** 2 - c / (w * (t - w));
    sum += w * perW * step;
  }
  const beta2 = 1 - 1 / (1 + 1 / 0.51099895) ** 2;
  expect(mollerStoppingPower(1, cut) / ((0.085227 / beta2) * sum)).toBeCloseTo(1, 4);
});
