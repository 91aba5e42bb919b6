import type { PointKernel } from "../physics/pointKernel";
import { G_PER_CM3_TO_KG_PER_M3, MEV_TO_J, MM3_TO_M3 } from "../physics/units";
import type { Triple } from "../volume/grid";
import { energyDensity } from "./energyDensity";
import { radialEnergy } from "./radialEnergy";
import type { VoxelKernel } from "./voxelKernel";

/** Weights of offsets 0 and ±1 of the coarse lattice. */
const SHARPEN = [4 / 3, -1 / 6] as const;

/**
 * The kernel between points of a lattice of `spacingMm`, for decays shared out linearly from voxels of half that spacing and doses
 * interpolated linearly back. Both blur: a voxel stands 1/4 or 3/4 between its neighbours, which adds 3/16 spacing² of variance each way, 3/8 in all, where
 * averaging over fine voxels would add 1/24. The weights 4/3, −1/6 take 1/3 back, so that what is left is of fourth order.
 * Values are Gy per decay; good for a kernel that is smooth over two spacings.
 */
export function coarseKernel(
  kernel: PointKernel,
  { spacingMm, densityGPerCm3, half }: { spacingMm: Triple; densityGPerCm3: number; half: Triple },
): VoxelKernel {
  const densityAt = energyDensity(radialEnergy(kernel), densityGPerCm3);
  const kgPerMm3 = densityGPerCm3 * G_PER_CM3_TO_KG_PER_M3 * MM3_TO_M3;
  const wide: Triple = [half[0] + 2, half[1] + 2, half[2] + 2];
  let values = new Float64Array(wide[0] * wide[1] * wide[2]);
  let at = 0;
  for (let k = 0; k < wide[2]; k++)
    for (let j = 0; j < wide[1]; j++)
      for (let i = 0; i < wide[0]; i++) {
        const radiusMm = Math.hypot(i * spacingMm[0], j * spacingMm[1], k * spacingMm[2]);
        values[at++] = (densityAt(radiusMm) * MEV_TO_J) / kgPerMm3;
      }
  let size = wide;
  for (const axis of [0, 1, 2] as const) [values, size] = sharpen(values, size, axis);
  return { spacingMm, densityGPerCm3, size, valuesGyPerDecay: values };
}

/** Weighs along one axis, where the kernel is even; the last layer is used up. */
function sharpen(
  values: Float64Array<ArrayBuffer>,
  size: Triple,
  axis: 0 | 1 | 2,
): [Float64Array<ArrayBuffer>, Triple] {
  const kept = size.map((n, c) => (c === axis ? n - 1 : n)) as unknown as Triple;
  const stride = [1, size[0], size[0] * size[1]][axis]!;
  const result = new Float64Array(kept[0] * kept[1] * kept[2]);
  let at = 0;
  for (let k = 0; k < kept[2]; k++)
    for (let j = 0; j < kept[1]; j++)
      for (let i = 0; i < kept[0]; i++) {
        const source = i + size[0] * (j + size[1] * k);
        const before = [i, j, k][axis] === 0 ? source + stride : source - stride;
        const beside = values[before]! + values[source + stride]!;
        result[at++] = SHARPEN[0] * values[source]! + SHARPEN[1] * beside;
      }
  return [result, kept];
}
