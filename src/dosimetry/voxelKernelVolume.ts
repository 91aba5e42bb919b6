import { GRAY_TO_MGY, MBQ_TO_BQ } from "../physics/units";
import { PATIENT_AXES, type Triple } from "../volume/grid";
import { type Volume, volume } from "../volume/volume";
import type { VoxelKernel } from "./voxelKernel";

/** All octants of a voxel kernel, S in mGy/(MBq s), with the source voxel at the origin in the middle. */
export function voxelKernelVolume({
  size,
  spacingMm,
  valuesGyPerDecay,
}: VoxelKernel): Volume<"image"> {
  const half = [size[0] - 1, size[1] - 1, size[2] - 1] as const;
  const whole: Triple = [2 * half[0] + 1, 2 * half[1] + 1, 2 * half[2] + 1];
  const s = volume("image", {
    size: whole,
    spacingMm,
    originMm: [-half[0] * spacingMm[0], -half[1] * spacingMm[1], -half[2] * spacingMm[2]],
    axes: PATIENT_AXES,
  });
  for (let k = 0, at = 0; k < whole[2]; k++)
    for (let j = 0; j < whole[1]; j++) {
      const row = size[0] * (Math.abs(j - half[1]) + size[1] * Math.abs(k - half[2]));
      for (let i = 0; i < whole[0]; i++)
        s.values[at++] = valuesGyPerDecay[row + Math.abs(i - half[0])]! * GRAY_TO_MGY * MBQ_TO_BQ;
    }
  return s;
}
