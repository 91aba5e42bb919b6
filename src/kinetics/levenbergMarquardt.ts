import { backSubstitute, columnNorm, triangulate } from "./householder";

/** A sum of squares to make small. Residuals are already divided by their standard deviations where these are known. */
export interface LeastSquares {
  readonly residualCount: number;
  readonly parameterCount: number;
  /** Writes the residuals at `parameters` and, where `jacobian` is given, their derivatives, one row of parameters a residual. */
  readonly evaluate: (
    parameters: Float64Array,
    residuals: Float64Array,
    jacobian?: Float64Array,
  ) => void;
  readonly lower?: readonly number[];
  readonly upper?: readonly number[];
  /** A sum of squares that is as good as none: the search ends there. */
  readonly enough?: number;
}

export interface LeastSquaresFit {
  readonly parameters: Float64Array;
  readonly residuals: Float64Array;
  readonly sumOfSquares: number;
  /** (JᵀJ)⁻¹ over the parameters inside their bounds, row after row, 0 for those held; undefined where JᵀJ is singular. */
  readonly covariance: Float64Array | undefined;
  /** Per parameter: the bound that stopped it, if one did. */
  readonly held: readonly ("lower" | "upper" | undefined)[];
  readonly iterations: number;
  readonly converged: boolean;
}

const MAX_ITERATIONS = 2000;
/** A step shorter than this share of every parameter ends the search. */
const STEP_TOLERANCE = 1e-14;
/** The first steps are short: a long one from a poor start can end where an exponential has died out and no slope leads back (NIST BoxBOD). */
const FIRST_DAMPING = 100;
const MAX_DAMPING = 1e18;
/** The search ends after so many steps in a row that gain less than this share of the sum of squares. */
const STALLED_STEPS = 10;
const STALLED_GAIN = 1e-12;

/**
 * Local minimum near `start` by Levenberg and Marquardt's method, in f64: QR of the Jacobian with damping rows scaled by its column
 * norms (Moré, Lect Notes Math 630 (1978) 105), damping by the gain of each step (Nielsen, IMM-REP-1999-05, DTU), bounds by
 * projection: a parameter at its bound that wants out is held for that step.
 */
export function levenbergMarquardt(
  problem: LeastSquares,
  start: ArrayLike<number>,
): LeastSquaresFit {
  const { residualCount: m, parameterCount: n } = problem;
  let p: Float64Array = clamp(problem, Float64Array.from(start));
  let r: Float64Array = new Float64Array(m);
  const jacobian = new Float64Array(m * n);
  problem.evaluate(p, r, jacobian);
  let sum = squared(r);
  const scale = new Float64Array(n);
  let damping = FIRST_DAMPING;
  let growth = 2;
  let iterations = 0;
  let stalled = 0;
  let converged = false;
  while (iterations < MAX_ITERATIONS && !converged && Number.isFinite(sum)) {
    iterations++;
    for (let j = 0; j < n; j++) scale[j] = Math.max(scale[j]!, columnNorm(jacobian, m, n, j));
    const free = freeParameters(problem, p, r, jacobian);
    if (free.length === 0 || sum === 0) {
      converged = true;
      break;
    }
    const step = dampedStep(jacobian, r, m, n, free, scale, damping);
    const next = clamp(
      problem,
      p.map((x, j) => x + step[j]!),
    );
    const nextR = new Float64Array(m);
    problem.evaluate(next, nextR);
    const nextSum = squared(nextR);
    const gain = (sum - nextSum) / predictedGain(jacobian, r, m, n, next, p);
    const small = next.every(
      (x, j) => Math.abs(x - p[j]!) <= STEP_TOLERANCE * (Math.abs(x) + 1e-300),
    );
    stalled = sum - nextSum < STALLED_GAIN * sum ? stalled + 1 : 0;
    if (nextSum < sum && gain > 0) {
      p = next;
      r = nextR;
      sum = nextSum;
      problem.evaluate(p, r, jacobian);
      damping = Math.max(damping * Math.max(1 / 3, 1 - (2 * gain - 1) ** 3), 1e-20);
      growth = 2;
    } else {
      damping *= growth;
      growth *= 2;
    }
    converged =
      small || stalled >= STALLED_STEPS || sum <= (problem.enough ?? 0) || damping > MAX_DAMPING;
  }
  ({ p, r, sum } = polish(problem, p, r, sum, jacobian, scale));
  const free = freeParameters(problem, p, r, jacobian);
  return {
    parameters: p,
    residuals: r,
    sumOfSquares: sum,
    covariance: covarianceOf(jacobian, m, n, free),
    held: Array.from(p, (x, j) =>
      free.includes(j) ? undefined : x <= lowerOf(problem, j) ? "lower" : "upper",
    ),
    iterations,
    converged,
  };
}

/**
 * A few undamped steps from a minimum: the sum of squares is flat to rounding there, the parameters are not yet exact.
 * Steps are taken while each is shorter than the last and the sum stays where it is.
 */
