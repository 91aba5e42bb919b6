import { InputError } from "../inputError";
import type { Triple } from "../volume/grid";
import { apply, invert, type LinearTransform, type Matrix4, multiply } from "../volume/transform";
import { largestEigenvector } from "./eigenvector";
import type { Freedom } from "./linearParameters";

/** One anatomical point, seen in both images; patient mm. */
export interface Landmark {
  readonly name: string;
  readonly fixedMm: Triple;
  readonly movingMm: Triple;
}

export interface LandmarkFit {
  /** Fixed → moving, patient mm. */
  readonly transform: LinearTransform;
  /** Distance that is left between each pair, mm, in their order; the smallest possible sum of squares. */
  readonly residualsMm: readonly number[];
  readonly rmsMm: number;
}

/**
 * The translation, rigid or affine map that brings points closest to their partners, in the least-squares sense and in closed form.
 * Rigid: B. K. P. Horn, J Opt Soc Am A 4 (1987) 629, by unit quaternions.
 *
 * @throws InputError when the points are too few, or lie on one line (rigid) or in one plane (affine).
 */
export function alignLandmarks(landmarks: readonly Landmark[], freedom: Freedom): LandmarkFit {
  const least = { translation: 1, rigid: 3, affine: 4 }[freedom];
  if (landmarks.length < least)
    throw new InputError(
      `landmarks: ${landmarks.length} pairs; a ${freedom} alignment needs at least ${least}`,
    );
  const from = meanOf(landmarks.map(({ fixedMm }) => fixedMm));
  const to = meanOf(landmarks.map(({ movingMm }) => movingMm));
  const centred = landmarks.map(
    ({ fixedMm, movingMm }): Pair => [minus(fixedMm, from), minus(movingMm, to)],
  );
  const linear = linearOf(centred, freedom);
  const moved = apply(linear, from);
  const matrix = linear.map((entry, at) =>
    at % 4 === 3 && at < 12 ? to[(at - 3) / 4]! - moved[(at - 3) / 4]! : entry,
  );
  const residualsMm = landmarks.map(({ fixedMm, movingMm }) =>
    Math.hypot(...minus(apply(matrix, fixedMm), movingMm)),
  );
  const rmsMm = Math.sqrt(residualsMm.reduce((sum, r) => sum + r * r, 0) / residualsMm.length);
  return { transform: { kind: freedom, matrix }, residualsMm, rmsMm };
}

/** A fixed point and its partner, each about the mean of its kind. */
type Pair = readonly [Triple, Triple];

function linearOf(pairs: readonly Pair[], freedom: Freedom): Matrix4 {
  switch (freedom) {
    case "translation":
      return IDENTITY;
    case "rigid":
      return rotationOf(pairs);
    case "affine":
      return matrixOf(pairs);
    default:
      return freedom satisfies never;
  }
}

const IDENTITY: Matrix4 = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

/** Horn's rotation: the unit quaternion that is the eigenvector of the largest eigenvalue of N. */
function rotationOf(pairs: readonly Pair[]): Matrix4 {
  if (spreadOf(pairs, "line") < LEAST_SPREAD)
    throw new InputError(
      "landmarks: all points lie on one line; a rigid alignment needs three that do not",
    );
  const s = productsOf(pairs, (pair) => pair[1]);
  const [xx, xy, xz, yx, yy, yz, zx, zy, zz] = s as Nine;
  const [w, x, y, z] = largestEigenvector([
    [xx + yy + zz, yz - zy, zx - xz, xy - yx],
    [yz - zy, xx - yy - zz, xy + yx, zx + xz],
    [zx - xz, xy + yx, yy - xx - zz, yz + zy],
    [xy - yx, zx + xz, yz + zy, zz - xx - yy],
  ]) as [number, number, number, number];
  return [
    ...[w * w + x * x - y * y - z * z, 2 * (x * y - w * z), 2 * (x * z + w * y), 0],
    ...[2 * (x * y + w * z), w * w - x * x + y * y - z * z, 2 * (y * z - w * x), 0],
    ...[2 * (x * z - w * y), 2 * (y * z + w * x), w * w - x * x - y * y + z * z, 0],
    ...[0, 0, 0, 1],
  ];
}

/** Normal equations: (Σ moving · fixedᵀ) (Σ fixed · fixedᵀ)⁻¹. */
function matrixOf(pairs: readonly Pair[]): Matrix4 {
  if (spreadOf(pairs, "plane") < LEAST_SPREAD)
    throw new InputError(
      "landmarks: all points lie in one plane; an affine alignment needs four that do not",
    );
  const own = squared(productsOf(pairs, (pair) => pair[0]));
  // productsOf gives Σ fixed_r · moving_c: its transpose is wanted.
  const [a, b, c, d, e, f, g, h, i] = productsOf(pairs, (pair) => pair[1]) as Nine;
  return multiply(squared([a, d, g, b, e, h, c, f, i]), invert(own));
}

type Nine = [number, number, number, number, number, number, number, number, number];

/** Σ fixed_r · other_c, row after row. */
function productsOf(pairs: readonly Pair[], other: (pair: Pair) => Triple): number[] {
  return [0, 1, 2].flatMap((r) =>
    [0, 1, 2].map((c) => pairs.reduce((sum, pair) => sum + pair[0][r]! * other(pair)[c]!, 0)),
  );
}

const squared = ([a, b, c, d, e, f, g, h, i]: readonly number[]): Matrix4 => [
  ...[a!, b!, c!, 0],
  ...[d!, e!, f!, 0],
  ...[g!, h!, i!, 0],
  ...[0, 0, 0, 1],
];

/** Points that are spread by less than this across the line or plane they nearly lie on determine nothing. */
const LEAST_SPREAD = 1; // mm

/** Spread of the fixed points (root mean square, mm) across the line through them, or the plane. */
function spreadOf(pairs: readonly Pair[], across: "line" | "plane"): number {
  const [xx, xy, xz, , yy, yz, , , zz] = productsOf(pairs, (pair) => pair[0]) as Nine;
  const n = pairs.length;
  const along = largestEigenvector([
    [xx, xy, xz],
    [xy, yy, yz],
    [xz, yz, zz],
  ]) as unknown as Triple;
  const rest = pairs.map(([p]) => minus(p, scaled(along, dot(p, along))));
  if (across === "line") return Math.sqrt(rest.reduce((sum, p) => sum + dot(p, p), 0) / n);
  const across2 = [0, 1, 2].map((r) =>
    [0, 1, 2].map((c) => rest.reduce((sum, p) => sum + p[r]! * p[c]!, 0)),
  );
  const second = largestEigenvector(across2) as unknown as Triple;
  const normal: Triple = [
    along[1] * second[2] - along[2] * second[1],
    along[2] * second[0] - along[0] * second[2],
    along[0] * second[1] - along[1] * second[0],
  ];
  return Math.sqrt(pairs.reduce((sum, [p]) => sum + dot(p, normal) ** 2, 0) / n);
}

const dot = (a: Triple, b: Triple) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const scaled = (a: Triple, s: number): Triple => [a[0] * s, a[1] * s, a[2] * s];
const minus = (a: Triple, b: Triple): Triple => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const meanOf = (points: readonly Triple[]): Triple => {
  const along = (c: 0 | 1 | 2) => points.reduce((sum, p) => sum + p[c], 0) / points.length;
  return [along(0), along(1), along(2)];
};
