import { describe, expect, test } from "vitest";
import { NIST_PROBLEMS, type NistProblem } from "../../src/cli/validate/nistProblems";
import { type LeastSquares, levenbergMarquardt } from "../../src/kinetics/levenbergMarquardt";

function leastSquares({ x, y, model, certified }: NistProblem): LeastSquares {
  const n = certified.length;
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

/** Digits in which `value` agrees with `expected`. */
const digits = (value: number, expected: number) =>
  -Math.log10(Math.abs(value - expected) / Math.abs(expected));

describe.each(NIST_PROBLEMS)("NIST $name", (problem) => {
  // Lanczos1 is certified from 11 digits of a curve of 13: its own residuals are 1e-13, at the end of double precision.
  const [parameterDigits, sumDigits] = problem.name === "Lanczos1" ? [8, 2] : [9, 9];

  test.each(problem.starts.map((start, i) => ({ start, name: i + 1 })))(
    "is met in its certified digits from start $name",
    ({ start }) => {
      const fit = levenbergMarquardt(leastSquares(problem), start);

      const order = [...problem.certified.keys()];
      for (const j of order)
        expect(digits(fit.parameters[j]!, problem.certified[j]!)).toBeGreaterThan(parameterDigits);
      expect(digits(fit.sumOfSquares, problem.residualSumOfSquares)).toBeGreaterThan(sumDigits);
      const variance = fit.sumOfSquares / (problem.x.length - problem.certified.length);
      for (const [j, error] of problem.standardErrors?.entries() ?? [])
        expect(
          digits(Math.sqrt(fit.covariance![j * order.length + j]! * variance), error),
        ).toBeGreaterThan(6);
    },
  );
});

describe("Bounds", () => {
  const towards = (target: readonly number[], lower: number[], upper: number[]): LeastSquares => ({
    residualCount: 2,
    parameterCount: 2,
    lower,
    upper,
    evaluate: (p, residuals, jacobian) => {
      residuals.set([p[0]! - target[0]!, 3 * (p[1]! - target[1]!)]);
      jacobian?.set([1, 0, 0, 3]);
    },
  });

  test("hold a parameter whose minimum lies outside and say which bound held it", () => {
    const fit = levenbergMarquardt(towards([5, -7], [0, -1], [2, 1]), [1, 0]);

    expect([...fit.parameters]).toEqual([2, -1]);
    expect(fit.held).toEqual(["upper", "lower"]);
  });

  test("let a parameter go that starts at its bound and wants in", () => {
    const fit = levenbergMarquardt(towards([1.5, 0.25], [0, -1], [2, 1]), [2, -1]);

    expect(fit.parameters[0]).toBeCloseTo(1.5, 12);
    expect(fit.parameters[1]).toBeCloseTo(0.25, 12);
    expect(fit.held).toEqual([undefined, undefined]);
    expect(fit.covariance![0]).toBeCloseTo(1, 12);
    expect(fit.covariance![3]).toBeCloseTo(1 / 9, 12);
  });
});
