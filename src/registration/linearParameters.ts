import type { Triple } from "../volume/grid";
import { apply, type LinearTransform, type Matrix4, multiply } from "../volume/transform";

/** How much a linear registration may change. */
export type Freedom = "translation" | "rigid" | "affine";

export const PARAMETER_COUNT = { translation: 3, rigid: 6, affine: 12 } as const;

/** About which point, and how far from it a rotation by p / radiusMm radians moves a point by p mm. */
export interface Pivot {
  readonly centreMm: Triple;
  readonly radiusMm: number;
}

/**
 * The map of patient space that parameters stand for, all in mm so that one step size fits all: a shift, then a rotation vector × radius (rigid) or
 * the nine entries of (matrix − 1) × radius (affine), about the pivot. Zeros are the identity.
 */
export function linearMap(
  freedom: Freedom,
  { centreMm, radiusMm }: Pivot,
  p: ArrayLike<number>,
): Matrix4 {
  const linear = linearPart(freedom, radiusMm, p);
  const row = (r: 0 | 1 | 2) => {
    const [a, b, c] = [linear[3 * r]!, linear[3 * r + 1]!, linear[3 * r + 2]!];
    const moved = a * centreMm[0] + b * centreMm[1] + c * centreMm[2];
    return [a, b, c, centreMm[r] - moved + p[r]!];
  };
  return [...row(0), ...row(1), ...row(2), 0, 0, 0, 1];
}

/** The shift (mm, of the pivot) and rotation vector (degrees, about the patient's axes) of a rigid map: `rigidMap` backwards. */
export function rigidMotion(
  { matrix }: LinearTransform,
  centreMm: Triple,
): { readonly shiftMm: Triple; readonly turnDegrees: Triple } {
  const moved = apply(matrix, centreMm);
  const [a, b, c, , d, e, f, , g, h, i] = matrix as number[];
  const axis: Triple = [h! - f!, c! - g!, d! - b!];
  const sine = Math.hypot(...axis) / 2;
  const angle = Math.atan2(sine, (a! + e! + i! - 1) / 2);
  const degrees = sine > 1e-12 ? (angle * 180) / Math.PI / (2 * sine) : 0;
  return {
    shiftMm: [moved[0] - centreMm[0], moved[1] - centreMm[1], moved[2] - centreMm[2]],
    turnDegrees: [axis[0] * degrees, axis[1] * degrees, axis[2] * degrees],
  };
}

/** The rigid map that shifts a point by `shiftMm` and turns about it by a rotation vector in degrees (below 180). */
export function rigidMap(
  { shiftMm, turnDegrees }: { readonly shiftMm: Triple; readonly turnDegrees: Triple },
  centreMm: Triple,
): LinearTransform {
  const pivot = { centreMm, radiusMm: 180 / Math.PI };
  return { kind: "rigid", matrix: linearMap("rigid", pivot, [...shiftMm, ...turnDegrees]) };
}

/** d(entry)/d(parameter) of `outer · linearMap(p) · inner`: twelve numbers (three rows) a parameter, by central differences in f64. */
export function linearMapSlopes(
  freedom: Freedom,
  pivot: Pivot,
  p: ArrayLike<number>,
  outer: Matrix4,
  inner: Matrix4,
): number[][] {
  const step = 1e-4; // mm: far above rounding (1e-16 of 1e3), curvature error 1e-8 of the slope
  return Array.from({ length: PARAMETER_COUNT[freedom] }, (_, i) => {
    const at = (delta: number) => {
      const moved = Array.from(p);
      moved[i]! += delta;
      return multiply(outer, multiply(linearMap(freedom, pivot, moved), inner));
    };
    const [high, low] = [at(step), at(-step)];
    return high.slice(0, 12).map((entry, e) => (entry - low[e]!) / (2 * step));
  });
}

function linearPart(freedom: Freedom, radiusMm: number, p: ArrayLike<number>): number[] {
  switch (freedom) {
    case "translation":
      return [1, 0, 0, 0, 1, 0, 0, 0, 1];
    case "rigid":
      return rotationMatrix([p[3]! / radiusMm, p[4]! / radiusMm, p[5]! / radiusMm]);
    case "affine":
      return Array.from({ length: 9 }, (_, e) => (e % 4 === 0 ? 1 : 0) + p[3 + e]! / radiusMm);
    default:
      return freedom satisfies never;
  }
}

/** Rotation by |vector| radians about the vector (Rodrigues), row after row. */
export function rotationMatrix([x, y, z]: Triple): number[] {
  const angle = Math.hypot(x, y, z);
  const s = angle > 0 ? Math.sin(angle) / angle : 1;
  const c = angle > 0 ? (1 - Math.cos(angle)) / (angle * angle) : 0.5;
  return [
    1 - c * (y * y + z * z),
    c * x * y - s * z,
    c * x * z + s * y,
    c * x * y + s * z,
    1 - c * (x * x + z * z),
    c * y * z - s * x,
    c * x * z - s * y,
    c * y * z + s * x,
    1 - c * (x * x + y * y),
  ];
}
