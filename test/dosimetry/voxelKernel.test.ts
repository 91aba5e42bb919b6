import { describe, expect, test } from "vitest";
import { multiplicity, type VoxelKernel, voxelKernel } from "../../src/dosimetry/voxelKernel";
import { G_PER_CM3_TO_KG_PER_M3, MEV_TO_J, MM3_TO_M3 } from "../../src/physics/units";
import type { Triple } from "../../src/volume/grid";
import { exponentialKernel, straightElectronKernel } from "../support/analyticKernels";

const electrons = straightElectronKernel(0.9, 8);
const photons = exponentialKernel(0.3, 0.02);

describe("voxel kernels", () => {
  test("hold all energy of a kernel that ends inside them, in voxels of any shape", () => {
    for (const spacingMm of SPACINGS) {
      const half = spacingMm.map((d) => Math.ceil(9 / d) + 1) as unknown as Triple;

      const energyMeV = totalMeV(voxelKernel(electrons, { spacingMm, densityGPerCm3: 1.04, half }));

      expect(Math.abs(energyMeV / 0.9 - 1)).toBeLessThan(1e-3);
    }
  });

  test("hold the energy that an exponential kernel leaves inside their cube", () => {
    const half: Triple = [40, 40, 40];

    const kernel = voxelKernel(photons, { spacingMm: [4.42, 4.42, 4.42], densityGPerCm3: 1, half });

    const expected = energyInHatCube(0.3, 0.02, 4.42, 40);
    expect(Math.abs(totalMeV(kernel) / expected - 1)).toBeLessThan(1e-3);
  });

  test("shrink with density: the self dose of a range far below the voxel falls as 1/mass", () => {
    const short = straightElectronKernel(0.1, 0.01);
    const half: Triple = [2, 2, 2];

    const light = voxelKernel(short, { spacingMm: [4, 4, 4], densityGPerCm3: 1, half });
    const dense = voxelKernel(short, { spacingMm: [4, 4, 4], densityGPerCm3: 2, half });

    expect(dense.valuesGyPerDecay[0]! / light.valuesGyPerDecay[0]!).toBeCloseTo(0.5, 2);
  });

  test("of half the spacing, binned two by two by two, give those of the full spacing", () => {
    const shape = { densityGPerCm3: 1.04, half: [11, 11, 11] as Triple };
    for (const kernel of [electrons, photons]) {
      const coarse = voxelKernel(kernel, { ...shape, spacingMm: [4, 4, 4], half: [5, 5, 5] });
      const fine = voxelKernel(kernel, { ...shape, spacingMm: [2, 2, 2] });

      for (const offset of OFFSETS) {
        const [expected, binned] = [at(coarse, offset), binnedByTwo(fine, offset)];
        if (expected > 1e-3 * at(coarse, [0, 0, 0]))
          expect(Math.abs(binned / expected - 1)).toBeLessThan(3e-3);
      }
    }
  });

  test("permute with their axes", () => {
    const shape = { densityGPerCm3: 1.04, half: [6, 6, 6] as Triple };
    const a = voxelKernel(electrons, { ...shape, spacingMm: [2, 3, 4] });
    const b = voxelKernel(electrons, { ...shape, spacingMm: [4, 2, 3] });

    for (const [i, j, k] of [
      [0, 0, 1],
      [1, 2, 0],
      [2, 1, 1],
      [0, 3, 1],
    ] as Triple[])
      expect(at(b, [k, i, j]) / at(a, [i, j, k])).toBeCloseTo(1, 9);
  });

  test("agree where packets hand over to the product rule", () => {
    const shape = { densityGPerCm3: 1.04, spacingMm: [4, 4, 4] as Triple };
    const outerHalf: Triple = [6, 6, 6];

    const packets = voxelKernel(photons, { ...shape, half: outerHalf });

    for (const [i, j, k] of [
      [4, 0, 0],
      [4, 4, 0],
      [4, 4, 4],
      [4, 2, 1],
    ] as Triple[])
      expect(Math.abs(at(packets, [i, j, k]) / densityByFinePoints([i, j, k], 4) - 1)).toBeLessThan(
        3e-3,
      );
    for (const [i, j, k] of [
      [5, 0, 0],
      [5, 5, 0],
      [5, 2, 1],
      [6, 6, 6],
    ] as Triple[])
      expect(Math.abs(at(packets, [i, j, k]) / densityByFinePoints([i, j, k], 4) - 1)).toBeLessThan(
        3e-3,
      );
  });
});

