import { centroidMm } from "./centroid";
import { toPatientMm } from "./grid";
import { forEachVoxel, type Mask } from "./mask";

/** Which of several regions has a voxel nearest to the middle of another; -1 where that is empty or there are none. */
export function nearestMask(from: Mask, masks: readonly Mask[]): number {
  const middle = centroidMm(from);
  if (!middle) return -1;
  const distances = masks.map((mask) => {
    const [nx, ny] = mask.grid.size;
    let least = Number.POSITIVE_INFINITY;
    forEachVoxel(mask, (at) => {
      const voxel = [at % nx, Math.floor(at / nx) % ny, Math.floor(at / (nx * ny))] as const;
      const point = toPatientMm(mask.grid, voxel);
      const squared = point.reduce((sum, x, c) => sum + (x - middle[c]!) ** 2, 0);
      if (squared < least) least = squared;
    });
    return least;
  });
  return distances.indexOf(Math.min(...distances));
}
