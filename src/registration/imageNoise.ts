import type { Triple } from "../volume/grid";
import { meanOf, percentileOf } from "../volume/statistics";

/** So many voxels at least about are looked at: the quartile is then good to 1 %. */
const SAMPLES = 30000;
const LEAST_SAMPLES = 50;
/** Spread of a normal distribution over the lower quartile of its absolute values. */
const SPREAD_OF_QUARTILE = 3.138;
/** Variance of the Laplacian of noise of variance 1: 6² + 6. */
const LAPLACIAN_GAIN = 42;

/**
 * Variance of the noise of an image, in its units squared: from the lower quartile of the absolute Laplacian (6 neighbours) of the voxels brighter than
 * the mean, where the body is; as long as a quarter of them lie in smooth tissue, edges and texture hardly raise it. The noise is taken as independent from voxel to voxel (J. Immerkær,
 * Comput Vis Image Underst 64 (1996) 300, here in three dimensions and robust); what neighbours share is missed. 0 for an image too thin or too small.
 */
export function noiseVariance(values: ArrayLike<number>, [nx, ny, nz]: Triple): number {
  const inner = (nx - 2) * (ny - 2) * (nz - 2);
  if (Math.min(nx, ny, nz) < 3) return 0;
  const step = Math.max(1, Math.floor(Math.cbrt(inner / SAMPLES)));
  const mean = meanOf(values);
  const laplacians: number[] = [];
  for (let k = 1; k < nz - 1; k += step)
    for (let j = 1; j < ny - 1; j += step)
      for (let i = 1; i < nx - 1; i += step) {
        const at = i + nx * (j + ny * k);
        if (values[at]! > mean) laplacians.push(Math.abs(laplacian(values, at, nx, nx * ny)));
      }
  if (laplacians.length < LEAST_SAMPLES) return 0;
  return (SPREAD_OF_QUARTILE * percentileOf(laplacians, 25)) ** 2 / LAPLACIAN_GAIN;
}

const laplacian = (v: ArrayLike<number>, at: number, row: number, slice: number) =>
  v[at - 1]! +
  v[at + 1]! +
  v[at - row]! +
  v[at + row]! +
  v[at - slice]! +
  v[at + slice]! -
  6 * v[at]!;
