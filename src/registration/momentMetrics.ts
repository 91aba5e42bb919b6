/** Sums over the overlap of two images: see shaders/imageMoments.wgsl. The last three hold twelve numbers each, by entry of the 3×4 map. */
export interface Moments {
  readonly n: number;
  readonly f: number;
  readonly m: number;
  readonly ff: number;
  readonly mm: number;
  readonly fm: number;
  readonly plain: readonly number[];
  readonly byFixed: readonly number[];
  readonly byMoving: readonly number[];
}

interface Found {
  readonly value: number;
  readonly byMatrix: readonly number[];
}

/** Mean of (m − f)². */
export function meanSquaresOf({ n, ff, fm, mm, byFixed, byMoving }: Moments): Found {
  return {
    value: (ff - 2 * fm + mm) / n,
    byMatrix: byMoving.map((mg, e) => (2 * (mg - byFixed[e]!)) / n),
  };
}

/** Minus the correlation coefficient; undefined when either image is constant in the overlap. */
export function correlationOf(sums: Moments): Found | undefined {
  const { n, f, m, ff, mm, fm, plain, byFixed, byMoving } = sums;
  const covariance = fm / n - (f / n) * (m / n);
  const varianceF = ff / n - (f / n) ** 2;
  const varianceM = mm / n - (m / n) ** 2;
  if (!(varianceF > 1e-12 && varianceM > 1e-12)) return undefined;
  const spread = Math.sqrt(varianceF * varianceM);
  const byMatrix = plain.map((g, e) => {
    const covarianceSlope = (byFixed[e]! - (f / n) * g) / n;
    const varianceSlope = (2 * (byMoving[e]! - (m / n) * g)) / n;
    return -(covarianceSlope - (covariance * varianceSlope) / (2 * varianceM)) / spread;
  });
  return { value: -covariance / spread, byMatrix };
}
