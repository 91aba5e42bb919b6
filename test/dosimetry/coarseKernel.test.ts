import { describe, expect, test } from "vitest";
import { coarseKernel } from "../../src/dosimetry/coarseKernel";
import {
  addKernelConvolved,
  prepareKernel,
  releaseKernel,
} from "../../src/dosimetry/kernelConvolution";
import {
  coarsePieces,
  type KernelPiece,
  type KernelTask,
  wholePieces,
} from "../../src/dosimetry/kernelPieces";
import { splitKernel } from "../../src/dosimetry/kernelSplit";
import { multiplicity } from "../../src/dosimetry/voxelKernel";
import { addFromCoarse, coarseSize, toCoarse } from "../../src/gpu/fft/coarseGrid";
import type { Gpu } from "../../src/gpu/gpu";
import { nuclide } from "../../src/physics/nuclides";
import { longRangeKernel, shortRangeKernel } from "../../src/physics/pointKernel";
import { G_PER_CM3_TO_KG_PER_M3, MEV_TO_J, MM3_TO_M3 } from "../../src/physics/units";
import type { Triple } from "../../src/volume/grid";
import { quietWork } from "../../src/work";
import { analyticKernel, exponentialKernel } from "../support/analyticKernels";
import { withGpu } from "../support/gpu";
import { centredGrid, seededNumbers } from "../support/shapes";

describe("the two parts of a split kernel", () => {
  const photons = exponentialKernel(0.3, 0.02);
  const { near, smooth } = splitKernel(photons, 12);

  test("add up to it at every radius", () => {
    photons.cumulativeMeV.forEach((whole, i) => {
      expect(near.cumulativeMeV[i]! + smooth.cumulativeMeV[i]!).toBeCloseTo(whole, 12);
    });
    expect(near.totalMeV + smooth.totalMeV).toBeCloseTo(photons.totalMeV, 12);
  });

  test("take the peak apart: all of the near part lies within the radius, and the smooth part is flat in the middle", () => {
    const beyond = photons.radiusMm.findIndex((r) => r > 12);
    expect(near.cumulativeMeV[beyond]! / near.totalMeV).toBeCloseTo(1, 9);
    const meanDensityWithin = (r: number) => {
      const i = photons.radiusMm.findIndex((radius) => radius > r);
      return smooth.cumulativeMeV[i]! / photons.radiusMm[i]! ** 3;
    };
    expect(meanDensityWithin(1) / meanDensityWithin(0.1)).toBeGreaterThan(0.95);
  });

  test("leave the coarse lattice all of the smooth energy", () => {
    const half: Triple = [120, 120, 120];
    const kernel = coarseKernel(splitKernel(exponentialKernel(0.3, 0.1), 12).smooth, {
      spacingMm: [4, 4, 4],
      densityGPerCm3: 1,
      half,
    });

    let sum = 0;
    let at = 0;
    for (let k = 0; k <= 120; k++)
      for (let j = 0; j <= 120; j++)
        for (let i = 0; i <= 120; i++)
          sum += multiplicity(i, j, k) * kernel.valuesGyPerDecay[at++]!;
    const massKg = 64 * MM3_TO_M3 * G_PER_CM3_TO_KG_PER_M3;
    const expected = splitKernel(exponentialKernel(0.3, 0.1), 12).smooth.totalMeV;
    expect(Math.abs((sum * massKg) / MEV_TO_J / expected - 1)).toBeLessThan(2e-3);
  });
});

test.each<[Triple]>([[[8, 7, 6]], [[5, 9, 1]]])(
  "sharing voxels out keeps totals, and reading them back is its transpose: %s",
  (size) =>
    withGpu(async (gpu) => {
      const next = seededNumbers(1);
      const numbers = (n: Triple) => Float32Array.from({ length: n[0] * n[1] * n[2] }, next);
      const [a, b] = [numbers(size), numbers(coarseSize(size))];
      const fine = gpu.buffer("fine", a);
      const coarse = gpu.buffer("coarse", b.length);
      const given = gpu.buffer("given", b);
      const read = gpu.buffer("read", a.length);

      await gpu.submit([toCoarse(size, fine, coarse), addFromCoarse(size, given, read)]);

      const [shared, back] = [await gpu.read(coarse), await gpu.read(read)];
      const sum = (values: Float32Array) => values.reduce((total, x) => total + x, 0);
      const dot = (x: Float32Array, y: Float32Array) => x.reduce((t, v, i) => t + v * y[i]!, 0);
      expect(sum(shared) / sum(a)).toBeCloseTo(1, 5);
      expect(dot(shared, b) / dot(a, back)).toBeCloseTo(1, 5);
      gpu.release(fine, coarse, given, read);
    }),
);

