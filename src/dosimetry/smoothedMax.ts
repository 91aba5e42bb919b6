import { MM3_TO_ML } from "../physics/units";
import { gaussianBlur } from "../volume/gaussian";
import { forEachVoxel, type Mask } from "../volume/mask";

/** Volume over which a dose is smoothed before its maximum is taken, mL; the 0.1 to 1 mL of a "near-maximum" that noise does not decide. */
export const SMOOTHED_OVER_ML = 1;

/**
 * FWHM of the Gaussian that averages noise as a mean over `ml` does, mm: its effective volume 1/∫g² = (4π)^(3/2) σ³ is that volume.
 */
export const fwhmOverVolume = (ml: number): number =>
  (2 * Math.sqrt(2 * Math.LN2) * Math.cbrt(ml / MM3_TO_ML)) / Math.sqrt(4 * Math.PI);

/**
 * Maximum over a structure of its dose smoothed by that Gaussian, in the unit of `dose`; 0 for a structure without a voxel.
 */
export function smoothedMaximum(
  mask: Mask,
  dose: ArrayLike<number>,
  ml: number = SMOOTHED_OVER_ML,
): number {
  return smoothedDose(mask, dose, ml).reduce((most, gy) => Math.max(most, gy), 0);
}

/**
 * The dose smoothed by that Gaussian at every voxel where it is looked at, one after the other. Only voxels of the structure count, by their share in it,
 * so that neither a hot neighbour nor the edge changes it; where the structure fills less than half a voxel its smoothed dose is not looked at.
 */
export function smoothedDose(
  mask: Mask,
  dose: ArrayLike<number>,
  ml: number = SMOOTHED_OVER_ML,
): Float64Array {
  const { occupancy, boxSize, grid } = mask;
  const weighted = new Float32Array(occupancy.length);
  const places = occupancy.keys();
  forEachVoxel(mask, (index) => {
    let at = places.next().value!;
    while (!(occupancy[at]! > 0)) at = places.next().value!;
    weighted[at] = occupancy[at]! * dose[index]!;
  });
  const fwhmMm = fwhmOverVolume(ml);
  const above = gaussianBlur(weighted, boxSize, grid.spacingMm, fwhmMm);
  const below = gaussianBlur(occupancy, boxSize, grid.spacingMm, fwhmMm);
  const least = Math.min(
    0.5,
    occupancy.reduce((most, share) => Math.max(most, share), 0),
  );
  const smoothed: number[] = [];
  for (let i = 0; i < occupancy.length; i++)
    if (occupancy[i]! >= least && below[i]! > 0) smoothed.push(above[i]! / below[i]!);
  return Float64Array.from(smoothed);
}
