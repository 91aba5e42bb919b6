import type { Triple } from "../../volume/grid";
import { type Dispatch, dispatch } from "../kernel";
import { coarsen } from "../kernels/coarsen";
import { refine } from "../kernels/refine";

/** Points of the lattice of twice the spacing around `fineSize` voxels, one layer wider on each side. */
export const coarseSize = ([x, y, z]: Triple): Triple => [
  Math.floor(x / 2) + 2,
  Math.floor(y / 2) + 2,
  Math.floor(z / 2) + 2,
];

/** Shares the values of voxels out to the coarse lattice around them; totals are kept. */
export function toCoarse(fineSize: Triple, fine: GPUBuffer, coarse: GPUBuffer): Dispatch {
  const size = coarseSize(fineSize);
  return dispatch(coarsen, size, { fineSize, coarseSize: size }, { fine, coarse });
}

/** Adds what the coarse lattice holds to the voxels, interpolated linearly. */
export function addFromCoarse(fineSize: Triple, coarse: GPUBuffer, fine: GPUBuffer): Dispatch {
  const params = { fineSize, coarseSize: coarseSize(fineSize) };
  return dispatch(refine, fineSize, params, { coarse, fine });
}
