import { expect, test } from "vitest";
import { dispatch } from "../../src/gpu/kernel";
import { localDose } from "../../src/gpu/kernels/localDose";
import { withGpu } from "../support/gpu";

test("1e9 decays of 1.5e-13 J in 1 g of water give 0.15 Gy; no decays and air give none", () =>
  withGpu(async (gpu) => {
    const decays = gpu.buffer("decays", new Float32Array([1e9, 0, 1e9]));
    const densityKgPerM3 = gpu.buffer("density", new Float32Array([1000, 1000, 1.2]));
    const doseGy = gpu.buffer("dose", 3);
    const params = {
      size: [3, 1, 1],
      energyPerDecayJ: 1.5e-13,
      voxelVolumeM3: 1e-6,
      minDensityKgPerM3: 100,
    } as const;

    await gpu.submit([dispatch(localDose, [3, 1, 1], params, { decays, densityKgPerM3, doseGy })]);

    const [water, empty, air] = await gpu.read(doseGy);
    expect(water).toBeCloseTo(0.15, 6);
    expect(empty).toBe(0);
    expect(air).toBe(0);
    gpu.release(decays, densityKgPerM3, doseGy);
  }));
