import { InputError } from "../inputError";
import { sphereMask, sphereRadiusMm } from "../volume/sphereMask";
import { regionStatistics } from "../volume/statistics";
import { type FoundSphere, findPhantom, findSpheres, type Image, insideOf } from "./findPhantom";
import type { RecoveryReading } from "./recovery";

/** What was filled into a phantom with spheres, in the unit of the image (Bq/mL once calibrated). */
export interface SpherePhantom {
  readonly volumesMl: readonly number[];
  readonly sphereLevel: number;
  /** 0 for cold water around the spheres. */
  readonly backgroundLevel: number;
}

/**
 * Recovery of every sphere: mean over a sphere of its true size at the place found, above the background, over the true contrast,
 *
 *   RC = (mean − background) / (true − background).
 *
 * The background is subtracted on both sides, so that the curve is that of a sphere in nothing; a structure in a warm background is recovered from
 * its mean less its surroundings.
 *
 * @throws InputError where fewer spheres stand out than were filled.
 */
export function recoveryReadings(
  image: Image,
  { volumesMl, sphereLevel, backgroundLevel }: SpherePhantom,
): RecoveryReading[] {
  if (!(sphereLevel > backgroundLevel))
    throw new InputError(
      `phantom: expected spheres hotter than their background, received ${sphereLevel} against ${backgroundLevel}`,
    );
  const largestFirst = [...volumesMl].sort((a, b) => b - a);
  const found = spheresOf(image, largestFirst, backgroundLevel);
  return largestFirst.map((volumeMl, s) => {
    const sphere = sphereMask(image.grid, found[s]!.centreMm, sphereRadiusMm(volumeMl));
    const { mean } = regionStatistics(sphere, image.values);
    return { volumeMl, recovery: (mean - backgroundLevel) / (sphereLevel - backgroundLevel) };
  });
}

/** In a warm phantom the spheres are looked for away from its walls. */
function spheresOf(
  image: Image,
  volumesMl: readonly number[],
  backgroundLevel: number,
): FoundSphere[] {
  if (backgroundLevel <= 0) return findSpheres(image, volumesMl.length, 0);
  const phantom = findPhantom(image);
  const wallMm = 1.5 * Math.max(...image.grid.spacingMm);
  return findSpheres(image, volumesMl.length, phantom.level, insideOf(phantom, wallMm));
}
