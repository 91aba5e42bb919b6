import { type Grid, type Triple, voxelCount } from "./grid";
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
  const [nx, ny] = grid.size;
  const determinants = new Float32Array(voxelCount(grid));
  const strides = [1, nx, nx * ny] as const;
  const slopes = new Float64Array(9);
  const place = [0, 0, 0];
  for (let at = 0; at < determinants.length; at++) {
    place[0] = at % nx;
    place[1] = Math.floor(at / nx) % ny;
    place[2] = Math.floor(at / (nx * ny));
    // Rows: derivative along each lattice axis, of u in patient mm.
    for (let axis = 0; axis < 3; axis++) {
      const behind = place[axis]! > 0 ? strides[axis]! : 0;
      const ahead = place[axis]! < grid.size[axis]! - 1 ? strides[axis]! : 0;
      const mm = grid.spacingMm[axis]! * (behind > 0 && ahead > 0 ? 2 : 1);
      for (let c = 0; c < 3; c++)
        slopes[3 * axis + c] = (fieldMm[c]![at + ahead]! - fieldMm[c]![at - behind]!) / mm;
    }
    determinants[at] = determinantOf(grid, slopes);
  }
  return determinants;
}

export const jacobianSummary = (transform: DisplacementTransform): JacobianSummary =>
  summaryOfDeterminants(jacobianDeterminants(transform));

/** The same of determinants that are known, over all voxels or those where `inside` is above 0. */
export function summaryOfDeterminants(
  determinants: Float32Array,
  inside?: Uint8Array,
): JacobianSummary {
  let [minimum, maximum, sum, count, folded] = [Infinity, -Infinity, 0, 0, 0];
  for (let at = 0; at < determinants.length; at++) {
    if (inside && inside[at] === 0) continue;
    const d = determinants[at]!;
    minimum = Math.min(minimum, d);
    maximum = Math.max(maximum, d);
    sum += d;
    count += 1;
    if (d <= 0) folded += 1;
  }
  return { minimum, mean: sum / count, maximum, folded };
}

/**
 * The field that takes points back, on the same grid: w with x + w(x) + u(x + w(x)) = x, by fixed-point iteration, which converges where u does not fold.
 * Also gives the largest distance in mm that a point inside misses its start by, there and back.
 */
export function invertDisplacement(
  field: DisplacementTransform,
  iterations = 30,
): { readonly inverse: DisplacementTransform; readonly worstMm: number } {
  const { grid } = field;
  const count = voxelCount(grid);
  const back = displacementInverter(field, iterations);
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
        const { shiftMm, missMm } = back([i, j, k]);
        worstMm = Math.max(worstMm, missMm);
        for (const [c, values] of inverse.entries()) values[at] = shiftMm[c]!;
      }
  return { inverse: { kind: "displacement", grid, fieldMm: inverse }, worstMm };
}

/**
 * Where x + u(x) came from, for a point x given in voxels of the field, whole or not: the shift in patient mm back to it, and by how much it still misses.
 * Beyond the field its border's displacement holds.
 */
export function displacementInverter(
  { grid, fieldMm }: DisplacementTransform,
  iterations = 30,
): (voxel: Triple) => { readonly shiftMm: Triple; readonly missMm: number } {
  const samplers = fieldMm.map((values) => clampedSampler(grid, values));
  return ([i, j, k]) => {
    let shiftMm: Triple = [0, 0, 0];
    let missMm = 0;
    for (let n = 0; n < iterations; n++) {
      const [a, b, c] = inVoxels(grid, shiftMm);
      const next = samplers.map((u) => -u(i + a, j + b, k + c)) as unknown as Triple;
      missMm = Math.hypot(next[0] - shiftMm[0], next[1] - shiftMm[1], next[2] - shiftMm[2]);
      shiftMm = next;
      if (missMm < 1e-4) break;
    }
    return { shiftMm, missMm };
  };
}

/** Length of the longest displacement, mm. */
export function longestMm({ fieldMm: [x, y, z] }: DisplacementTransform): number {
  let longest = 0;
  for (let i = 0; i < x.length; i++) longest = Math.max(longest, Math.hypot(x[i]!, y[i]!, z[i]!));
  return longest;
}

/** A vector in patient mm along the axes of the lattice, in voxels. */
const inVoxels = ({ axes, spacingMm }: Grid, [x, y, z]: Triple) =>
  axes.map(
    (axis, a) => (x * axis[0] + y * axis[1] + z * axis[2]) / spacingMm[a]!,
  ) as unknown as Triple;

/** Trilinear interpolation in which the border's values hold beyond it. */
export function clampedSampler(grid: Grid, values: Float32Array) {
  const sample = linearSampler({ grid, values }, 0);
  const [nx, ny, nz] = grid.size;
  const clamp = (x: number, n: number) => Math.min(Math.max(x, 0), n - 1);
  return (i: number, j: number, k: number) => sample(clamp(i, nx), clamp(j, ny), clamp(k, nz));
}

/** det(1 + du/dx) from derivatives along the lattice axes, one row an axis. No memory is taken: this runs once a voxel. */
function determinantOf({ axes: [p, q, r] }: Grid, d: Float64Array): number {
  const entry = (row: 0 | 1 | 2, column: 0 | 1 | 2) =>
    d[row]! * p[column] + d[3 + row]! * q[column] + d[6 + row]! * r[column];
  const [a, b, c] = [1 + entry(0, 0), entry(0, 1), entry(0, 2)];
  const [e, f, g] = [entry(1, 0), 1 + entry(1, 1), entry(1, 2)];
  const [h, i, j] = [entry(2, 0), entry(2, 1), 1 + entry(2, 2)];
  return a * (f * j - g * i) - b * (e * j - g * h) + c * (e * i - f * h);
}
