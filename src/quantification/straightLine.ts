/** One point of a straight line. `sigma` is one standard deviation of y; only ratios matter where no error is asked for. */
export interface LinePoint {
  readonly x: number;
  readonly y: number;
  readonly sigma: number;
}

export interface StraightLine {
  readonly intercept: number;
  readonly slope: number;
  /** Variances and covariance of intercept and slope, from the sigmas as given. */
  readonly interceptVariance: number;
  readonly slopeVariance: number;
  readonly covariance: number;
  /** Σ ((y − line)/σ)². */
  readonly chi2: number;
}

/** The weighted least-squares line through at least two different x (centred sums, in f64). */
export function straightLine(points: readonly LinePoint[]): StraightLine {
  const weights = points.map(({ sigma }) => 1 / sigma ** 2);
  const weighted = (value: (p: LinePoint) => number) =>
    points.reduce((sum, p, i) => sum + weights[i]! * value(p), 0);
  const total = weighted(() => 1);
  const meanX = weighted(({ x }) => x) / total;
  const meanY = weighted(({ y }) => y) / total;
  const spread = weighted(({ x }) => (x - meanX) ** 2);
  const slope = weighted(({ x, y }) => (x - meanX) * (y - meanY)) / spread;
  const intercept = meanY - slope * meanX;
  return {
    intercept,
    slope,
    interceptVariance: 1 / total + meanX ** 2 / spread,
    slopeVariance: 1 / spread,
    covariance: -meanX / spread,
    chi2: weighted(({ x, y }) => (y - intercept - slope * x) ** 2),
  };
}
