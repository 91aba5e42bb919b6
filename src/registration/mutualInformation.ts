/** Bins an axis of the joint histogram. */
export const HISTOGRAM_BINS = 48;

/**
 * Minus the normalised mutual information (H(F) + H(M)) / H(F, M) of a joint histogram (row: bin of the fixed image), with its derivative by the
 * histogram's entries at a fixed total. C. Studholme, D. Hill, D. Hawkes, Pattern Recognition 32 (1999) 71. Undefined when the histogram is empty or
 * one image is constant.
 */
export function mutualInformationOf(
  joint: Float64Array,
): { value: number; slopes: Float64Array; voxels: number } | undefined {
  const bins = HISTOGRAM_BINS;
  const voxels = joint.reduce((sum, count) => sum + count, 0);
  if (!(voxels > 0)) return undefined;
  const p = joint.map((count) => count / voxels);
  const fixed = new Float64Array(bins);
  const moving = new Float64Array(bins);
  p.forEach((share, at) => {
    fixed[Math.floor(at / bins)]! += share;
    moving[at % bins]! += share;
  });
  const both = entropy(p);
  const apart = entropy(fixed) + entropy(moving);
  if (!(both > 1e-9)) return undefined;
  const ratio = apart / both;
  // dH = −Σ (ln p + 1) dp; the fixed marginal does not move, and the ones cancel at a fixed total but for the ratio's scale.
  const slopes = p.map((share, at) => {
    const dBoth = share > 0 ? -(Math.log(share) + 1) : 0;
    const dMoving = moving[at % bins]! > 0 ? -(Math.log(moving[at % bins]!) + 1) : 0;
    return -(dMoving - ratio * dBoth) / (both * voxels);
  });
  return { value: -ratio, slopes, voxels };
}

const entropy = (p: Float64Array) =>
  p.reduce((sum, share) => (share > 0 ? sum - share * Math.log(share) : sum), 0);