function polish(
  problem: LeastSquares,
  p: Float64Array,
  r: Float64Array,
  sum: number,
  jacobian: Float64Array,
  scale: Float64Array,
) {
  const n = p.length;
  let last = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 10; i++) {
    const free = freeParameters(problem, p, r, jacobian);
    const step = dampedStep(jacobian, r, r.length, n, free, scale, 0);
    const length = Math.sqrt(step.reduce((s, x, j) => s + (x * scale[j]!) ** 2, 0));
    if (!(length < last && length > 0)) break;
    const next = clamp(
      problem,
      p.map((x, j) => x + step[j]!),
    );
    const nextR = new Float64Array(r.length);
    problem.evaluate(next, nextR);
    if (!(squared(nextR) <= sum * (1 + 1e-9))) break;
    p = next;
    r = nextR;
    sum = squared(nextR);
    last = length;
    problem.evaluate(p, r, jacobian);
  }
  return { p, r, sum };
}

/** The best of the minima reached from each of `starts`. */
export function bestOfStarts(
  problem: LeastSquares,
  starts: Iterable<ArrayLike<number>>,
): LeastSquaresFit {
  let best: LeastSquaresFit | undefined;
  for (const start of starts) {
    const fit = levenbergMarquardt(problem, start);
    if (Number.isFinite(fit.sumOfSquares) && !(best && best.sumOfSquares <= fit.sumOfSquares))
      best = fit;
  }
  if (!best) throw new Error("Least squares: no start gives a finite sum of squares");
  return best;
}

const lowerOf = ({ lower }: LeastSquares, j: number) => lower?.[j] ?? Number.NEGATIVE_INFINITY;
const upperOf = ({ upper }: LeastSquares, j: number) => upper?.[j] ?? Number.POSITIVE_INFINITY;

const clamp = (problem: LeastSquares, p: Float64Array) =>
  p.map((x, j) => Math.min(Math.max(x, lowerOf(problem, j)), upperOf(problem, j)));

const squared = (r: Float64Array) => r.reduce((sum, x) => sum + x * x, 0);

/** Indices of the parameters inside their bounds, or at a bound that they leave inwards. */
function freeParameters(
  problem: LeastSquares,
  p: Float64Array,
  r: Float64Array,
  jacobian: Float64Array,
): number[] {
  const n = p.length;
  return Array.from(p.keys()).filter((j) => {
    let slope = 0;
    for (let i = 0; i < r.length; i++) slope += jacobian[i * n + j]! * r[i]!;
    return !(
      (p[j]! <= lowerOf(problem, j) && slope >= 0) ||
      (p[j]! >= upperOf(problem, j) && slope <= 0)
    );
  });
}

/** Minimises |J h + r|² + damping·|D h|² over the free parameters. */
function dampedStep(
  jacobian: Float64Array,
  r: Float64Array,
  m: number,
  n: number,
  free: readonly number[],
  scale: Float64Array,
  damping: number,
): Float64Array {
  const k = free.length;
  const rows = m + k;
  const a = new Float64Array(rows * k);
  const b = new Float64Array(rows);
  for (let i = 0; i < m; i++) {
    b[i] = -r[i]!;
    for (let j = 0; j < k; j++) a[i * k + j] = jacobian[i * n + free[j]!]!;
  }
  const root = Math.sqrt(damping);
  for (let j = 0; j < k; j++) a[(m + j) * k + j] = root * (scale[free[j]!]! || 1);
  triangulate(a, b, rows, k);
  const solution = backSubstitute(a, b, k);
  const step = new Float64Array(n);
  for (let j = 0; j < k; j++) step[free[j]!] = solution[j]!;
  return step;
}

/** By how much the linear model says the sum of squares falls. */
function predictedGain(
  jacobian: Float64Array,
  r: Float64Array,
  m: number,
  n: number,
  next: Float64Array,
  p: Float64Array,
): number {
  let gain = 0;
  for (let i = 0; i < m; i++) {
    let change = 0;
    for (let j = 0; j < n; j++) change += jacobian[i * n + j]! * (next[j]! - p[j]!);
    gain -= change * (2 * r[i]! + change);
  }
  return Math.max(gain, Number.MIN_VALUE);
}

/** (JᵀJ)⁻¹ = R⁻¹R⁻ᵀ over the free columns. */
function covarianceOf(
  jacobian: Float64Array,
  m: number,
  n: number,
  free: readonly number[],
): Float64Array | undefined {
  const k = free.length;
  if (m < k) return undefined;
  const a = new Float64Array(m * k);
  for (let i = 0; i < m; i++)
    for (let j = 0; j < k; j++) a[i * k + j] = jacobian[i * n + free[j]!]!;
  const norms = free.map((_, j) => columnNorm(a, m, k, j));
  triangulate(a, new Float64Array(m), m, k);
  if (norms.some((norm, j) => !(Math.abs(a[j * k + j]!) > 1e-14 * norm))) return undefined;
  const inverse = Array.from({ length: k }, (_, j) => {
    const unit = new Float64Array(k);
    unit[j] = 1;
    return backSubstitute(a, unit, k); // column j of R⁻¹
  });
  const covariance = new Float64Array(n * n);
  for (let i = 0; i < k; i++)
    for (let j = 0; j < k; j++) {
      let sum = 0;
      for (let l = Math.max(i, j); l < k; l++) sum += inverse[l]![i]! * inverse[l]![j]!;
      covariance[free[i]! * n + free[j]!] = sum;
    }
  return covariance;
}
