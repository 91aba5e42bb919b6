import type { PointKernel } from "../physics/pointKernel";
import { G_PER_CM3_TO_KG_PER_M3, MEV_TO_J, MM3_TO_M3 } from "../physics/units";
import type { Grid, Triple } from "../volume/grid";
import { type VoxelKernel, voxelKernel } from "./voxelKernel";

/** Blocks an axis: their kernel takes a tenth of a second. */
const MOST_BLOCKS = 48;

/**
 * Energy in J that leaves the grid of `decays` in a uniform medium: computed in f64 from sums of a kernel of larger voxels, so that it
 * owes nothing to the convolution whose balance it closes.
 */
export function escapedJ(
  decays: Float64Array,
  grid: Grid,
  kernel: PointKernel,
  densityGPerCm3: number,
): number {
  const count = mapAxes((axis) => Math.min(grid.size[axis], MOST_BLOCKS));
  const spacingMm = mapAxes((axis) => (grid.spacingMm[axis] * grid.size[axis]) / count[axis]);
  const half = mapAxes((axis) => count[axis] - 1);
  const inner = cumulativeEnergyJ(voxelKernel(kernel, { spacingMm, densityGPerCm3, half }));
  const blocks = inBlocks(decays, grid.size, count);
  let escaped = 0;
  let at = 0;
  for (let k = 0; k < count[2]; k++)
    for (let j = 0; j < count[1]; j++)
      for (let i = 0; i < count[0]; i++, at++) {
        if (blocks[at] === 0) continue;
        const staying = boxEnergyJ(inner, count, [i, j, k]);
        escaped += blocks[at]! * (kernel.totalMeV * MEV_TO_J - staying);
      }
  return escaped;
}

/** Energy per decay in offsets 0..a, 0..b, 0..c of the octant, each plane through 0 counted half: eight of them make a box. */
function cumulativeEnergyJ({ size, spacingMm, densityGPerCm3, valuesGyPerDecay }: VoxelKernel) {
  const volumeM3 = spacingMm[0] * spacingMm[1] * spacingMm[2] * MM3_TO_M3;
  const massKg = densityGPerCm3 * G_PER_CM3_TO_KG_PER_M3 * volumeM3;
  const [nx, ny, nz] = size;
  const sums = new Float64Array(valuesGyPerDecay.length);
  let at = 0;
  for (let k = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++, at++) {
        const share = (i > 0 ? 1 : 0.5) * (j > 0 ? 1 : 0.5) * (k > 0 ? 1 : 0.5);
        sums[at] = massKg * share * valuesGyPerDecay[at]!;
      }
  for (const [length, stride] of [
    [nx, 1],
    [ny, nx],
    [nz, nx * ny],
  ] as const)
    for (let index = 0; index < sums.length; index++)
      if (Math.floor(index / stride) % length > 0) sums[index]! += sums[index - stride]!;
  return sums;
}

/** Energy that a decay in this block leaves inside the grid. */
function boxEnergyJ(inner: Float64Array, [nx, ny, nz]: Triple, [i, j, k]: Triple): number {
  let sum = 0;
  for (const c of [k, nz - 1 - k])
    for (const b of [j, ny - 1 - j])
      for (const a of [i, nx - 1 - i]) sum += inner[a + nx * (b + ny * c)]!;
  return sum;
}

function inBlocks(decays: Float64Array, [nx, ny, nz]: Triple, count: Triple): Float64Array {
  const blocks = new Float64Array(count[0] * count[1] * count[2]);
  const blockOf = (size: number, parts: number) =>
    Uint32Array.from({ length: size }, (_, i) => Math.floor(((i + 0.5) * parts) / size));
  const [x, y, z] = [blockOf(nx, count[0]), blockOf(ny, count[1]), blockOf(nz, count[2])];
  let at = 0;
  for (let k = 0; k < nz; k++)
    for (let j = 0; j < ny; j++) {
      const row = count[0] * (y[j]! + count[1] * z[k]!);
      for (let i = 0; i < nx; i++) blocks[x[i]! + row]! += decays[at++]!;
    }
  return blocks;
}

const mapAxes = (along: (axis: 0 | 1 | 2) => number): Triple => [along(0), along(1), along(2)];
