import { describe, expect, test } from "vitest";
import { gather, scatter } from "../../src/kinetics/voxelRuns";

/** One voxel alone, a short run, and runs on either side of the length from which they move in one piece. */
const VOXELS = Uint32Array.from([
  2,
  ...Array.from({ length: 5 }, (_, i) => 10 + i),
  ...Array.from({ length: 31 }, (_, i) => 40 + i),
  ...Array.from({ length: 32 }, (_, i) => 80 + i),
  ...Array.from({ length: 60 }, (_, i) => 140 + i),
]);

describe("runs of voxels", () => {
  test("gather what each voxel holds", () => {
    const values = Float32Array.from({ length: 200 }, (_, v) => v / 8);
    const target = new Float32Array(VOXELS.length + 3).fill(-1);
    gather(values, VOXELS, target, 2);
    expect([...target]).toEqual([-1, -1, ...[...VOXELS].map((v) => v / 8), -1]);
  });

  test("scatter to each voxel and to no other", () => {
    const source = Float32Array.from({ length: VOXELS.length + 4 }, (_, i) => i);
    const values = new Float32Array(200).fill(-1);
    scatter(source, 3, VOXELS, values);
    const expected = new Float32Array(200).fill(-1);
    for (const [i, v] of VOXELS.entries()) expected[v] = i + 3;
    expect([...values]).toEqual([...expected]);
  });

  test("no voxel is no work", () => {
    const target = new Float32Array(2).fill(7);
    gather(new Float32Array(4), new Uint32Array(0), target, 0);
    expect([...target]).toEqual([7, 7]);
  });
});
