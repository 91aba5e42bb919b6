import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { ELECTRON_KERNELS } from "../../src/physics/tables/electronKernels";
import { cumulativeShares } from "../../src/physics/tables/kernelTable";
import {
  type ElectronKernel,
  electronKernel,
  SHELL_RANGES,
  SHELLS,
} from "../../src/physics/transport/electronKernel";
import {
  collisionStoppingPower,
  radiativeStoppingPower,
} from "../../src/physics/transport/stoppingPower";
import { quietWork } from "../../src/work";

const rows = ELECTRON_KERNELS.rows;
const COARSE_STEPS = { loss: 0.2, deflection: 0.2, transfer: 0.1 };

/** In CSDA ranges: radius of 90 and 50 % of the energy, and its mean (an independent code of the same physics). */
test.each([
  [0.01, 0.837, 0.535, 0.519],
  [0.03, 0.823, 0.538, 0.517],
  [0.1, 0.812, 0.536, 0.512],
  [0.2, 0.804, 0.53, 0.505],
  [0.5, 0.795, 0.516, 0.492],
  [1, 0.791, 0.502, 0.48],
  [2, 0.793, 0.492, 0.473],
  [3.3, 0.8, 0.488, 0.471],
])("electrons of %d MeV: x90 %d, x50 %d, mean %d, to 0.006", (mev, x90, x50, mean) => {
  const row = rows.find(({ energyMeV }) => energyMeV === mev);
  const cumulative = cumulativeShares(row!);
  expect(Math.abs(quantile(cumulative, 0.9) - x90)).toBeLessThan(0.006);
  expect(Math.abs(quantile(cumulative, 0.5) - x50)).toBeLessThan(0.006);
  expect(Math.abs(meanOf(cumulative) - mean)).toBeLessThan(0.006);
});

test("what electrons radiate is the share that steady slowing down gives, to 3 %", () => {
  for (const { energyMeV, apart } of rows.filter((row) => row.energyMeV >= 0.1)) {
    expect(Math.abs(apart / radiationYield(energyMeV) - 1)).toBeLessThan(0.03);
  }
});

test("the table is the one that its digest says", () => {
  const digest = createHash("sha256").update(JSON.stringify(rows)).digest("hex");
  expect(digest).toBe(ELECTRON_KERNELS.digest);
  expect(rows.every((row) => cumulativeShares(row).length === SHELLS + 1)).toBe(true);
});

describe.each([0.05, 0.5, 2])("electrons of %d MeV computed anew in coarse steps", (mev) => {
  const settings = { steps: COARSE_STEPS, histories: 2500, seed: 7 };
  let kernel: ElectronKernel;
  beforeAll(async () => {
    kernel = await electronKernel(mev, settings, quietWork());
  });

  test("deposit or radiate all their energy", () => {
    const sum = kernel.deposited.reduce((total, share) => total + share, kernel.radiated);
    expect(Math.abs(sum - 1)).toBeLessThan(1e-9);
  });

  test("agree with the table within statistics and the steps", () => {
    const again = cumulativeShares({
      energyMeV: mev,
      apart: kernel.radiated,
      perMillion: kernel.deposited.join(" "),
    });
    const kept = cumulativeShares(rows.find(({ energyMeV }) => energyMeV === mev)!);
    expect(Math.abs(meanOf(again) - meanOf(kept))).toBeLessThan(0.008);
    const apart = again.map((share, i) => share - kept[i]!);
    expect(Math.max(...apart.map(Math.abs))).toBeLessThan(0.02);
  });
});

test("the same seed gives the same electrons, another one others", async () => {
  const few = { steps: COARSE_STEPS, histories: 20, seed: 7 };
  const first = await electronKernel(1, few, quietWork());
  expect(await electronKernel(1, few, quietWork())).toEqual(first);
  expect(await electronKernel(1, { ...few, seed: 8 }, quietWork())).not.toEqual(first);
});

test("a cancelled run stops", async () => {
  const cancelled = { signal: AbortSignal.abort(new Error("cancelled")), report: () => {} };
  const run = electronKernel(1, { steps: COARSE_STEPS, histories: 1000, seed: 1 }, cancelled);
  await expect(run).rejects.toThrow("cancelled");
});

function quantile(cumulative: Float64Array, share: number): number {
  const next = cumulative.findIndex((value) => value >= share);
  const [low, high] = [cumulative[next - 1]!, cumulative[next]!];
  return (next - 1 + (share - low) / (high - low)) * SHELL_RANGES;
}

function meanOf(cumulative: Float64Array): number {
  return cumulative.reduce((sum, value, i) => {
    return i === 0 ? 0 : sum + (value - cumulative[i - 1]!) * (i - 0.5) * SHELL_RANGES;
  }, 0);
}

function radiationYield(energyMeV: number): number {
  const steps = 2000;
  let radiatedMeV = 0;
  for (let i = 0; i < steps; i++) {
    const mev = ((i + 0.5) / steps) * energyMeV;
    const radiative = radiativeStoppingPower(mev);
    radiatedMeV += ((radiative / (radiative + collisionStoppingPower(mev))) * energyMeV) / steps;
  }
  return radiatedMeV / energyMeV;
}
