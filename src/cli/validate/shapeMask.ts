import { type Grid, PATIENT_AXES, type Triple, toPatientMm, voxelCount } from "../../volume/grid";
import { type Mask, maskFromValues } from "../../volume/mask";

/** Points an axis in every voxel. */
const POINTS = 3;

/** The share of every voxel that lies in a shape, by points in it. */
export function shapeMask(grid: Grid, inside: (pointMm: Triple) => boolean): Mask {
  const offsets = Array.from({ length: POINTS }, (_, t) => (t + 0.5) / POINTS - 0.5);
  const shares = new Float32Array(voxelCount(grid));
  forEachVoxelOf(grid, (at, [i, j, k]) => {
    let count = 0;
    for (const u of offsets)
      for (const v of offsets)
        for (const w of offsets) if (inside(toPatientMm(grid, [i + u, j + v, k + w]))) count++;
    shares[at] = count / POINTS ** 3;
  });
  return maskFromValues(grid, shares);
}

export function forEachVoxelOf(
  { size: [nx, ny, nz] }: Grid,
  visit: (at: number, voxel: Triple) => void,
): void {
  let at = 0;
  for (let k = 0; k < nz; k++)
    for (let j = 0; j < ny; j++) for (let i = 0; i < nx; i++, at++) visit(at, [i, j, k]);
}

/** A grid of cubic voxels about the patient's origin, along the patient's axes. */
export const gridAboutOrigin = (size: Triple, mm: number): Grid => ({
  size,
  spacingMm: [mm, mm, mm],
  originMm: size.map((n) => (-(n - 1) * mm) / 2) as unknown as Triple,
  axes: PATIENT_AXES,
});
