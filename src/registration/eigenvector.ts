/** Unit eigenvector of the largest eigenvalue of a small symmetric matrix, by Jacobi's rotations (G. Golub, C. Van Loan, Matrix Computations, section 8.5). */
export function largestEigenvector(symmetric: readonly (readonly number[])[]): number[] {
  const n = symmetric.length;
  const a = symmetric.map((row) => [...row]);
  const vectors = a.map((_, r) => a.map((_, c) => (r === c ? 1 : 0)));
  const scale = Math.hypot(...a.flat());
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let off = 0;
    for (let p = 0; p < n; p++)
      for (let q = p + 1; q < n; q++) {
        off += a[p]![q]! ** 2;
        if (a[p]![q] !== 0) rotate(a, vectors, p, q);
      }
    if (off <= (1e-15 * scale) ** 2) break;
  }
  const values = a.map((row, r) => row[r]!);
  const largest = values.indexOf(Math.max(...values));
  return vectors.map((row) => row[largest]!);
}

/** Convergence is quadratic: 4 × 4 takes five or six. */
const MOST_SWEEPS = 30;

/** Turns axes p and q so that a[p][q] vanishes. */
function rotate(a: number[][], vectors: number[][], p: number, q: number): void {
  const theta = (a[q]![q]! - a[p]![p]!) / (2 * a[p]![q]!);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (const rows of [a, vectors])
    for (const row of rows) {
      const [x, y] = [row[p]!, row[q]!];
      row[p] = c * x - s * y;
      row[q] = s * x + c * y;
    }
  for (let k = 0; k < a.length; k++) {
    const [x, y] = [a[p]![k]!, a[q]![k]!];
    a[p]![k] = c * x - s * y;
    a[q]![k] = s * x + c * y;
  }
}
