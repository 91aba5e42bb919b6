import type { Octant } from "../../src/gpu/fft/convolution";
import type { Triple } from "../../src/volume/grid";

/** The linear convolution as it is written: every voxel's value times the kernel at every offset, in f64. */
export function convolveDirectly(
  values: ArrayLike<number>,
  [nx, ny, nz]: Triple,
  { size, values: octant }: Octant,
): Float64Array {
  const result = new Float64Array(nx * ny * nz);
  forEach([nx, ny, nz], (i, j, k, source) => {
    const value = values[source]!;
    if (value === 0) return;
    forEach([nx, ny, nz], (x, y, z, target) => {
      const [a, b, c] = [Math.abs(x - i), Math.abs(y - j), Math.abs(z - k)];
      if (a < size[0] && b < size[1] && c < size[2])
        result[target]! += value * octant[a + size[0] * (b + size[1] * c)]!;
    });
  });
  return result;
}

function forEach(
  [nx, ny, nz]: Triple,
  visit: (i: number, j: number, k: number, at: number) => void,
): void {
  let at = 0;
  for (let k = 0; k < nz; k++)
    for (let j = 0; j < ny; j++) for (let i = 0; i < nx; i++) visit(i, j, k, at++);
}
