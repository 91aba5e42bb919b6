import { normalCumulative } from "../physics/normal";

/** Standard deviation of a Gaussian of this FWHM. */
export const sigmaOfFwhm = (fwhmMm: number): number => fwhmMm / Math.sqrt(8 * Math.LN2);

/**
 * Share of its activity that a uniform sphere shows inside itself when seen with a Gaussian blur: its autocorrelation
 * 1 − 3r/4R + r³/16R³ averaged over the Maxwell density of the blur. With a = 2R/σ, g = e^(−a²/2),
 *
 *   RC = erf(a/√2) − √(2/π) (a g + 3 (2 − (a² + 2) g)/(2a) − (8 − (a⁴ + 4a² + 8) g)/(2a³)).
 */
export function blurredSphereRecovery(radiusMm: number, fwhmMm: number): number {
  if (fwhmMm <= 0) return 1;
  const a = (2 * radiusMm) / sigmaOfFwhm(fwhmMm);
  // Below this the terms cancel; the share is then that of the density at the centre.
  if (a < 0.05) return (a ** 3 * Math.sqrt(2 / Math.PI)) / 24;
  const g = Math.exp(-(a ** 2) / 2);
  const odd = a * g + (3 * (2 - (a ** 2 + 2) * g)) / (2 * a);
  const fifth = (8 - (a ** 4 + 4 * a ** 2 + 8) * g) / (2 * a ** 3);
  return 2 * normalCumulative(a) - 1 - Math.sqrt(2 / Math.PI) * (odd - fifth);
}

/** Value on the surface of a blurred sphere over its true one. */
export function blurredRim(radiusMm: number, fwhmMm: number): number {
  if (fwhmMm <= 0) return 0.5;
  const sigma = sigmaOfFwhm(fwhmMm);
  const far = Math.exp(-2 * (radiusMm / sigma) ** 2);
  return (
    normalCumulative((2 * radiusMm) / sigma) -
    0.5 -
    (sigma / (radiusMm * Math.sqrt(2 * Math.PI))) * (1 - far)
  );
}

/**
 * d ln(activity) / d ln V of a sphere whose contour is drawn too large or too small. Its counts grow by the rim over the mean; where the spill of the
 * drawn region is undone, its recovery 2·rim/RC − 1 divides them.
 */
export function activityPerVolumeOfBlur(
  radiusMm: number,
  fwhmMm: number,
  corrected: boolean,
): number {
  const counts = blurredRim(radiusMm, fwhmMm) / blurredSphereRecovery(radiusMm, fwhmMm);
  return corrected ? 1 - counts : counts;
}

/**
 * Share of the counts of a sphere that its region loses when it lies beside it by a random shift of `shiftMm` (one standard deviation an axis): on the
 * average a shift is one more blur.
 */
export function lostByShift(radiusMm: number, fwhmMm: number, shiftMm: number): number {
  const wider = Math.hypot(fwhmMm, shiftMm * Math.sqrt(8 * Math.LN2));
  return 1 - blurredSphereRecovery(radiusMm, wider) / blurredSphereRecovery(radiusMm, fwhmMm);
}
