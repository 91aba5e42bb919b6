import type { Grid } from "./grid";

/** Values on a grid, x fastest, whatever they mean. */
export interface Samples {
  readonly grid: Pick<Grid, "size">;
  readonly values: Float32Array;
}

/** The value at voxel coordinates (fractions allowed, 0 at the first voxel's centre). */
export type Sampler = (i: number, j: number, k: number) => number;

/** Points this far (in voxels) beyond the outer faces still count as inside, so that rounding does not decide at a face. */
export const FACE_TOLERANCE = 1e-3;

/**
 * Trilinear interpolation between voxel centres. A volume ends at the outer faces of its voxels: in the outermost half voxel the value of
 * the last centre holds, beyond it is `outside`. So the integral of the interpolant is exactly the sum of the voxels.
 */
export function linearSampler({ grid, values }: Samples, outside: number): Sampler {
  const [nx, ny, nz] = grid.size;
  const isInside = insideOf(nx, ny, nz);
  return (i, j, k) => {
    if (!isInside(i, j, k)) return outside;
    const x = clamp(i, nx - 1);
    const y = clamp(j, ny - 1);
    const z = clamp(k, nz - 1);
    const x0 = Math.floor(x);
    const y0 = Math.floor(y);
    const z0 = Math.floor(z);
    const stepX = x0 < nx - 1 ? 1 : 0;
    const stepY = y0 < ny - 1 ? nx : 0;
    const stepZ = z0 < nz - 1 ? nx * ny : 0;
    const at = x0 + nx * (y0 + ny * z0);
    const alongX = (n: number) => values[n]! + (x - x0) * (values[n + stepX]! - values[n]!);
    const alongY = (n: number) => alongX(n) + (y - y0) * (alongX(n + stepY) - alongX(n));
    return alongY(at) + (z - z0) * (alongY(at + stepZ) - alongY(at));
  };
}

/** The value of the voxel that holds the point; `outside` beyond the outer faces. For labels. */
export function nearestSampler({ grid, values }: Samples, outside: number): Sampler {
  const [nx, ny, nz] = grid.size;
  const isInside = insideOf(nx, ny, nz);
  return (i, j, k) => {
    if (!isInside(i, j, k)) return outside;
    const x = Math.floor(clamp(i, nx - 1) + 0.5);
    const y = Math.floor(clamp(j, ny - 1) + 0.5);
    const z = Math.floor(clamp(k, nz - 1) + 0.5);
    return values[x + nx * (y + ny * z)]!;
  };
}

function insideOf(nx: number, ny: number, nz: number) {
  const low = -0.5 - FACE_TOLERANCE;
  const high = -0.5 + FACE_TOLERANCE;
  return (i: number, j: number, k: number) =>
    i >= low && i <= nx + high && j >= low && j <= ny + high && k >= low && k <= nz + high;
}

const clamp = (x: number, most: number) => Math.min(Math.max(x, 0), most);
