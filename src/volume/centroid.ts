import { type Triple, toPatientMm } from "./grid";
import { forEachVoxel, type Mask } from "./mask";

/** Middle of a region in patient mm, each voxel counting by its fraction; undefined where the region is empty. */
export function centroidMm(mask: Mask): Triple | undefined {
  const [nx, ny] = mask.grid.size;
  let [sum, x, y, z] = [0, 0, 0, 0];
  forEachVoxel(mask, (index, fraction) => {
    sum += fraction;
    x += fraction * (index % nx);
    y += fraction * (Math.floor(index / nx) % ny);
    z += fraction * Math.floor(index / (nx * ny));
  });
  return sum > 0 ? toPatientMm(mask.grid, [x / sum, y / sum, z / sum]) : undefined;
}
