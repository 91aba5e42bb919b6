import { describe, expect, test } from "vitest";
import { type DoseMethod, doseFromDecays, doseFromKernels } from "../../src/dosimetry/doseEngine";
import { voxelKernel } from "../../src/dosimetry/voxelKernel";
import { nuclide } from "../../src/physics/nuclides";
import { MEV_TO_J, MM3_TO_M3 } from "../../src/physics/units";
import type { Grid, Triple } from "../../src/volume/grid";
import { forEachVoxel } from "../../src/volume/mask";
import { type Volume, volume } from "../../src/volume/volume";
import { quietWork } from "../../src/work";
import {
  analyticKernel,
  exponentialKernel,
  straightElectronKernel,
} from "../support/analyticKernels";
import { withGpu } from "../support/gpu";
import { centredGrid, maskOfShape, volumeOf } from "../support/shapes";

const none = analyticKernel(() => 0, 0, 1);
const electrons = straightElectronKernel(0.9, 8);
const photons = exponentialKernel(0.3, 0.02);

describe("dose of a uniform medium", () => {
  test("a decay in one voxel gives every voxel its S value", () =>
    withGpu(async (gpu) => {
      const grid = centredGrid([15, 13, 11], 4);
      const input = { ...water(grid), short: electrons, long: photons, ...kernelMethod };

      const { doses } = await doseFromKernels(
        gpu,
        { ...input, decays: [pointSource(grid, [7, 6, 5])] },
        quietWork(),
      );

      const shape = { spacingMm: grid.spacingMm, densityGPerCm3: 1, half: [7, 6, 5] as Triple };
      const [near, far] = [voxelKernel(electrons, shape), voxelKernel(photons, shape)];
      const self = near.valuesGyPerDecay[0]! + far.valuesGyPerDecay[0]!;
      let octant = 0;
      for (let k = 0; k <= 5; k++)
        for (let j = 0; j <= 6; j++)
          for (let i = 0; i <= 7; i++, octant++) {
            const expected = 1e9 * (near.valuesGyPerDecay[octant]! + far.valuesGyPerDecay[octant]!);
            const dose = doses[0]!.values[7 - i + 15 * (6 - j + 13 * (5 - k))]!;
            expect(Math.abs(dose - expected)).toBeLessThan(1e-6 * 1e9 * self);
          }
    }));

  test("the energy emitted is absorbed or leaves, for a source in the middle and one at a face", () =>
    withGpu(async (gpu) => {
      const grid = centredGrid([24, 20, 17], 4);
      for (const voxel of [
        [12, 10, 8],
        [0, 10, 16],
      ] as Triple[]) {
        const decays = [pointSource(grid, voxel)];

        const { balance } = await doseFromKernels(
          gpu,
          { ...water(grid), decays, short: electrons, long: photons, ...kernelMethod },
          quietWork(),
        );

        expect(balance.emittedJ / (1e9 * 1.2 * MEV_TO_J)).toBeCloseTo(1, 9);
        expect(balance.leftGridJ).toBeGreaterThan(0);
        expect(Math.abs(balance.differencePercent)).toBeLessThan(0.1);
      }
    }));

  test("a sphere of straight electrons keeps 1 − 3/8 (a/R) + 1/64 (a/R)³ of their energy", () =>
    withGpu(async (gpu) => {
      const x = 8 / 20;
      const expected = 0.9 * (1 - (3 / 8) * x + x ** 3 / 64);

      const coarse = await absorbedMeV(gpu, centredGrid([24, 24, 24], 2), 20, electrons, none);
      const fine = await absorbedMeV(gpu, centredGrid([48, 48, 48], 1), 20, electrons, none);

      // Voxels blur the sphere's surface, which costs energy as the square of their size.
      expect(fine / expected).toBeGreaterThan(0.993);
      expect(fine / expected).toBeLessThan(1);
      expect(expected - fine).toBeLessThan(0.4 * (expected - coarse));
    }));

  test("a sphere of photons keeps what unscattered attenuation leaves in it", () =>
    withGpu(async (gpu) => {
      // The share of pairs of points at distance r that stay inside is 1 − 3/4 (r/R) + 1/16 (r/R)³.
      const steps = 2000;
      let expected = 0;
      for (let s = 0; s < steps; s++) {
        const x = ((s + 0.5) / steps) * 2;
        const inside = 1 - (3 / 4) * x + x ** 3 / 16;
        expected += 0.3 * 0.02 * Math.exp(-0.02 * 25 * x) * inside * ((2 * 25) / steps);
      }

      const coarse = await absorbedMeV(gpu, centredGrid([20, 20, 20], 3), 25, none, photons);
      const fine = await absorbedMeV(gpu, centredGrid([40, 40, 40], 1.5), 25, none, photons);

      expect(fine / expected).toBeGreaterThan(0.993);
      expect(fine / expected).toBeLessThan(1);
      expect(expected - fine).toBeLessThan(0.4 * (expected - coarse));
    }));

  test("moving the source moves the dose", () =>
    withGpu(async (gpu) => {
      const grid = centredGrid([16, 16, 16], 4);
      const decays = [pointSource(grid, [5, 6, 7]), pointSource(grid, [8, 6, 6])];

      const { doses } = await doseFromKernels(
        gpu,
        { ...water(grid), decays, short: electrons, long: photons, ...kernelMethod },
        quietWork(),
      );

      const [a, b] = [doses[0]!.values, doses[1]!.values];
      const peak = a[5 + 16 * (6 + 16 * 7)]!;
      for (let k = 1; k < 16; k++)
        for (let j = 0; j < 16; j++)
          for (let i = 0; i < 13; i++) {
            const [from, to] = [i + 16 * (j + 16 * k), i + 3 + 16 * (j + 16 * (k - 1))];
            expect(Math.abs(a[from]! - b[to]!)).toBeLessThan(1e-6 * peak);
          }
    }));

  test("three volumes in one call come out as each alone", () =>
    withGpu(async (gpu) => {
      const grid = centredGrid([10, 12, 8], 4);
      const decays = [1, 2, 3].map((n) => volumeOf("decays", grid, ([x]) => 1e8 * n * (50 + x)));
      const input = { ...water(grid), short: electrons, long: photons, ...kernelMethod };

      const together = await doseFromKernels(gpu, { ...input, decays }, quietWork());

      for (const [n, one] of decays.entries()) {
        const alone = await doseFromKernels(gpu, { ...input, decays: [one] }, quietWork());
        const peak = Math.max(...alone.doses[0]!.values);
        alone.doses[0]!.values.forEach((dose, at) => {
          expect(Math.abs(dose - together.doses[n]!.values[at]!)).toBeLessThan(2e-6 * peak);
        });
      }
    }));

  test("no decays give no dose", () =>
    withGpu(async (gpu) => {
      const grid = centredGrid([5, 5, 5], 4);
      const input = { ...water(grid), short: electrons, long: photons, ...kernelMethod };

      const result = await doseFromKernels(
        gpu,
        { ...input, decays: [volume("decays", grid)] },
        quietWork(),
      );

      expect(result.doses[0]!.values.every((dose) => dose === 0)).toBe(true);
      expect(result.balance.differencePercent).toBe(0);
    }));
});

