/** Value and gradient of what is to be made small. */
export interface Evaluation {
  readonly value: number;
  readonly gradient: readonly number[];
}

export interface Descent {
  readonly parameters: readonly number[];
  readonly value: number;
  readonly evaluations: number;
}

export interface DescentLimits {
  /** Length of the first step. */
  readonly firstStep: number;
  /** No step moves the parameters further than this. */
  readonly largestStep: number;
  /** Ends when a step is shorter than this. */
  readonly smallestStep: number;
  /** Differences of the value below this are rounding: there the slope decides whether a step is good. */
  readonly rounding: number;
  readonly mostEvaluations: number;
}

const MEMORY = 6;

/**
 * Limited-memory BFGS with a backtracking line search (J. Nocedal, S. Wright, Numerical Optimization, 2nd ed., algorithm 7.4), for functions whose
 * evaluation is dear and whose parameters are a handful. Near the minimum, where the value no longer tells steps apart, the slope does (W. Hager,
 * H. Zhang, SIAM J Optim 16 (2005) 170, approximate Wolfe conditions). A function that returns a value that is no number counts as a step too far.
 */
export async function descend(
  evaluate: (parameters: readonly number[]) => Promise<Evaluation>,
  start: readonly number[],
  { firstStep, largestStep, smallestStep, rounding, mostEvaluations }: DescentLimits,
): Promise<Descent> {
  let parameters = start;
  let current = await evaluate(parameters);
  let evaluations = 1;
  const history: Pair[] = [];
  while (evaluations < mostEvaluations) {
    const newton = twoLoop(current.gradient, history);
    const downhill = dot(newton, current.gradient) < 0;
    if (!downhill) history.length = 0;
    const direction = downhill ? newton : current.gradient.map((g) => -g);
    const length = norm(direction);
    if (!(length > 0)) break;
    const wanted = history.length === 0 ? firstStep / length : 1;
    let step = Math.min(wanted, largestStep / length);
    const slope = dot(direction, current.gradient);
    let next: Evaluation | undefined;
    let candidate = parameters;
    while (evaluations < mostEvaluations && step * length >= smallestStep) {
      candidate = parameters.map((x, i) => x + step * direction[i]!);
      const trial = await evaluate(candidate);
      evaluations++;
      const level = trial.value <= current.value + rounding;
      const along = dot(direction, trial.gradient);
      const settled = level && along <= -0.8 * slope && along >= 0.9 * slope;
      if (settled || trial.value <= current.value + 1e-4 * step * slope) {
        next = trial;
        break;
      }
      step *= shrink(current.value, slope * step, trial.value);
    }
    if (!next) {
      if (history.length === 0) break;
      history.length = 0;
      continue;
    }
    remember(history, candidate, parameters, next.gradient, current.gradient);
    const moved = step * length;
    parameters = candidate;
    current = next;
    if (moved < smallestStep) break;
  }
  return { parameters, value: current.value, evaluations };
}

interface Pair {
  readonly s: readonly number[];
  readonly y: readonly number[];
  readonly rho: number;
}

function remember(
  history: Pair[],
  x1: readonly number[],
  x0: readonly number[],
  g1: readonly number[],
  g0: readonly number[],
): void {
  const s = x1.map((x, i) => x - x0[i]!);
  const y = g1.map((g, i) => g - g0[i]!);
  const curvature = dot(s, y);
  if (!(curvature > 1e-10 * norm(s) * norm(y))) return;
  history.push({ s, y, rho: 1 / curvature });
  if (history.length > MEMORY) history.shift();
}

function twoLoop(gradient: readonly number[], history: readonly Pair[]): number[] {
  const q = [...gradient];
  const alphas = new Array<number>(history.length).fill(0);
  for (let i = history.length - 1; i >= 0; i--) {
    const { s, y, rho } = history[i]!;
    alphas[i] = rho * dot(s, q);
    for (let e = 0; e < q.length; e++) q[e]! -= alphas[i]! * y[e]!;
  }
  const last = history.at(-1);
  const scale = last ? 1 / (last.rho * dot(last.y, last.y)) : 1;
  for (let e = 0; e < q.length; e++) q[e]! *= scale;
  for (const [i, { s, y, rho }] of history.entries()) {
    const beta = rho * dot(y, q);
    for (let e = 0; e < q.length; e++) q[e]! += s[e]! * (alphas[i]! - beta);
  }
  return q.map((x) => -x);
}

/** Where the parabola through value, slope and trial has its minimum, kept within reason. */
function shrink(value: number, slopeAtStep: number, trial: number): number {
  const best = -slopeAtStep / (2 * (trial - value - slopeAtStep));
  return Number.isFinite(best) ? Math.min(0.5, Math.max(0.1, best)) : 0.25;
}

const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, x, i) => sum + x * b[i]!, 0);
const norm = (a: readonly number[]) => Math.sqrt(dot(a, a));
