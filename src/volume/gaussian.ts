import type { Triple } from "./grid";

const FWHM_PER_SIGMA = 2 * Math.sqrt(2 * Math.LN2);

/**
 * `values` (x fastest, `size` voxels) convolved with a Gaussian of `fwhmMm`, integrated over each voxel so that the weights sum to 1
 * even when the Gaussian is narrower than a voxel. Zero outside; a FWHM of 0 returns a copy.
 */
export function gaussianBlur(
  values: Float32Array,
  size: Triple,
  spacingMm: Triple,
  fwhmMm: number,
): Float32Array<ArrayBuffer> {
  let current = Float32Array.from(values);
  if (fwhmMm <= 0) return current;
  const strides = [1, size[0], size[0] * size[1]];
  for (const axis of [0, 1, 2] as const) {
    const weights = voxelWeights(fwhmMm / FWHM_PER_SIGMA / spacingMm[axis]);
    current = blurAxis(current, size[axis], strides[axis]!, weights);
  }
  return current;
}

/** Voxels beside a voxel, along an axis of `spacingMm`, that its blur reaches. */
export const blurReach = (fwhmMm: number, spacingMm: number): number =>
  fwhmMm > 0 ? voxelWeights(fwhmMm / FWHM_PER_SIGMA / spacingMm).length - 1 : 0;

/** Share of a centred Gaussian that falls into voxel 0, 1, 2 … beside the centre (symmetric; the whole sums to 1). */
function voxelWeights(sigmaVoxels: number): Float64Array {
  const reach = Math.max(1, Math.ceil(4 * sigmaVoxels + 0.5));
  const cumulative = (x: number) => 0.5 * (1 + errorFunction(x / (sigmaVoxels * Math.SQRT2)));
  const weights = new Float64Array(reach + 1);
  for (let i = 0; i <= reach; i++) weights[i] = cumulative(i + 0.5) - cumulative(i - 0.5);
  const total = weights[0]! + 2 * weights.subarray(1).reduce((sum, w) => sum + w, 0);
  return weights.map((w) => w / total);
}

function blurAxis(
  values: Float32Array,
  length: number,
  stride: number,
  weights: Float64Array,
): Float32Array<ArrayBuffer> {
  const blurred = new Float32Array(values.length);
  const reach = weights.length - 1;
  const line = new Float64Array(length + 2 * reach);
  const block = stride * length;
  for (let base = 0; base < values.length; base += block)
    for (let offset = 0; offset < stride; offset++) {
      const start = base + offset;
      let any = false;
      for (let i = 0; i < length; i++) {
        const value = values[start + i * stride]!;
        line[i + reach] = value;
        any ||= value !== 0;
      }
      if (!any) continue;
      for (let i = 0; i < length; i++) {
        let sum = weights[0]! * line[i + reach]!;
        for (let w = 1; w <= reach; w++)
          sum += weights[w]! * (line[i + reach - w]! + line[i + reach + w]!);
        blurred[start + i * stride] = sum;
      }
    }
  return blurred;
}

/** Error function to 1.5e-7 (Abramowitz and Stegun 7.1.26). */
function errorFunction(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const polynomial =
    t *
    (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.sign(x) * (1 - polynomial * Math.exp(-x * x));
}
