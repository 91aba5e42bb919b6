import type { Triple } from "../volume/grid";

/**
 * `values` (x fastest) averaged with their neighbours along each axis with weights 1/4, 1/2, 1/4, the outermost voxels continued: a Gaussian of 0.71
 * voxels. Takes away what trilinear interpolation between voxels cannot follow.
 */
export function binomial(values: Float32Array, size: Triple): Float32Array<ArrayBuffer> {
  const smooth = Float32Array.from(values);
  const [nx, ny, nz] = size;
  for (let start = 0; start < smooth.length; start += nx) alongRow(smooth, start, nx);
  for (let k = 0; k < nz; k++) acrossRows(smooth, k * nx * ny, nx, ny);
  acrossRows(smooth, 0, nx * ny, nz);
  return smooth;
}

function alongRow(values: Float32Array, start: number, length: number): void {
  let before = values[start]!;
  for (let at = start; at < start + length; at++) {
    const here = values[at]!;
    const after = at + 1 < start + length ? values[at + 1]! : here;
    values[at] = 0.25 * (before + after) + 0.5 * here;
    before = here;
  }
}

/** Along an axis whose neighbours lie `row` numbers apart. */
function acrossRows(values: Float32Array, start: number, row: number, count: number): void {
  const before = values.slice(start, start + row);
  for (let n = 0; n < count; n++) {
    const from = start + n * row;
    const next = n + 1 < count ? row : 0;
    for (let i = 0; i < row; i++) {
      const here = values[from + i]!;
      values[from + i] = 0.25 * (before[i]! + values[from + i + next]!) + 0.5 * here;
      before[i] = here;
    }
  }
}
