import { expect, test } from "vitest";
import type { ImagePair } from "../../src/registration/imagePair";
import { voxelFromUnit } from "../../src/registration/imagePair";
import { LinearMetric, type Metric } from "../../src/registration/linearMetric";
import { type Grid, PATIENT_AXES, type Triple } from "../../src/volume/grid";
import { type Matrix4, multiply } from "../../src/volume/transform";
import { withGpu } from "../support/gpu";
import { comparedInF64, type Flat } from "./twins";

const smooth = (size: Triple, phase: number): Flat => {
  const values = new Float32Array(size[0] * size[1] * size[2]);
  let at = 0;
  for (let k = 0; k < size[2]; k++)
    for (let j = 0; j < size[1]; j++)
      for (let i = 0; i < size[0]; i++)
        values[at++] =
          Math.sin(0.31 * i + phase) + Math.cos(0.27 * j - 0.4 * phase) + Math.sin(0.22 * (k + i));
  return { size, values };
};

const gridOf = (size: Triple): Grid => ({
  size,
  spacingMm: [1, 1, 1],
  originMm: [0, 0, 0],
  axes: PATIENT_AXES,
});

// The fixed image lies well inside the moving one: voxels that enter or leave the overlap have no slope.
const FIXED = smooth([13, 12, 11], 0);
const MOVING = smooth([18, 20, 16], 0.5);
const MAP: Matrix4 = [
  0.97, 0.08, -0.03, 2.3, -0.06, 1.02, 0.05, 2.7, 0.04, -0.02, 0.98, 1.9, 0, 0, 0, 1,
];
const range = (values: Float32Array) => [Math.min(...values), Math.max(...values)] as const;
const RANGES = { fixed: range(FIXED.values), moving: range(MOVING.values) };

for (const metric of ["ssd", "ncc", "nmi"] as const satisfies readonly Metric[])
  test(`${metric} on the GPU equals its definition in f64, and its gradient the differences of that`, () =>
    withGpu(async (gpu) => {
      const image = ({ size, values }: Flat, [low, high]: readonly [number, number]) => ({
        grid: gridOf(size),
        buffer: gpu.buffer("image", values),
        low,
        high,
        noise: 0,
      });
      const pair: ImagePair = {
        fixed: image(FIXED, RANGES.fixed),
        moving: image(MOVING, RANGES.moving),
      };
      const comparer = new LinearMetric(gpu, pair, metric, FIXED.values.length);

      const { value, byMatrix } = await comparer.compare(MAP);

      comparer.release();
      gpu.release(pair.fixed.buffer, pair.moving.buffer);
      const inF64 = (map: Matrix4) => comparedInF64(metric, FIXED, MOVING, map, RANGES);
      // The joint histogram counts in steps of 1/4096 voxel.
      expect(value).toBeCloseTo(inF64(MAP), metric === "nmi" ? 4 : 5);
      const toUnit = voxelFromUnit(pair.fixed.grid);
      const scale = Math.max(...byMatrix.map(Math.abs));
      for (let e = 0; e < 12; e++) {
        const at = (delta: number) => inF64(nudged(MAP, toUnit, e, delta));
        const step = 2e-4;
        const slope = (at(step) - at(-step)) / (2 * step);
        expect(Math.abs(byMatrix[e]! - slope) / scale).toBeLessThan(metric === "nmi" ? 0.03 : 0.01);
      }
    }));

/** The map with one entry of (unit coordinates → moving voxel) changed. */
function nudged(map: Matrix4, toUnit: Matrix4, entry: number, delta: number): Matrix4 {
  const inUnits = [...multiply(map, toUnit)];
  inUnits[entry]! += delta;
  const [a, , , x, , b, , y, , , c, z] = toUnit as unknown as number[];
  const fromUnit = [
    1 / a!,
    0,
    0,
    -x! / a!,
    0,
    1 / b!,
    0,
    -y! / b!,
    0,
    0,
    1 / c!,
    -z! / c!,
    0,
    0,
    0,
    1,
  ];
  return multiply(inUnits, fromUnit);
}
