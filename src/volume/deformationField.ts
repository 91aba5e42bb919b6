import { type Grid, voxelCount } from "./grid";
import { linearSampler } from "./interpolation";
import type { DisplacementTransform } from "./transform";

/** Smallest, mean and largest determinant of the Jacobian of x + u(x) over the voxels of the field, and how many are not above 0 (folded). */
export interface JacobianSummary {
  readonly minimum: number;
  readonly mean: number;
  readonly maximum: number;
  readonly folded: number;
}

/** Local change of volume under a displacement field: above 1 it grows, at or below 0 it folds. Central differences inside, one-sided at the border. */
export function jacobianDeterminants({
  grid,
  fieldMm,
}: DisplacementTransform): Float32Array<ArrayBuffer> {
  const [nx, ny, nz] = grid.size;
  const determinants = new Float32Array(voxelCount(grid));
  const strides = [1, nx, nx * ny] as const;
  let at = 0;
  for (let k = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++, at++) {
        // Rows: derivative along each lattice axis, of u in patient mm.
        const along = ([i, j, k] as const).map((place, axis) => {
          const behind = place > 0 ? strides[axis]! : 0;
          const ahead = place < grid.size[axis]! - 1 ? strides[axis]! : 0;
          const steps = (behind > 0 ? 1 : 0) + (ahead > 0 ? 1 : 0);
          const mm = grid.spacingMm[axis]! * Math.max(steps, 1);
          return fieldMm.map((u) => (u[at + ahead]! - u[at - behind]!) / mm);
        });
        determinants[at] = determinantOf(grid, along);
      }
  return determinants;
}

export function jacobianSummary(transform: DisplacementTransform): JacobianSummary {
  const determinants = jacobianDeterminants(transform);
  let [minimum, maximum, sum, folded] = [Infinity, -Infinity, 0, 0];
  for (const d of determinants) {
    minimum = Math.min(minimum, d);
    maximum = Math.max(maximum, d);
    sum += d;
    if (d <= 0) folded += 1;
  }
  return { minimum, mean: sum / determinants.length, maximum, folded };
}

/**
 * The field that takes points back, on the same grid: w with x + w(x) + u(x + w(x)) = x, by fixed-point iteration, which converges where u does not fold.
 * Also gives the largest distance in mm that a point inside misses its start by, there and back.
 */
export function invertDisplacement(
  { grid, fieldMm }: DisplacementTransform,
  iterations = 30,
): { readonly inverse: DisplacementTransform; readonly worstMm: number } {
  const count = voxelCount(grid);
  const samplers = fieldMm.map((values) => clampedSampler(grid, values));
  const inverse: DisplacementTransform["fieldMm"] = [
    new Float32Array(count),
    new Float32Array(count),
    new Float32Array(count),
  ];
  const [nx, ny, nz] = grid.size;
  let worstMm = 0;
  let at = 0;
  for (let k = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++, at++) {
        let w: [number, number, number] = [0, 0, 0];
        let miss = 0;
        for (let n = 0; n < iterations; n++) {
          const [a, b, c] = inVoxels(grid, w);
          const next = samplers.map((u) => -u(i + a, j + b, k + c)) as [number, number, number];
          miss = Math.hypot(next[0] - w[0], next[1] - w[1], next[2] - w[2]);
          w = next;
          if (miss < 1e-4) break;
        }
        worstMm = Math.max(worstMm, miss);
        for (const [c, values] of inverse.entries()) values[at] = w[c]!;
      }
  return { inverse: { kind: "displacement", grid, fieldMm: inverse }, worstMm };
}

/** A vector in patient mm along the axes of the lattice, in voxels. */
function inVoxels({ axes, spacingMm }: Grid, [x, y, z]: readonly [number, number, number]) {
  return axes.map((axis, a) => (x * axis[0] + y * axis[1] + z * axis[2]) / spacingMm[a]!) as [
    number,
    number,
    number,
  ];
}

function clampedSampler(grid: Grid, values: Float32Array) {
  const sample = linearSampler({ grid, values }, 0);
  const [nx, ny, nz] = grid.size;
  const clamp = (x: number, n: number) => Math.min(Math.max(x, 0), n - 1);
  return (i: number, j: number, k: number) => sample(clamp(i, nx), clamp(j, ny), clamp(k, nz));
}

/** det(1 + du/dx) from derivatives along the lattice axes. */
function determinantOf({ axes }: Grid, along: readonly (readonly number[])[]): number {
  const entry = (r: number, c: number) =>
    (r === c ? 1 : 0) + axes.reduce((sum, axis, a) => sum + along[a]![r]! * axis[c]!, 0);
  const m = [0, 1, 2].map((r) => [0, 1, 2].map((c) => entry(r, c)));
  const [[a, b, c], [d, e, f], [g, h, i]] = m as [number[], number[], number[]];
  return a! * (e! * i! - f! * h!) - b! * (d! * i! - f! * g!) + c! * (d! * h! - e! * g!);
}
