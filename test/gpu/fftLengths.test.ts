import { expect, test } from "vitest";
import { bricksOf, planBricks } from "../../src/gpu/fft/bricks";
import { fftLength, frequencyOrder, RADICES, stagesOf } from "../../src/gpu/fft/lengths";

test("a length is at least what is asked, and its stages are radices whose product it is", () => {
  for (let least = 2; least < 700; least++) {
    const length = fftLength(least);
    const stages = stagesOf(length)!;

    expect(length).toBeGreaterThanOrEqual(least);
    expect(length).toBeLessThan(1.2 * least + 2);
    expect(stages.reduce((n, radix) => n * radix, 1)).toBe(length);
    expect(stages.every((radix) => (RADICES as readonly number[]).includes(radix))).toBe(true);
  }
});

test("two passes of 16 make 256", () => {
  expect(fftLength(255)).toBe(256);
  expect(stagesOf(256)).toEqual([16, 16]);
});

test("a prime that no radix holds has no stages", () => {
  expect(stagesOf(22)).toBeUndefined();
});

test("every frequency stands at one position", () => {
  const order = frequencyOrder(240, [16, 15]);

  expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 240 }, (_, i) => i));
  expect(order[1]).toBe(16);
});

test("bricks cover a volume once and read as far as the kernel reaches", () => {
  const plan = planBricks([256, 256, 199], [6, 6, 6], 2 ** 22)!;
  const bricks = bricksOf([256, 256, 199], [6, 6, 6], plan.brick);

  const voxels = bricks.map(({ from, to }) => volumeOf(from, to)).reduce((a, b) => a + b);
  expect(voxels).toBe(256 * 256 * 199);
  for (const { from, to, readFrom, readTo } of bricks)
    for (const axis of [0, 1, 2] as const) {
      expect(readFrom[axis]).toBe(Math.max(0, from[axis] - 6));
      expect(plan.lengths[axis]).toBeGreaterThanOrEqual(to[axis] - readFrom[axis] + 6);
      expect(plan.lengths[axis]).toBeGreaterThanOrEqual(readTo[axis] - from[axis] + 6);
    }
});

test("a kernel as wide as the volume is not cut: it fits or it does not", () => {
  expect(planBricks([256, 256, 199], [255, 255, 198], 2 ** 24)).toBeUndefined();
  expect(planBricks([128, 128, 128], [127, 127, 127], 2 ** 24)?.brick).toEqual([128, 128, 128]);
});

const volumeOf = (from: readonly number[], to: readonly number[]) =>
  to.reduce((product, end, axis) => product * (end - from[axis]!), 1);