describe("dose where density varies", () => {
  test("a slab of half the density takes the same energy at twice the dose", () =>
    withGpu(async (gpu) => {
      const grid = centredGrid([16, 8, 8], 4);
      const density = volumeOf("densityKgPerM3", grid, ([x]) => (x < 0 ? 1000 : 500));
      const decays = [volumeOf("decays", grid, () => 1e9)];
      const input = { decays, density, short: electrons, long: photons, kernelDensityGPerCm3: 1 };

      const uniform = await doseFromKernels(gpu, { ...input, method: "kernel" }, quietWork());
      const scaled = await doseFromKernels(
        gpu,
        { ...input, method: "densityScaledKernel" },
        quietWork(),
      );

      scaled.doses[0]!.values.forEach((dose, at) => {
        const ratio = at % 16 < 8 ? 1 : 2;
        expect(dose / uniform.doses[0]!.values[at]!).toBeCloseTo(ratio, 5);
      });
      expect(scaled.balance.absorbedJ / uniform.balance.absorbedJ).toBeCloseTo(1, 6);
      expect(Math.abs(scaled.balance.differencePercent)).toBeLessThan(0.5);
    }));

  test.each<DoseMethod>(["local", "kernel", "densityScaledKernel"])(
    "air gets no dose; its energy is listed (%s)",
    (method) =>
      withGpu(async (gpu) => {
        const grid = centredGrid([12, 8, 8], 4);
        const density = volumeOf("densityKgPerM3", grid, ([x]) => (x < 0 ? 1000 : 1.2));
        const decays = [volumeOf("decays", grid, () => 1e9)];
        const input = { decays, density, short: electrons, long: photons, method };

        const { doses, balance } = await doseFromKernels(
          gpu,
          { ...input, kernelDensityGPerCm3: 1 },
          quietWork(),
        );

        doses[0]!.values.forEach((dose, at) => {
          expect(dose > 0).toBe(at % 12 < 6);
        });
        expect(balance.inAirJ).toBeGreaterThan(0.3 * balance.absorbedJ);
        expect(Math.abs(balance.differencePercent)).toBeLessThan(0.5);
      }),
  );
});

