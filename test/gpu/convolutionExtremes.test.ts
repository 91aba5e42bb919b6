import { describe, expect, test } from "vitest";
import {
  addConvolved,
  createConvolution,
  type Octant,
  type Pair,
  releaseConvolution,
} from "../../src/gpu/fft/convolution";
import { addConvolvedDirectly } from "../../src/gpu/fft/directConvolution";
import { RADICES } from "../../src/gpu/fft/lengths";
import type { Gpu } from "../../src/gpu/gpu";
import type { Triple } from "../../src/volume/grid";
import { quietWork } from "../../src/work";
import { convolveDirectly } from "../support/convolution";
import { withGpu } from "../support/gpu";
import { seededNumbers } from "../support/shapes";

const next = seededNumbers(5);
const numbers = ([x, y, z]: Triple) => Float32Array.from({ length: x * y * z }, () => next() - 0.3);

/** Largest difference from f64 of two volumes convolved together by Fourier transforms, as a share of the largest value; and the lengths used. */
async function fourierError(gpu: Gpu, size: Triple, octant: Octant) {
  const volumes = [numbers(size), numbers(size)];
  const buffers = (label: string) =>
    volumes.map((values) => gpu.buffer(label, values)) as unknown as Pair;
  const [sources, targets] = [buffers("source"), buffers("target")];
  const ready = await createConvolution(gpu, octant, size, quietWork());
  for (const target of targets) gpu.clear(target);
  await addConvolved(gpu, ready, sources, targets, quietWork());
  const errors = [];
  for (const [v, target] of targets.entries())
    errors.push(errorOf(await gpu.read(target), convolveDirectly(volumes[v]!, size, octant)));
  releaseConvolution(gpu, ready);
  gpu.release(...sources, ...targets);
  return { error: Math.max(...errors), lengths: ready.plan.lengths };
}

async function directError(gpu: Gpu, size: Triple, { size: octantSize, values }: Octant) {
  const volume = numbers(size);
  const [source, result] = [gpu.buffer("source", volume), gpu.buffer("result", volume.length)];
  const octant = gpu.buffer("octant", values);
  const direct = { volumeSize: size, octantSize, octant };
  await addConvolvedDirectly(gpu, direct, source, result, quietWork());
  const expected = convolveDirectly(volume, size, { size: octantSize, values });
  const error = errorOf(await gpu.read(result), expected);
  gpu.release(source, result, octant);
  return error;
}

function errorOf(found: Float32Array, expected: Float64Array) {
  const largest = expected.reduce((most, x) => Math.max(most, Math.abs(x)), 1e-3);
  return expected.reduce((most, x, at) => Math.max(most, Math.abs(found[at]! - x)), 0) / largest;
}

const SIZES: readonly Triple[] = [
  [1, 1, 1],
  [1, 1, 2],
  [2, 1, 1],
  [1, 37, 1],
  [1, 2, 41],
  [7, 11, 5],
  [31, 1, 5],
  [3, 2, 97],
];

describe.each(SIZES)("%i × %i × %i voxels convolve as in f64", (...size) => {
  const octants: readonly Triple[] = [[1, 1, 1], [2, 2, 2], [4, 1, 5], size];

  test.each(octants)("with a kernel of %i × %i × %i an octant", (...octantSize) =>
    withGpu(async (gpu) => {
      const octant = { size: octantSize, values: numbers(octantSize) };

      expect((await fourierError(gpu, size, octant)).error).toBeLessThan(1e-5);
      if (octantSize[0] <= 5) expect(await directError(gpu, size, octant)).toBeLessThan(1e-5);
    }),
  );
});

test.each(RADICES)("radix %i transforms along every axis as f64 does", (radix) =>
  withGpu(async (gpu) => {
    const size: Triple = [radix - 1, radix - 1, radix - 1];
    const octant = { size: [2, 2, 2] as const, values: numbers([2, 2, 2]) };

    const { error, lengths } = await fourierError(gpu, size, octant);

    expect(lengths).toEqual([radix, radix, radix]);
    expect(error).toBeLessThan(1e-5);
  }),
);

test("a kernel too long along x for the direct way is refused, not cut short", () =>
  withGpu(async (gpu) => {
    const octant = { size: [6, 1, 1] as const, values: numbers([6, 1, 1]) };
    const made: GPUBuffer[] = [];
    const direct = {
      volumeSize: [9, 1, 1] as const,
      octantSize: octant.size,
      octant: gpu.buffer("octant", octant.values),
    };
    made.push(direct.octant, gpu.buffer("source", 9), gpu.buffer("result", 9));

    const run = addConvolvedDirectly(gpu, direct, made[1]!, made[2]!, quietWork());

    await expect(run).rejects.toThrow("6 values along x");
    gpu.release(...made);
  }));