const SPACINGS: Triple[] = [
  [1, 1, 1],
  [2, 2, 2],
  [4.42, 4.42, 4.42],
  [1, 1, 5],
  [4, 3, 2],
];
const OFFSETS: Triple[] = [
  [0, 0, 0],
  [0, 0, 1],
  [0, 1, 1],
  [1, 1, 1],
  [0, 0, 2],
  [1, 2, 3],
];

const at = ({ size, valuesGyPerDecay }: VoxelKernel, [i, j, k]: Triple) =>
  valuesGyPerDecay[Math.abs(i) + size[0] * (Math.abs(j) + size[1] * Math.abs(k))]!;

function totalMeV({ size, spacingMm, densityGPerCm3, valuesGyPerDecay }: VoxelKernel): number {
  let sum = 0;
  let index = 0;
  for (let k = 0; k < size[2]; k++)
    for (let j = 0; j < size[1]; j++)
      for (let i = 0; i < size[0]; i++) sum += multiplicity(i, j, k) * valuesGyPerDecay[index++]!;
  const volumeM3 = spacingMm[0] * spacingMm[1] * spacingMm[2] * MM3_TO_M3;
  return (sum * densityGPerCm3 * G_PER_CM3_TO_KG_PER_M3 * volumeM3) / MEV_TO_J;
}

/** Energy of e(r) = E μ e^{−μr}/(4πr²) under the sum of all hats: weight 1 out to half·d, falling to 0 one spacing farther, on each axis. */
function energyInHatCube(energyMeV: number, perMm: number, d: number, half: number): number {
  const rays = 200_000;
  let sum = 0;
  for (let n = 0; n < rays; n++) {
    const w = (2 * n + 1) / rays - 1;
    const angle = n * Math.PI * (3 - Math.sqrt(5));
    const s = Math.sqrt(1 - w * w);
    const reach = Math.max(
      Math.abs(w),
      Math.abs(s * Math.cos(angle)),
      Math.abs(s * Math.sin(angle)),
    );
    // The face lies half a spacing beyond the last centre; the hats' slope is symmetric about it to first order.
    sum += 1 - Math.exp((-perMm * (half + 0.5) * d) / reach);
  }
  return (energyMeV * sum) / rays;
}

/** Mean dose to a coarse voxel from the even decays of another, from S values of half its spacing. */
function binnedByTwo(fine: VoxelKernel, [i, j, k]: Triple): number {
  // Offsets 2i−1, 2i, 2i+1 of the fine lattice occur 1, 2, 1 times in four pairs.
  let sum = 0;
  for (const [c, wc] of PAIRS)
    for (const [b, wb] of PAIRS)
      for (const [a, wa] of PAIRS)
        sum += wa * wb * wc * at(fine, [2 * i + a, 2 * j + b, 2 * k + c]);
  return sum;
}
const PAIRS = [
  [-1, 1 / 4],
  [0, 1 / 2],
  [1, 1 / 4],
] as const;

/** S of the exponential kernel at an offset: the hat integrated by 24 midpoints an axis. */
function densityByFinePoints(offset: Triple, d: number): number {
  const n = 24;
  const rho = 1.04;
  const nodes = Array.from({ length: n }, (_, t) => ((t + 0.5) / n) * 2 - 1);
  let sum = 0;
  for (const a of nodes)
    for (const b of nodes)
      for (const c of nodes) {
        const r = Math.hypot((offset[0] + a) * d, (offset[1] + b) * d, (offset[2] + c) * d);
        const density = (0.3 * 0.02 * rho * Math.exp(-0.02 * rho * r)) / (4 * Math.PI * r * r);
        const hat = (1 - Math.abs(a)) * (1 - Math.abs(b)) * (1 - Math.abs(c));
        sum += hat * density * (2 / n) ** 3;
      }
  return (sum * MEV_TO_J) / (rho * G_PER_CM3_TO_KG_PER_M3 * MM3_TO_M3);
}
