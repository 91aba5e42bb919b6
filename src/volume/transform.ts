import type { Grid, Triple } from "./grid";
import { linearSampler } from "./interpolation";

/** A 4×4 matrix, row after row; the last row is 0 0 0 1. */
export type Matrix4 = readonly number[];

/**
 * Where a point of the fixed image is found in the moving one: patient mm (LPS) of the fixed image → patient mm of the moving image.
 * Resampling the moving image onto the fixed grid asks for exactly this direction.
 */
export type Transform = LinearTransform | DisplacementTransform;

/** `kind` says how much the matrix may do: a rigid one only rotates and shifts. */
export interface LinearTransform {
  readonly kind: "identity" | "translation" | "rigid" | "affine";
  readonly matrix: Matrix4;
}

/** Where a point in patient mm goes. */
export type PointMap = (pointMm: Triple) => Triple;

/** Moves the point x to x + u(x). Outside the grid of the field nothing moves. */
export interface DisplacementTransform {
  readonly kind: "displacement";
  readonly grid: Grid;
  /** Displacement u of each voxel of `grid` in patient mm: one array for each of x, y and z. */
  readonly fieldMm: readonly [FieldComponent, FieldComponent, FieldComponent];
}

type FieldComponent = Float32Array<ArrayBuffer>;

export const IDENTITY: LinearTransform = {
  kind: "identity",
  matrix: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1],
};

/** Finds the point x of the fixed image at x + shift in the moving one. */
export const translation = ([x, y, z]: Triple): LinearTransform => ({
  kind: "translation",
  matrix: [1, 0, 0, x, 0, 1, 0, y, 0, 0, 1, z, 0, 0, 0, 1],
});

/** Applies `first`, then `second`. */
export function composeTransforms(
  first: LinearTransform,
  second: LinearTransform,
): LinearTransform {
  const freedom = Math.max(FREEDOM.indexOf(first.kind), FREEDOM.indexOf(second.kind));
  return { kind: FREEDOM[freedom]!, matrix: multiply(second.matrix, first.matrix) };
}

/** Takes points back: from the moving image to the fixed one. Throws when the transform flattens space. */
export const invertTransform = ({ kind, matrix }: LinearTransform): LinearTransform => ({
  kind,
  matrix: invert(matrix),
});

/** The point of the moving image, in patient mm, that belongs to a point of the fixed image. */
export function transformPoint(transform: Transform, pointMm: Triple): Triple {
  return pointMover(transform)(pointMm);
}

/** `transformPoint` for many points of one transform. */
export function pointMover(transform: Transform): PointMap {
  if (transform.kind !== "displacement") return (pointMm) => apply(transform.matrix, pointMm);
  const { grid, fieldMm } = transform;
  const toFieldVoxel = invert(gridMatrix(grid));
  const [ux, uy, uz] = fieldMm.map((values) => linearSampler({ grid, values }, 0)) as [
    ReturnType<typeof linearSampler>,
    ReturnType<typeof linearSampler>,
    ReturnType<typeof linearSampler>,
  ];
  return ([x, y, z]) => {
    const [i, j, k] = apply(toFieldVoxel, [x, y, z]);
    return [x + ux(i, j, k), y + uy(i, j, k), z + uz(i, j, k)];
  };
}

/** Voxel coordinates of `grid` → patient mm. */
export function gridMatrix({ originMm: o, axes: a, spacingMm: s }: Grid): Matrix4 {
  const row = (c: 0 | 1 | 2) => [a[0][c] * s[0], a[1][c] * s[1], a[2][c] * s[2], o[c]];
  return [...row(0), ...row(1), ...row(2), 0, 0, 0, 1];
}

/** Voxel coordinates of `target` → voxel coordinates of `source`, for an image on `source` that is seen through `transform`. */
export const voxelMatrix = (target: Grid, transform: LinearTransform, source: Grid): Matrix4 =>
  multiply(invert(gridMatrix(source)), multiply(transform.matrix, gridMatrix(target)));

/** a·b: b is applied first. */
export function multiply(a: Matrix4, b: Matrix4): Matrix4 {
  const product = new Array<number>(16).fill(0);
  for (let r = 0; r < 4; r++)
    for (let c = 0; c < 4; c++)
      for (let i = 0; i < 4; i++) product[4 * r + c]! += a[4 * r + i]! * b[4 * i + c]!;
  return product;
}

/** The matrix times a point. */
export function apply(m: Matrix4, [x, y, z]: Triple): Triple {
  const row = (r: number) => m[r]! * x + m[r + 1]! * y + m[r + 2]! * z + m[r + 3]!;
  return [row(0), row(4), row(8)];
}

/** By how much the map stretches volumes; negative where it mirrors. */
export function determinantOf({ matrix }: LinearTransform): number {
  const [a, b, c, , d, e, f, , g, h, i] = matrix as number[];
  return a! * (e! * i! - f! * h!) - b! * (d! * i! - f! * g!) + c! * (d! * h! - e! * g!);
}

/** Inverse of a matrix whose last row is 0 0 0 1, by cofactors. Throws when it has none. */
export function invert(m: Matrix4): Matrix4 {
  const [a, b, c, x, d, e, f, y, g, h, i, z] = m as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  if (!Number.isFinite(1 / determinant)) throw new Error("The matrix flattens space: no inverse");
  const inverse = [
    [e * i - f * h, c * h - b * i, b * f - c * e],
    [f * g - d * i, a * i - c * g, c * d - a * f],
    [d * h - e * g, b * g - a * h, a * e - b * d],
  ].map((row) => row.map((cofactor) => cofactor / determinant));
  const rows = inverse.map(([p, q, r]) => [p!, q!, r!, -(p! * x + q! * y + r! * z)]);
  return [...rows.flat(), 0, 0, 0, 1];
}

/** From least to most free. */
const FREEDOM = ["identity", "translation", "rigid", "affine"] as const;
