import type { SourceRegion } from "../dosimetry/sourceRegions";
import { InputError } from "../inputError";
import { weightOf } from "../kinetics/chosenFit";
import { nuclide } from "../physics/nuclides";
import { HOUR_S, MM3_TO_ML } from "../physics/units";
import { voxelVolumeMm3 } from "../volume/grid";
import { forEachVoxel, type Mask, volumeMl } from "../volume/mask";
import type { Administration } from "../volume/study";
import type { Volume } from "../volume/volume";
import type { Prescription, RegionResult } from "./planResult";
import { LEAST_COVERED, type ScanReadings } from "./regionActivities";
import { regionFit } from "./regionFit";

/** Fits every region's activities and integrates them, for the nuclide of the therapy. */
export const kineticsOf = (
  regions: readonly SourceRegion[],
  scans: readonly ScanReadings[],
  density: Volume<"densityKgPerM3">,
  imaged: Administration,
  prescription: Prescription,
): RegionResult[] =>
  regions.map((region) => regionResult(region, scans, density, imaged, prescription));

function regionResult(
  { id, name, role, mask }: SourceRegion,
  scans: readonly ScanReadings[],
  density: Volume<"densityKgPerM3">,
  imaged: Administration,
  prescription: Prescription,
): RegionResult {
  const readings = scans.flatMap(({ scanId, hours, byRegion }) => {
    const reading = byRegion.get(id);
    return reading && reading.covered >= LEAST_COVERED ? [{ scanId, hours, ...reading }] : [];
  });
  if (readings.length === 0)
    throw new InputError(`${name}: lies in the field of view of no scan; no activity can be read`);
  // What another nuclide under the same biology would show: its decay in place of the imaged one's.
  const decayGain = decayRatePerH(imaged.nuclide) - decayRatePerH(prescription.nuclide);
  const activityMBq = readings.map((r) => r.correctedMBq * Math.exp(decayGain * r.hours));
  const timesH = readings.map(({ hours }) => hours);
  const scanIds = readings.map(({ scanId }) => scanId);
  const sigmaMBq = sigmaOf(activityMBq, prescription.readingErrorPercent);
  const given = { scanIds, timesH, activityMBq, sigmaMBq };
  const { choice, fit } = regionFit({ id, name, role, ...given }, imaged, prescription);
  return {
    structureId: id,
    name,
    role,
    volumeMl: volumeMl(mask),
    massG: massG(mask, density),
    scanIds,
    timesH,
    imageActivityMBq: readings.map(({ imageMBq }) => imageMBq),
    activityMBq,
    ...(readings.every(({ recovery }) => recovery !== undefined)
      ? { recovery: readings.map(({ recovery }) => recovery!) }
      : {}),
    sigmaMBq,
    weights: scanIds.map((scanId) => weightOf(choice, scanId)),
    fit,
    tiacH: fit.tiaMBqH / imaged.activityMBq,
    leftOut: scans
      .filter(({ hours }) => !timesH.includes(hours))
      .map(({ label }) => `${label} shows only a part of it, or nothing`),
  };
}

/** Errors in proportion to the activity, but never below those of a reading at a hundredth of the highest. */
function sigmaOf(activityMBq: readonly number[], percent: number | undefined) {
  if (percent === undefined) return undefined;
  const least = Math.max(...activityMBq.map(Math.abs)) / 100;
  return activityMBq.map((a) => (percent / 100) * Math.max(Math.abs(a), least));
}

/** Mass of a region from the density of its voxels, g. */
export function massG(mask: Mask, { grid, values }: Volume<"densityKgPerM3">): number {
  const voxelMl = voxelVolumeMm3(grid) * MM3_TO_ML;
  let kgPerM3 = 0;
  forEachVoxel(mask, (i, fraction) => {
    kgPerM3 += fraction * values[i]!;
  });
  return (kgPerM3 / 1000) * voxelMl;
}

const decayRatePerH = (name: string) => (Math.LN2 * HOUR_S) / nuclide(name).halfLifeS;
