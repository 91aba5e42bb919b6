import type { Gpu } from "../gpu/gpu";
import { jacobianDeterminants } from "../volume/deformationField";
import type { Grid, Triple } from "../volume/grid";
import { linearSampler } from "../volume/interpolation";
import { AVERAGE } from "../volume/resample";
import { apply, determinantOf, IDENTITY, type Transform, voxelMatrix } from "../volume/transform";
import { type Quantity, type Volume, volume } from "../volume/volume";
import type { Work } from "../work";
import { resampleTo } from "./resample";

/**
 * An activity, count or decay concentration as it would lie had the moving tissue, with all that it holds, the shape of the fixed image:
 * a(x) = moving(φ(x)) · |det Dφ(x)|, so that the total is kept (what shrinks gets hotter). `resampleTo` alone keeps concentrations instead.
 * `transform`: fixed → moving, patient mm.
 */
export async function warpActivity<Q extends Quantity>(
  gpu: Gpu,
  moving: Volume<Q>,
  { grid, transform }: { readonly grid: Grid; readonly transform: Transform },
  work: Work,
): Promise<Volume<Q>> {
  const seen = await resampleTo(gpu, moving, { grid, transform, sampling: AVERAGE }, work);
  const factor = volumeFactor(transform, grid);
  const kept = volume(moving.quantity, grid);
  const [nx, ny, nz] = grid.size;
  for (let k = 0, at = 0; k < nz; k++) {
    work.signal.throwIfAborted();
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++, at++) kept.values[at] = seen.values[at]! * factor([i, j, k]);
  }
  return kept;
}

/** Volume of moving tissue in a unit of fixed volume, by voxel of `grid`; none where the map folds. */
function volumeFactor(transform: Transform, grid: Grid): (voxel: Triple) => number {
  if (transform.kind !== "displacement") {
    const determinant = determinantOf(transform);
    return () => Math.abs(determinant);
  }
  const map = voxelMatrix(grid, IDENTITY, transform.grid);
  const sample = linearSampler(
    { grid: transform.grid, values: jacobianDeterminants(transform) },
    1,
  );
  return (voxel) => Math.max(0, sample(...apply(map, voxel)));
}