describe("nuclides", () => {
  test.each(["Lu-177", "Y-90", "I-131", "Ac-225"])(
    "%s: local deposition and kernel agree on the energy of charged particles in a large uniform body",
    (name) =>
      withGpu(async (gpu) => {
        const grid = centredGrid([20, 20, 20], 5);
        const input = { ...water(grid), nuclide: nuclide(name), kernelDensityGPerCm3: 1 };
        const decays = [volumeOf("decays", grid, () => 1e9)];

        const local = await doseFromDecays(gpu, { ...input, decays, method: "local" }, quietWork());
        const kernel = await doseFromDecays(
          gpu,
          { ...input, decays, method: "kernel" },
          quietWork(),
        );

        const middle = 10 + 20 * (10 + 20 * 10);
        const ratio = kernel.doses[0]!.values[middle]! / local.doses[0]!.values[middle]!;
        expect(ratio).toBeGreaterThan(0.999);
        expect(local.balance.differencePercent).toBeCloseTo(0, 3);
        expect(Math.abs(kernel.balance.differencePercent)).toBeLessThan(0.2);
        expect(kernel.balance.emittedJ / local.balance.emittedJ).toBeCloseTo(1, 9);
      }),
  );
});

test("a cancelled calculation throws and leaves no buffer", () =>
  withGpu(async (gpu) => {
    const controller = new AbortController();
    const work = {
      signal: controller.signal,
      report: (_: string, fraction: number) => {
        if (fraction > 0.3) controller.abort(new Error("stop"));
      },
    };
    const grid = centredGrid([10, 10, 10], 4);
    const decays = [pointSource(grid, [5, 5, 5])];
    const input = { ...water(grid), decays, short: electrons, long: photons, ...kernelMethod };

    await expect(doseFromKernels(gpu, input, work)).rejects.toThrow("stop");
  }));

test("grids that differ are refused", () =>
  withGpu(async (gpu) => {
    const grid = centredGrid([5, 5, 5], 4);
    const other = centredGrid([5, 5, 6], 4);
    const decays = [volume("decays", other)];
    const input = { ...water(grid), decays, short: electrons, long: photons, ...kernelMethod };

    await expect(doseFromKernels(gpu, input, quietWork())).rejects.toThrow("share one grid");
  }));

const kernelMethod = { method: "kernel" as const, kernelDensityGPerCm3: 1 };

const water = (grid: Grid) => ({ density: volumeOf("densityKgPerM3", grid, () => 1000) });

function pointSource(grid: Grid, [i, j, k]: Triple): Volume<"decays"> {
  const source = volume("decays", grid);
  source.values[i + grid.size[0] * (j + grid.size[1] * k)] = 1e9;
  return source;
}

type Kernel = typeof electrons;

/** Energy in MeV per decay that a sphere of even decays absorbs itself. */
async function absorbedMeV(
  gpu: Parameters<typeof doseFromKernels>[0],
  grid: Grid,
  radius: number,
  short: Kernel,
  long: Kernel,
): Promise<number> {
  const sphere = sphereShares(grid, radius);
  const total = sphere.reduce((sum, share) => sum + share, 0);
  const decays = [
    volume(
      "decays",
      grid,
      sphere.map((share) => (1e9 * share) / total),
    ),
  ];
  const { doses } = await doseFromKernels(
    gpu,
    { ...water(grid), decays, short, long, ...kernelMethod },
    quietWork(),
  );
  const voxelKg = 1000 * grid.spacingMm[0] ** 3 * MM3_TO_M3;
  const energyJ = sphere.reduce(
    (sum, share, at) => sum + share * doses[0]!.values[at]! * voxelKg,
    0,
  );
  return energyJ / (1e9 * MEV_TO_J);
}

function sphereShares(grid: Grid, radius: number): Float32Array<ArrayBuffer> {
  const mask = maskOfShape(grid, (point) => Math.hypot(...point) < radius);
  const shares = volume("fraction", grid).values;
  forEachVoxel(mask, (at, share) => {
    shares[at] = share;
  });
  return shares;
}
