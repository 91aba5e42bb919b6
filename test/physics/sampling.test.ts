import { expect, test } from "vitest";
import { comptonTransfer, sampleCompton } from "../../src/physics/transport/compton";
import { elastic, sampleElastic } from "../../src/physics/transport/elastic";
import {
  mollerCosine,
  mollerCrossSection,
  mollerStoppingPower,
  sampleMoller,
} from "../../src/physics/transport/moller";
import { type Particle, turn } from "../../src/physics/transport/particle";
import { randomStream } from "../../src/physics/transport/random";
import { sampleRayleigh } from "../../src/physics/transport/rayleigh";
import { sampleSoftDeflection, sampleSoftLoss } from "../../src/physics/transport/softEvents";
import { formFactorSquared, momentumTransfer } from "../../src/physics/transport/waterFormFactor";

const DRAWS = 100_000;

test("random numbers are even in mean, spread and neighbours, and never 0 or 1", () => {
  const random = randomStream(5);
  const drawn = Float64Array.from({ length: DRAWS }, random);
  expect(mean(drawn)).toBeCloseTo(0.5, 2);
  expect(mean(drawn.map((x) => x * x))).toBeCloseTo(1 / 3, 2);
  expect(mean(drawn.map((x, i) => x * drawn[Math.max(0, i - 1)]!))).toBeCloseTo(0.25, 2);
  expect(Math.min(...drawn.slice(0, 1000))).toBeGreaterThan(0);
  expect(Math.max(...drawn.slice(0, 1000))).toBeLessThan(1);
});

test.each([
  [0.01, 0.029],
  [0.3, 0.7],
])("soft deflections of depth %d and %d have the moments of multiple scattering", (one, two) => {
  const random = randomStream(1);
  const cosines = draw(() => 1 - 2 * sampleSoftDeflection(one, two, random));
  expect(mean(cosines)).toBeCloseTo(Math.exp(-one), 2);
  expect(mean(cosines.map((c) => (3 * c * c - 1) / 2))).toBeCloseTo(Math.exp(-two), 2);
});

test.each([
  [1, 0.01],
  [1, 0.2],
  [1, 0.6],
  [1, 3],
])("soft losses of mean %d and variance %d have both, and are no gains", (wanted, variance) => {
  const random = randomStream(2);
  const losses = draw(() => sampleSoftLoss(wanted, variance, random));
  expect(losses.every((loss) => loss >= 0)).toBe(true);
  expect(Math.abs(mean(losses) - wanted)).toBeLessThan(0.015 * wanted);
  const spread = mean(losses.map((loss) => (loss - wanted) ** 2));
  expect(Math.abs(spread / variance - 1)).toBeLessThan(0.03);
});

test.each([0.05, 1, 3])(
  "collisions of an electron of %d MeV transfer the mean of the formula",
  (mev) => {
    const random = randomStream(3);
    const cut = 0.05 * mev;
    const transfers = draw(() => sampleMoller(mev, cut, random));
    const wanted = mollerStoppingPower(mev, cut) / mollerCrossSection(mev, cut);
    expect(Math.abs(mean(transfers) / wanted - 1)).toBeLessThan(0.01);
  },
);

test("the two electrons after a collision carry on all momentum", () => {
  const [mev, transfer, mass] = [1, 0.3, 0.51099895];
  const momentum = (energy: number) => Math.sqrt(energy * (energy + 2 * mass));
  const along = (energy: number) => momentum(energy) * mollerCosine(mev, energy);
  const across = (energy: number) =>
    momentum(energy) * Math.sqrt(1 - mollerCosine(mev, energy) ** 2);
  expect(along(transfer) + along(mev - transfer)).toBeCloseTo(momentum(mev), 12);
  expect(across(transfer)).toBeCloseTo(across(mev - transfer), 12);
});

test("hard and soft deflections share out the same scattering wherever the line is drawn", () => {
  const random = randomStream(4);
  const rate1 = [0.05, 0.2].map((share) => {
    const { hardRate, hydrogenShare, cutMu, softRate1 } = elastic(0.2, share, 0.004);
    const mus = draw(() => sampleElastic(0.2, cutMu, hydrogenShare, random), 20 * DRAWS);
    return softRate1 + 2 * hardRate * mean(mus);
  });
  expect(rate1[0]! / rate1[1]!).toBeCloseTo(1, 2);
});

test.each([0.01, 0.1, 0.662, 3])(
  "Compton scattering at %d MeV transfers the mean of its formula",
  (mev) => {
    const random = randomStream(6);
    const given = draw(() => 1 - sampleCompton(mev, random) / mev);
    expect(Math.abs(mean(given) / comptonTransfer(mev) - 1)).toBeLessThan(0.015);
  },
);

test.each([0.01, 0.05, 0.2])(
  "coherent scattering at %d MeV has the mean angle of its formula",
  (mev) => {
    const random = randomStream(7);
    const mus = draw(() => sampleRayleigh(mev, random));
    const cells = Float64Array.from({ length: 20_000 }, (_, i) => ((i + 0.5) / 20_000) ** 3);
    const weights = cells.map(
      (mu) =>
        mu ** (2 / 3) * (1 + (1 - 2 * mu) ** 2) * formFactorSquared(momentumTransfer(mev, mu)),
    );
    const wanted = mean(cells.map((mu, i) => mu * weights[i]!)) / mean(weights);
    expect(Math.abs(mean(mus) / wanted - 1)).toBeLessThan(0.02);
  },
);

test("a turn keeps the direction a unit vector and makes the angle asked for, along the axis too", () => {
  const random = randomStream(8);
  for (const [u, v, w] of [
    [0, 0, 1],
    [0, 0, -1],
    [0.6, 0, 0.8],
    [0.36, -0.48, 0.8],
  ] as const) {
    const particle: Particle = { energyMeV: 1, x: 0, y: 0, z: 0, u, v, w };
    turn(particle, 0.3, random);
    const cosine = particle.u * u + particle.v * v + particle.w * w;
    expect(cosine).toBeCloseTo(1 - 2 * 0.3, 12);
    expect(Math.hypot(particle.u, particle.v, particle.w)).toBeCloseTo(1, 12);
  }
});

function draw(one: () => number, draws = DRAWS): Float64Array {
  return Float64Array.from({ length: draws }, one);
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
