import { describe, expect, test } from "vitest";
import { bricksOf } from "../../src/gpu/fft/bricks";
import {
  addConvolved,
  createConvolution,
  type Octant,
  releaseConvolution,
} from "../../src/gpu/fft/convolution";
import type { Gpu } from "../../src/gpu/gpu";
import type { Triple } from "../../src/volume/grid";
import { quietWork } from "../../src/work";
import { convolveDirectly } from "../support/convolution";
import { withGpu } from "../support/gpu";
import { seededNumbers } from "../support/shapes";

describe("convolution by Fourier transforms", () => {
  test.each<[string, Triple, Triple]>([
    ["a kernel as wide as the volume", [12, 12, 12], [11, 11, 11]],
    ["odd sizes", [7, 11, 5], [6, 10, 4]],
    ["every axis its own reach", [20, 9, 14], [3, 8, 5]],
    ["one plane", [17, 6, 1], [16, 5, 0]],
    ["a kernel wider than the volume", [4, 5, 6], [7, 7, 7]],
    ["three stages", [150, 3, 2], [149, 2, 1]],
  ])("is the direct sum to 1e-5 of its maximum: %s", (_, size, half) =>
    withGpu(async (gpu) => {
      const octant = decayingOctant(half);
      const values = randomVolume(size, 3);

      const [convolved] = await convolve(gpu, octant, size, [values]);

      expectClose(convolved!, convolveDirectly(values, size, octant), 1e-5);
    }),
  );

  test("a source in a corner does not reach around to the opposite one", () =>
    withGpu(async (gpu) => {
      const size: Triple = [16, 16, 16];
      const octant = decayingOctant([15, 15, 15]);
      const values = new Float32Array(16 ** 3);
      values[0] = 1;

      const [convolved] = await convolve(gpu, octant, size, [values]);

      expectClose(convolved!, Float64Array.from(octant.values), 1e-6);
    }));

  test("two volumes packed together come out as each alone, and add to what was there", () =>
    withGpu(async (gpu) => {
      const size: Triple = [14, 10, 9];
      const octant = decayingOctant([13, 9, 8]);
      const [a, b] = [randomVolume(size, 1), randomVolume(size, 2)];

      const together = await convolve(gpu, octant, size, [a, b], 5);

      expectClose(
        together[0]!.map((x) => x - 5),
        convolveDirectly(a, size, octant),
        1e-5,
      );
      expectClose(
        together[1]!.map((x) => x - 5),
        convolveDirectly(b, size, octant),
        1e-5,
      );
    }));

  test("bricks give what the whole gives", () =>
    withGpu(async (gpu) => {
      const size: Triple = [40, 33, 21];
      const octant = decayingOctant([2, 3, 1]);
      const values = randomVolume(size, 4);
      const whole = await createConvolution(gpu, octant, size, quietWork());
      // The same lengths serve smaller bricks.
      const cut = { ...whole, brick: [13, 17, 8] as Triple };
      const source = gpu.buffer("source", values);
      const target = gpu.buffer("target", values.length);

      await addConvolved(gpu, cut, [source], [target], quietWork());

      expect(bricksOf(size, cut.half, cut.brick)).toHaveLength(4 * 2 * 3);
      expectClose(await gpu.read(target), convolveDirectly(values, size, octant), 1e-5);
      gpu.release(source, target);
      releaseConvolution(gpu, whole);
    }));

  test("stops when cancelled, and leaves nothing behind", () =>
    withGpu(async (gpu) => {
      const controller = new AbortController();
      const work = { signal: controller.signal, report: () => controller.abort(new Error("stop")) };
      const octant = decayingOctant([5, 5, 5]);
      const made = await createConvolution(gpu, octant, [6, 6, 6], quietWork());
      const buffers = [gpu.buffer("source", 216), gpu.buffer("target", 216)] as const;

      const run = addConvolved(gpu, made, [buffers[0]], [buffers[1]], work);

      await expect(run).rejects.toThrow("stop");
      gpu.release(...buffers);
      releaseConvolution(gpu, made);
    }));
});

function decayingOctant(half: Triple): Octant {
  const size: Triple = [half[0] + 1, half[1] + 1, half[2] + 1];
  const values = new Float32Array(size[0] * size[1] * size[2]);
  let at = 0;
  for (let k = 0; k < size[2]; k++)
    for (let j = 0; j < size[1]; j++)
      for (let i = 0; i < size[0]; i++) values[at++] = 1 / (1 + i * i + 1.5 * j * j + 2 * k * k);
  return { size, values };
}

function randomVolume(size: Triple, seed: number): Float32Array<ArrayBuffer> {
  const next = seededNumbers(seed);
  return Float32Array.from({ length: size[0] * size[1] * size[2] }, () => next());
}

async function convolve(
  gpu: Gpu,
  octant: Octant,
  size: Triple,
  volumes: readonly Float32Array<ArrayBuffer>[],
  before = 0,
): Promise<Float32Array[]> {
  const made = await createConvolution(gpu, octant, size, quietWork());
  const sources = volumes.map((values) => gpu.buffer("source", values));
  const targets = volumes.map((values) =>
    gpu.buffer("target", new Float32Array(values.length).fill(before)),
  );
  type Pair = [GPUBuffer] | [GPUBuffer, GPUBuffer];
  await addConvolved(gpu, made, sources as Pair, targets as Pair, quietWork());
  const results = [];
  for (const target of targets) results.push(await gpu.read(target));
  gpu.release(...sources, ...targets);
  releaseConvolution(gpu, made);
  return results;
}

/** Largest difference, as a share of the largest expected value. */
function expectClose(actual: Float32Array, expected: Float64Array, share: number) {
  const largest = expected.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const worst = expected.reduce((most, x, i) => Math.max(most, Math.abs(x - actual[i]!)), 0);
  expect(worst / largest).toBeLessThan(share);
}
