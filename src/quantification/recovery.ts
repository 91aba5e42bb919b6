import { InputError } from "../inputError";
import { blurredRim } from "./blurredSphere";

/** One insert of a recovery phantom: measured over true concentration in a region of the insert's own size. */
export interface RecoveryReading {
  readonly volumeMl: number;
  readonly recovery: number;
  /** One standard deviation of `recovery`; readings without one weigh alike. */
  readonly sigma?: number;
}

/** RC(V) = 1 − 1/(1 + (V/b1)^b2), for one camera, reconstruction and nuclide. */
export interface RecoveryCurve {
  /** Volume that shows half of its concentration, mL. */
  readonly b1Ml: number;
  readonly b2: number;
  /** Covariance of ln b1 and ln b2, row after row. */
  readonly covariance: readonly [number, number, number, number];
  /** Shape of the inserts: the curve of spheres is up to 22 % off for kidneys. */
  readonly geometry: "sphere" | "cylinder" | "kidney";
  /** Largest and smallest insert, mL: outside, the curve is a guess. */
  readonly rangeMl: readonly [number, number];
}

export const recoveryOf = ({ b1Ml, b2 }: Pick<RecoveryCurve, "b1Ml" | "b2">, volumeMl: number) =>
  1 - 1 / (1 + (volumeMl / b1Ml) ** b2);

/** A mean concentration or activity with its recovery undone. */
export interface Recovered {
  readonly value: number;
  readonly recovery: number;
  /** Relative standard uncertainty of the recovery, from the fit of the curve and from `volumeUncertainty`. */
  readonly relativeUncertainty: number;
  /** Sentences: shape that differs from the inserts', size beyond them. */
  readonly notes: readonly string[];
}

/** What is recovered: a mean over a region of this size and shape. Uncertainties are relative, one standard deviation. */
export interface RecoveryQuestion {
  readonly value: number;
  readonly volumeMl: number;
  readonly geometry: RecoveryCurve["geometry"] | "other";
  readonly volumeUncertainty?: number;
}

/** Applies a curve to the mean of one structure; means only, since the voxels stay blurred. */
export function recover(
  curve: RecoveryCurve,
  { value, volumeMl, geometry, volumeUncertainty = 0 }: RecoveryQuestion,
): Recovered {
  const recovery = recoveryOf(curve, volumeMl);
  const [lnB1, lnB2] = slopes(curve, volumeMl);
  const [v11, v12, , v22] = curve.covariance;
  // d RC / d ln V = −d RC / d ln b1.
  const variance =
    lnB1 * lnB1 * (v11 + volumeUncertainty ** 2) + 2 * lnB1 * lnB2 * v12 + lnB2 * lnB2 * v22;
  const [least, most] = curve.rangeMl;
  const notes = [
    ...(geometry === curve.geometry
      ? []
      : [
          `recovery measured with inserts of the shape "${curve.geometry}" and applied to the shape "${geometry}": errors of up to 22 % are known`,
        ]),
    ...(volumeMl < least || volumeMl > most
      ? [
          `${volumeMl.toPrecision(3)} mL lies outside the inserts of ${least.toPrecision(3)} to ${most.toPrecision(3)} mL`,
        ]
      : []),
  ];
  return {
    value: value / recovery,
    recovery,
    relativeUncertainty: Math.sqrt(Math.max(0, variance)) / recovery,
    notes,
  };
}

/**
 * d ln(recovered activity) / d ln V for a sphere seen with a Gaussian blur, when its contour is drawn too large or too small: the counts that the rim
 * adds, its value over the mean, less what the recovery divides by. Far below 1, since the two act against each other (Gear et al., Eur J Nucl
 * Med Mol Imaging 45 (2018) 2456).
 */
export function activityPerVolume(
  curve: Pick<RecoveryCurve, "b1Ml" | "b2">,
  volumeMl: number,
  fwhmMm: number,
): number {
  const rim = blurredRim(Math.cbrt((3000 * volumeMl) / (4 * Math.PI)), fwhmMm);
  const recoverySlope = curve.b2 / (1 + (volumeMl / curve.b1Ml) ** curve.b2);
  return rim / recoveryOf(curve, volumeMl) - recoverySlope;
}

const MOST_STEPS = 100;

/**
 * Fits the curve by Gauss and Newton's method in ln b1 and ln b2, steps halved while they do not help. The start is the straight line that the
 * curve becomes in ln(RC/(1 − RC)) against ln V.
 *
 * @throws InputError for fewer than two volumes, for recoveries of 0 or less, and where none lies below 1.
 */
