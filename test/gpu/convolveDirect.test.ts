import { expect, test } from "vitest";
import { addConvolvedDirectly } from "../../src/gpu/fft/directConvolution";
import type { Triple } from "../../src/volume/grid";
import { quietWork } from "../../src/work";
import { convolveDirectly } from "../support/convolution";
import { withGpu } from "../support/gpu";
import { seededNumbers } from "../support/shapes";

test.each<[string, Triple, Triple]>([
  ["7³ offsets", [10, 9, 8], [4, 4, 4]],
  ["every axis its own reach", [9, 7, 11], [2, 5, 3]],
  ["a kernel wider than the volume", [3, 4, 2], [5, 5, 5]],
  ["9³ offsets on a run cut short", [13, 11, 10], [5, 5, 5]],
  ["3³ offsets", [9, 6, 5], [2, 2, 2]],
  ["one offset", [5, 5, 5], [1, 1, 1]],
])("direct convolution is the f64 sum: %s", (_, size, octantSize) =>
  withGpu(async (gpu) => {
    const next = seededNumbers(1);
    const numbers = ([x, y, z]: Triple) => Float32Array.from({ length: x * y * z }, () => next());
    const [values, kernel] = [numbers(size), numbers(octantSize)];
    const source = gpu.buffer("source", values);
    const result = gpu.buffer("result", new Float32Array(values.length).fill(2));
    const octant = gpu.buffer("octant", kernel);
    const direct = { volumeSize: size, octantSize, octant };

    await addConvolvedDirectly(gpu, direct, source, result, quietWork());

    const expected = convolveDirectly(values, size, { size: octantSize, values: kernel });
    const convolved = await gpu.read(result);
    const largest = Math.max(...expected);
    expected.forEach((x, i) => {
      expect(Math.abs(convolved[i]! - 2 - x)).toBeLessThan(1e-5 * largest);
    });
    gpu.release(source, result, octant);
  }),
);
