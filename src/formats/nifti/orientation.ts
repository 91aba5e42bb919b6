import { InputError } from "../../inputError";
import type { Grid, Triple } from "../../volume/grid";

/** Three rows of four: voxel (i, j, k, 1) → NIfTI's millimetres, RAS (x to the patient's right, y to the front, z to the head). */
export type RasRows = readonly [RasRow, RasRow, RasRow];
type RasRow = readonly [number, number, number, number];

/** Rotation of NIfTI's "method 2": the unit quaternion's b, c, d, and the sign of the third voxel axis. */
export interface Quaternion {
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly qfac: 1 | -1;
}

/**
 * The lattice of a NIfTI matrix in the program's LPS: x and y change their sign, of positions and directions alike.
 *
 * @throws InputError when the voxel axes are not perpendicular (a sheared or tilted volume) or have no length.
 */
export function gridFromRas(rows: RasRows, size: Triple, fileName: string): Grid {
  // 0 - x, not -x: no negative zeros in a grid.
  const column = (c: 0 | 1 | 2 | 3): Triple => [0 - rows[0][c], 0 - rows[1][c], rows[2][c] + 0];
  const steps = [column(0), column(1), column(2)] as const;
  const spacingMm = steps.map(length) as unknown as Triple;
  if (!spacingMm.every((mm) => mm > MIN_SPACING_MM && mm < MAX_SPACING_MM))
    throw new InputError(
      `${fileName}: voxel sizes of ${spacingMm.join(" × ")} mm; expected ${MIN_SPACING_MM} to ${MAX_SPACING_MM}`,
    );
  const unit = steps.map((step, c) => scaled(step, 1 / spacingMm[c]!)) as unknown as Grid["axes"];
  const leaning = Math.max(
    ...[dot(unit[0], unit[1]), dot(unit[0], unit[2]), dot(unit[1], unit[2])].map(Math.abs),
  );
  if (leaning > MAX_LEANING) {
    const degrees = (Math.asin(Math.min(1, leaning)) * 180) / Math.PI;
    throw new InputError(
      `${fileName}: the voxel axes are ${degrees.toFixed(2)}° from perpendicular (sheared or tilted); resample the volume to a straight grid`,
    );
  }
  return { size, spacingMm, originMm: column(3), axes: perpendicular(unit) };
}

/** The matrix of a grid, in RAS. */
export function rasFromGrid({ originMm, spacingMm, axes }: Grid): RasRows {
  const row = (r: 0 | 1 | 2, sign: number): RasRow => [
    sign * axes[0][r] * spacingMm[0],
    sign * axes[1][r] * spacingMm[1],
    sign * axes[2][r] * spacingMm[2],
    sign * originMm[r],
  ];
  return [row(0, -1), row(1, -1), row(2, 1)];
}

/** The matrix of a quaternion, voxel sizes and offset (nifti1.h, "method 2"). */
export function rasFromQuaternion(
  { b, c, d, qfac }: Quaternion,
  spacingMm: Triple,
  offsetMm: Triple,
): RasRows {
  // Stored in f32, b² + c² + d² of a half turn may exceed 1: then a is 0 and the rest is normalised.
  const square = b * b + c * c + d * d;
  if (square > 1) {
    const norm = Math.sqrt(square);
    [b, c, d] = [b / norm, c / norm, d / norm];
  }
  const a = Math.sqrt(Math.max(0, 1 - square));
  const [si, sj, sk] = [spacingMm[0], spacingMm[1], spacingMm[2] * qfac];
  return [
    [
      (a * a + b * b - c * c - d * d) * si,
      2 * (b * c - a * d) * sj,
      2 * (b * d + a * c) * sk,
      offsetMm[0],
    ],
    [
      2 * (b * c + a * d) * si,
      (a * a + c * c - b * b - d * d) * sj,
      2 * (c * d - a * b) * sk,
      offsetMm[1],
    ],
    [
      2 * (b * d - a * c) * si,
      2 * (c * d + a * b) * sj,
      (a * a + d * d - b * b - c * c) * sk,
      offsetMm[2],
    ],
  ];
}

/** The quaternion of a grid's directions in RAS; a left-handed lattice turns its third axis and says so by `qfac` -1. */
export function quaternionOf({ axes }: Grid): Quaternion {
  const qfac = dot(cross(axes[0], axes[1]), axes[2]) < 0 ? -1 : 1;
  const [u, v, w] = [axes[0], axes[1], scaled(axes[2], qfac)].map(
    ([x, y, z]): Triple => [-x, -y, z],
  ) as [Triple, Triple, Triple];
  const [xx, yy, zz] = [u[0], v[1], w[2]];
  // The largest component first: its square root is never of a small number.
  const squares = [1 + xx + yy + zz, 1 + xx - yy - zz, 1 - xx + yy - zz, 1 - xx - yy + zz];
  const largest = squares.indexOf(Math.max(...squares));
  const twice = Math.sqrt(squares[largest]!);
  const [r, s, t] = [v[2] - w[1], w[0] - u[2], u[1] - v[0]];
  const [p, q, o] = [u[1] + v[0], w[0] + u[2], v[2] + w[1]];
  const candidates = [
    [twice * twice, r, s, t],
    [r, twice * twice, p, q],
    [s, p, twice * twice, o],
    [t, q, o, twice * twice],
  ];
  const [a, b, c, d] = candidates[largest]!.map((value) => value / (2 * twice)) as [
    number,
    number,
    number,
    number,
  ];
  const sign = a < 0 ? -1 : 1;
  return { b: sign * b, c: sign * c, d: sign * d, qfac };
}

/** Largest distance in mm between what two matrices say of the corners of a volume. */
export function largestDifferenceMm(a: RasRows, b: RasRows, size: Triple): number {
  let largest = 0;
  for (let corner = 0; corner < 8; corner++) {
    const voxel = size.map((n, c) => ((corner >> c) & 1) * (n - 1));
    const difference = a.map((row, r) =>
      [...voxel, 1].reduce((sum, x, c) => sum + x * (row[c]! - b[r]![c]!), 0),
    );
    largest = Math.max(largest, Math.hypot(...difference));
  }
  return largest;
}

const MIN_SPACING_MM = 0.01;
const MAX_SPACING_MM = 200;
/** Cosine between axes: 0.1 mm over half a metre. f32 matrices stay below 1e-6. */
const MAX_LEANING = 2e-4;

/** Axes made exactly perpendicular; what is left of `MAX_LEANING` goes. */
function perpendicular([u, v, w]: Grid["axes"]): Grid["axes"] {
  const first = scaled(u, 1 / length(u));
  const second = without(v, first);
  const third = cross(first, second);
  return [first, second, dot(third, w) < 0 ? scaled(third, -1) : third];
}

function without(a: Triple, unit: Triple): Triple {
  const along = dot(a, unit);
  const rest: Triple = [a[0] - along * unit[0], a[1] - along * unit[1], a[2] - along * unit[2]];
  return scaled(rest, 1 / length(rest));
}

const dot = (a: Triple, b: Triple) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const length = (a: Triple) => Math.hypot(a[0], a[1], a[2]);
const scaled = (a: Triple, by: number): Triple => [a[0] * by + 0, a[1] * by + 0, a[2] * by + 0];
const cross = (a: Triple, b: Triple): Triple => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
