import type { Volume } from "../volume/volume";

/**
 * The dose at a point counted in steps of 1/`pointsPerVoxel` voxel from the first voxel's centre, trilinear between centres. Infinite outside the
 * centres, so that no comparison takes it.
 */
export function subvoxelDose(
  { grid, values }: Volume<"doseGy">,
  pointsPerVoxel: number,
): (i: number, j: number, k: number) => number {
  const [nx, ny, nz] = grid.size;
  const n = pointsPerVoxel;
  const far = [(nx - 1) * n, (ny - 1) * n, (nz - 1) * n] as const;
  return (i, j, k) => {
    if (i < 0 || j < 0 || k < 0 || i > far[0] || j > far[1] || k > far[2])
      return Number.POSITIVE_INFINITY;
    const x = Math.floor(i / n);
    const y = Math.floor(j / n);
    const z = Math.floor(k / n);
    const u = i / n - x;
    const v = j / n - y;
    const w = k / n - z;
    const at = x + nx * (y + ny * z);
    // A step to the next voxel is taken only where it counts: beyond the last there is none.
    const dx = u > 0 ? 1 : 0;
    const dy = v > 0 ? nx : 0;
    const dz = w > 0 ? nx * ny : 0;
    const line = (start: number) => values[start]! * (1 - u) + values[start + dx]! * u;
    const plane = (start: number) => line(start) * (1 - v) + line(start + dy) * v;
    return plane(at) * (1 - w) + plane(at + dz) * w;
  };
}
