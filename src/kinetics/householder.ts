/** Householder QR in place: `a` (rows × k) becomes R in its upper triangle, `b` becomes Qᵀb. */
export function triangulate(a: Float64Array, b: Float64Array, rows: number, k: number): void {
  for (let j = 0; j < k; j++) {
    let norm = 0;
    for (let i = j; i < rows; i++) norm = Math.hypot(norm, a[i * k + j]!);
    if (norm === 0) continue;
    const alpha = a[j * k + j]! > 0 ? -norm : norm;
    const head = a[j * k + j]! - alpha;
    const half = -alpha * head; // half of |v|²
    a[j * k + j] = head;
    for (let c = j + 1; c <= k; c++) {
      let dot = 0;
      for (let i = j; i < rows; i++) dot += a[i * k + j]! * (c < k ? a[i * k + c]! : b[i]!);
      const factor = dot / half;
      for (let i = j; i < rows; i++) {
        if (c < k) a[i * k + c]! -= factor * a[i * k + j]!;
        else b[i]! -= factor * a[i * k + j]!;
      }
    }
    a[j * k + j] = alpha;
  }
}

/** x of R x = b, R the upper triangle of `a` (k columns); 0 where R has a zero on its diagonal. */
export function backSubstitute(a: Float64Array, b: Float64Array, k: number): Float64Array {
  const x = new Float64Array(k);
  for (let i = k - 1; i >= 0; i--) {
    let sum = b[i]!;
    for (let j = i + 1; j < k; j++) sum -= a[i * k + j]! * x[j]!;
    x[i] = a[i * k + i] === 0 ? 0 : sum / a[i * k + i]!;
  }
  return x;
}

/** Length of column `j` of an m × n matrix. */
export function columnNorm(a: Float64Array, m: number, n: number, j: number): number {
  let sum = 0;
  for (let i = 0; i < m; i++) sum += a[i * n + j]! ** 2;
  return Math.sqrt(sum);
}