export function fitRecovery(
  readings: readonly RecoveryReading[],
  geometry: RecoveryCurve["geometry"] = "sphere",
): RecoveryCurve {
  check(readings);
  let p = startOf(readings);
  let here = normalEquations(readings, p);
  for (let i = 0; i < MOST_STEPS; i++) {
    const step = solve2(here.jtj, here.jtr);
    let share = 1;
    let next = here;
    let q = p;
    do {
      q = [p[0] + share * step[0], p[1] + share * step[1]];
      next = normalEquations(readings, q);
      share /= 2;
    } while (!(next.sum <= here.sum) && share > 1e-10);
    if (!(next.sum <= here.sum)) break;
    const moved = Math.abs(q[0] - p[0]) + Math.abs(q[1] - p[1]);
    [p, here] = [q, next];
    if (moved < 1e-13) break;
  }
  // Without sigmas the scatter about the curve tells how well it is known.
  const known = readings.every(({ sigma }) => sigma !== undefined);
  const scale = known ? 1 : here.sum / Math.max(1, readings.length - 2);
  const volumes = readings.map(({ volumeMl }) => volumeMl);
  return {
    b1Ml: Math.exp(p[0]),
    b2: Math.exp(p[1]),
    covariance: inverse2(here.jtj).map((x) => x * scale) as unknown as RecoveryCurve["covariance"],
    geometry,
    rangeMl: [Math.min(...volumes), Math.max(...volumes)],
  };
}

type Pair = readonly [number, number];
type Symmetric = readonly [number, number, number, number];

function check(readings: readonly RecoveryReading[]): void {
  const wrong = readings.findIndex(
    ({ volumeMl, recovery, sigma }) => !(volumeMl > 0 && recovery > 0 && (sigma ?? 1) > 0),
  );
  if (wrong >= 0)
    throw new InputError(
      `recovery: insert ${wrong + 1}: expected positive volume and recovery, received ${readings[wrong]!.volumeMl} mL and ${readings[wrong]!.recovery}`,
    );
  if (new Set(readings.map(({ volumeMl }) => volumeMl)).size < 2)
    throw new InputError("recovery: expected inserts of two volumes at least");
  if (readings.filter(({ recovery }) => recovery < 1).length < 2)
    throw new InputError(
      "recovery: expected two inserts at least that show less than their true concentration; check the true concentration",
    );
}

function startOf(readings: readonly RecoveryReading[]): Pair {
  const points = readings
    .filter(({ recovery }) => recovery < 0.995)
    .map(
      ({ volumeMl, recovery }): Pair => [Math.log(volumeMl), Math.log(recovery / (1 - recovery))],
    );
  const mean = (c: 0 | 1) => points.reduce((sum, q) => sum + q[c], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const spread = points.reduce((sum, q) => sum + (q[0] - x) ** 2, 0);
  const slope = spread > 0 ? points.reduce((s, q) => s + (q[0] - x) * (q[1] - y), 0) / spread : 1;
  const b2 = Math.min(Math.max(slope || 1, 0.1), 5);
  return points.length === 0 ? [0, 0] : [x - y / b2, Math.log(b2)];
}

function normalEquations(readings: readonly RecoveryReading[], [lnB1, lnB2]: Pair) {
  const curve = { b1Ml: Math.exp(lnB1), b2: Math.exp(lnB2) };
  let [a, b, d, u, v, sum] = [0, 0, 0, 0, 0, 0];
  for (const { volumeMl, recovery, sigma = 1 } of readings) {
    const residual = (recovery - recoveryOf(curve, volumeMl)) / sigma;
    const [s1, s2] = slopes(curve, volumeMl).map((x) => x / sigma) as [number, number];
    a += s1 * s1;
    b += s1 * s2;
    d += s2 * s2;
    u += s1 * residual;
    v += s2 * residual;
    sum += residual * residual;
  }
  return { jtj: [a, b, b, d] as Symmetric, jtr: [u, v] as Pair, sum };
}

/** Derivatives of RC by ln b1 and ln b2. With q = (V/b1)^b2, RC = q/(1+q). */
function slopes({ b1Ml, b2 }: Pick<RecoveryCurve, "b1Ml" | "b2">, volumeMl: number): Pair {
  const q = (volumeMl / b1Ml) ** b2;
  const byLnQ = q / (1 + q) ** 2;
  return [-b2 * byLnQ, b2 * Math.log(volumeMl / b1Ml) * byLnQ];
}

function inverse2([a, b, , d]: Symmetric): Symmetric {
  const determinant = a * d - b * b;
  return [d / determinant, -b / determinant, -b / determinant, a / determinant];
}

function solve2(m: Symmetric, [u, v]: Pair): Pair {
  const [p, q, , s] = inverse2(m);
  return [p * u + q * v, q * u + s * v];
}
