import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { photonInWater } from "../../src/physics/photonInWater";
import { cumulativeShares } from "../../src/physics/tables/kernelTable";
import { PHOTON_KERNELS } from "../../src/physics/tables/photonKernels";
import { photonRates } from "../../src/physics/transport/photonCrossSections";
import {
  PHOTON_SHELLS,
  type PhotonKernel,
  photonKernel,
  photonShellEdge,
} from "../../src/physics/transport/photonKernel";
import { firstTransfer } from "../../src/physics/transport/photonTransfer";
import { quietWork } from "../../src/work";

const rows = PHOTON_KERNELS.rows;

/** mu/rho and mu_en/rho of water, cm2/g (NIST). */
test.each([
  [0.005, 42.58, 41.88],
  [0.01, 5.329, 4.944],
  [0.03, 0.3756, 0.1557],
  [0.06, 0.2059, 0.0319],
  [0.1, 0.1707, 0.02546],
  [0.2, 0.137, 0.02967],
  [0.5, 0.09687, 0.03299],
  [1, 0.07072, 0.03103],
  [2, 0.04942, 0.02608],
])(
  "photons of %d MeV meet %d cm2/g and transfer %d, to 0.5 and 1 percent",
  (mev, total, transfer) => {
    const rates = photonRates(mev);
    expect(Math.abs(rates.total / total - 1)).toBeLessThan(0.005);
    expect(Math.abs((firstTransfer(mev) * rates.total) / transfer - 1)).toBeLessThan(0.01);
  },
);

/** Energy absorption buildup factor of water at 1 and 4 mean free paths, coherent scattering not counted as attenuation. */
test.each([
  [0.1, 4.46, 40.2],
  [0.511, 2.42, 12.4],
  [1, 2.07, 7.7],
])("scattered photons of %d MeV raise the dose %d and %d fold, to 2 percent", (mev, at1, at4) => {
  const { total, coherent } = photonRates(mev);
  const within = photonInWater(mev);
  const buildup = (depth: number) => {
    const mm = (10 * depth) / (total - coherent);
    const [from, to] = [0.98 * mm, 1.02 * mm];
    const perMm = (within(to) - within(from)) / (to - from);
    return perMm / (((mev * firstTransfer(mev) * total) / 10) * Math.exp(-depth));
  };
  expect(Math.abs(buildup(1) / at1 - 1)).toBeLessThan(0.02);
  expect(Math.abs(buildup(4) / at4 - 1)).toBeLessThan(0.02);
});

test("what first interactions transfer in the Monte Carlo is the closed form", () => {
  for (const { energyMeV, apart } of rows) {
    expect(Math.abs(apart / firstTransfer(energyMeV) - 1)).toBeLessThan(0.003);
  }
});

test("the table is the one that its digest says", () => {
  const digest = createHash("sha256").update(JSON.stringify(rows)).digest("hex");
  expect(digest).toBe(PHOTON_KERNELS.digest);
  expect(rows.every((row) => cumulativeShares(row).length === PHOTON_SHELLS + 2)).toBe(true);
});

describe.each([0.03, 0.208, 0.364, 1.1])("photons of %d MeV computed anew", (mev) => {
  let kernel: PhotonKernel;
  beforeAll(async () => {
    kernel = await photonKernel(mev, { histories: 30_000, seed: 3 }, quietWork());
  });

  test("give all their energy to electrons", () => {
    const sum = kernel.later.reduce((total, share) => total + share, kernel.first);
    expect(Math.abs(sum - 1)).toBeLessThan(1e-9);
  });

  test("agree with the interpolated table within 1.2 % of their energy at every radius", () => {
    const perMm = photonRates(mev).total / 10;
    const within = photonInWater(mev);
    let scattered = 0;
    for (let shell = 0; shell < PHOTON_SHELLS; shell++) {
      scattered += kernel.later[shell]!;
      const depth = photonShellEdge(shell);
      const share = firstTransfer(mev) * -Math.expm1(-depth) + scattered;
      expect(Math.abs(within(depth / perMm) / mev - share)).toBeLessThan(0.012);
    }
  });
});
