/** A small square matrix, row after row. */
export type Matrix = readonly (readonly number[])[];

/**
 * L of A = L Lᵀ for a symmetric positive definite matrix.
 *
 * @throws Error where it is not positive definite.
 */
export function cholesky(a: Matrix): number[][] {
  const l = a.map((row) => row.map(() => 0));
  for (let i = 0; i < a.length; i++)
    for (let j = 0; j <= i; j++) {
      let sum = a[i]![j]!;
      for (let k = 0; k < j; k++) sum -= l[i]![k]! * l[j]![k]!;
      if (i === j && !(sum > 0)) throw new Error("Matrix is not positive definite");
      l[i]![j] = i === j ? Math.sqrt(sum) : sum / l[j]![j]!;
    }
  return l;
}

/** L⁻¹ of a lower triangular matrix. */
export function inverseOfLower(l: Matrix): number[][] {
  const inverse = l.map((row) => row.map(() => 0));
  for (let j = 0; j < l.length; j++)
    for (let i = j; i < l.length; i++) {
      let sum = i === j ? 1 : 0;
      for (let k = j; k < i; k++) sum -= l[i]![k]! * inverse[k]![j]!;
      inverse[i]![j] = sum / l[i]![i]!;
    }
  return inverse;
}

/** Inverse of a symmetric positive definite matrix: L⁻ᵀ L⁻¹. */
export function inverse(a: Matrix): number[][] {
  const m = inverseOfLower(cholesky(a));
  return a.map((row, i) => row.map((_, j) => m.reduce((sum, mk) => sum + mk[i]! * mk[j]!, 0)));
}

/** uᵀ A v. */
export const quadratic = (a: Matrix, u: readonly number[], v: readonly number[]): number =>
  a.reduce((sum, row, i) => sum + u[i]! * row.reduce((s, x, j) => s + x * v[j]!, 0), 0);
