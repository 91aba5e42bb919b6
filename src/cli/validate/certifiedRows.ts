import { type LeastSquares, levenbergMarquardt } from "../../kinetics/levenbergMarquardt";
import { NIST_PROBLEMS, type NistProblem } from "./nistProblems";
import { atMost, type ValidationRow } from "./row";

/** Certified nonlinear least squares. */
export const certifiedRows = (): ValidationRow[] => NIST_PROBLEMS.flatMap(certified);

/** The worst of both starts. */
function certified(problem: NistProblem): ValidationRow[] {
  const fits = problem.starts.map((start) => levenbergMarquardt(leastSquares(problem), start));
  const apart = (ours: number, expected: number) => Math.abs(ours / expected - 1);
  const freedom = problem.x.length - problem.certified.length;
  const source = `NIST StRD, ${problem.name}`;
  const worst = (difference: (fit: (typeof fits)[number]) => readonly number[]) =>
    Math.max(...fits.flatMap(difference));
  // Lanczos1 is certified from 13 digits of a curve that its parameters meet: what is left is rounding.
  const [parameters, sum] = problem.name === "Lanczos1" ? [1e-8, 1e-2] : [1e-9, 1e-9];
  const row = (what: string, ours: number, most: number) =>
    atMost(`${problem.name}: ${what}`, source, "of it", ours, most);
  const errors = problem.standardErrors;
  return [
    row(
      "largest difference of a parameter from its certified value, from both starts",
      worst((fit) => problem.certified.map((b, j) => apart(fit.parameters[j]!, b))),
      parameters,
    ),
    row(
      "residual sum of squares",
      worst((fit) => [apart(fit.sumOfSquares, problem.residualSumOfSquares)]),
      sum,
    ),
    ...(errors
      ? [
          row(
            "largest difference of a standard error",
            worst((fit) =>
              errors.map((error, j) => {
                const variance = fit.covariance![j * (errors.length + 1)]!;
                return apart(Math.sqrt((variance * fit.sumOfSquares) / freedom), error);
              }),
            ),
            1e-6,
          ),
        ]
      : []),
  ];
}

function leastSquares({ x, y, model, certified: { length: n } }: NistProblem): LeastSquares {
  return {
    residualCount: x.length,
    parameterCount: n,
    evaluate: (b, residuals, jacobian) => {
      for (const [i, xi] of x.entries()) {
        const { value, slopes } = model(b, xi);
        residuals[i] = value - y[i]!;
        jacobian?.set(slopes, i * n);
      }
    },
  };
}