describe("twice the spacing for the smooth part of the photons", () => {
  const lu = nuclide("Lu-177");
  const iodine = nuclide("I-131");
  const nothing = analyticKernel(() => 0, 0, 1);

  test.each([
    ["Lu-177", { short: shortRangeKernel(lu), long: longRangeKernel(lu) }, 1e-4],
    ["I-131", { short: shortRangeKernel(iodine), long: longRangeKernel(iodine) }, 3e-4],
    ["photons of I-131 alone", { short: nothing, long: longRangeKernel(iodine) }, 5e-3],
  ])("changes the dose around one hot voxel by little of its maximum: %s", (_, kernels, share) =>
    withGpu(async (gpu) => {
      const grid = centredGrid([40, 40, 40], 2);
      const task = { grid, densityGPerCm3: 1.04, ...kernels };
      const source = new Float32Array(40 ** 3);
      source[19 + 40 * (20 + 40 * 19)] = 1;

      const { worst, worstFar, meanFar } = await compare(gpu, task, source);

      expect(worst).toBeLessThan(share);
      expect(worstFar).toBeLessThan(0.025);
      expect(Math.abs(meanFar)).toBeLessThan(1e-3);
    }),
  );

  test("changes the dose of a uniform body by less than 1e-3 anywhere", () =>
    withGpu(async (gpu) => {
      const grid = centredGrid([40, 36, 32], 2);
      const task = { grid, densityGPerCm3: 1, short: nothing, long: longRangeKernel(iodine) };

      const { worst } = await compare(gpu, task, new Float32Array(40 * 36 * 32).fill(1));

      expect(worst).toBeLessThan(1e-3);
    }));
});

/**
 * Largest difference as a share of the maximum; beyond 8 voxels of the middle the largest and the mean difference as a share of the dose there.
 */
async function compare(gpu: Gpu, task: KernelTask, source: Float32Array<ArrayBuffer>) {
  const { size } = task.grid;
  const whole = await convolve(gpu, size, wholePieces(task), source);
  const coarse = await convolve(gpu, size, coarsePieces(task), source);
  const peak = whole.reduce((most, x) => Math.max(most, x), 0);
  const far = { worst: 0, sum: 0, count: 0 };
  let worst = 0;
  for (let at = 0; at < whole.length; at++) {
    const difference = coarse[at]! - whole[at]!;
    worst = Math.max(worst, Math.abs(difference) / peak);
    const [x, y] = [at % size[0], Math.floor(at / size[0]) % size[1]];
    const z = Math.floor(at / (size[0] * size[1]));
    if (Math.hypot(x - 19, y - 20, z - 19) < 8) continue;
    far.worst = Math.max(far.worst, Math.abs(difference) / whole[at]!);
    far.sum += difference / whole[at]!;
    far.count++;
  }
  return { worst, worstFar: far.worst, meanFar: far.sum / far.count };
}

async function convolve(
  gpu: Gpu,
  size: Triple,
  pieces: readonly KernelPiece[],
  values: Float32Array<ArrayBuffer>,
): Promise<Float32Array> {
  const scale = 1 / Math.max(...pieces.map(({ kernel }) => kernel.valuesGyPerDecay[0]!));
  const kernel = await prepareKernel(gpu, size, pieces, scale, quietWork());
  const source = gpu.buffer("source", values);
  const target = gpu.buffer("target", values.length);
  await addKernelConvolved(gpu, kernel, [source], [target], quietWork());
  const result = (await gpu.read(target)).map((x) => x / scale);
  gpu.release(source, target);
  releaseKernel(gpu, kernel);
  return result;
}
