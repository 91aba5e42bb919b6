import { remainderOf, type SourceRegion, sourceRegions } from "../dosimetry/sourceRegions";
import { fitTimeActivity } from "../kinetics/fit";
import { nuclide } from "../physics/nuclides";
import { HOUR_S, MM3_TO_ML } from "../physics/units";
import {
  correctedActivityMBq,
  measuredActivityMBq,
  type Spill,
  spillBetween,
} from "../quantification/regionActivity";
import { voxelVolumeMm3 } from "../volume/grid";
import { forEachVoxel, type Mask, volumeMl } from "../volume/mask";
import type { Administration, Structure } from "../volume/study";
import type { Volume } from "../volume/volume";
import type { Prescription, RegionResult } from "./planResult";

export const REMAINDER = "remainder";

/** The source regions of a plan: disjoint parts of the structures, and the rest of the body last. */
export function regionsOf(structures: readonly Structure[], body: Mask): SourceRegion[] {
  const regions = sourceRegions(structures);
  const drawnBody = structures.find(({ role }) => role === "body");
  const mask = remainderOf(regions, body.grid, drawnBody?.mask ?? body);
  return [...regions, { id: REMAINDER, name: "remainder of the body", role: "other", mask }];
}

/** Activity of every region at one scan in MBq: as the image shows it, and corrected for what they spill into each other. */
export interface ScanActivities {
  readonly hours: number;
  readonly image: readonly number[];
  readonly corrected: readonly number[];
}

/**
 * Activities of `regions` (the remainder last) in one aligned scan. The remainder is what the whole image holds less the structures, so that activity
 * blurred beyond the skin is not lost.
 */
export function activitiesIn(
  activity: Volume<"activityBqPerMl">,
  hours: number,
  regions: readonly SourceRegion[],
  spill: Spill | undefined,
): ScanActivities {
  const masks = regions.slice(0, -1).map(({ mask }) => mask);
  const image = measuredActivityMBq(activity, masks);
  const corrected = spill ? correctedActivityMBq(activity, masks, spill) : image;
  const total = totalMBq(activity);
  const withRest = (parts: readonly number[]) => [...parts, total - sum(parts)];
  return { hours, image: withRest(image), corrected: withRest(corrected) };
}

/** What the structures spill into each other, or undefined where no correction is asked for or nothing is drawn. */
export function spillOf(
  regions: readonly SourceRegion[],
  body: Mask,
  fwhmMm: number | undefined,
): Spill | undefined {
  const masks = regions.slice(0, -1).map(({ mask }) => mask);
  return fwhmMm === undefined || masks.length === 0 ? undefined : spillBetween(masks, body, fwhmMm);
}

/** Fits every region's activities and integrates them. */
export function kineticsOf(
  regions: readonly SourceRegion[],
  scans: readonly ScanActivities[],
  density: Volume<"densityKgPerM3">,
  imaged: Administration,
  prescription: Prescription,
): RegionResult[] {
  const therapy = nuclide(prescription.nuclide);
  const decayGain = decayRatePerH(imaged.nuclide) - decayRatePerH(prescription.nuclide);
  return regions.map(({ id, name, role, mask }, r) => {
    const timesH = scans.map(({ hours }) => hours);
    // What another nuclide under the same biology would show: its decay in place of the imaged one's.
    const activityMBq = scans.map(
      ({ corrected, hours }) => corrected[r]! * Math.exp(decayGain * hours),
    );
    const fit = fitTimeActivity({
      timesH,
      activityMBq,
      physicalHalfLifeH: therapy.halfLifeS / HOUR_S,
      model: prescription.kineticModelOf[id] ?? prescription.kineticModel,
    });
    return {
      structureId: id,
      name,
      role,
      volumeMl: volumeMl(mask),
      massG: massG(mask, density),
      timesH,
      imageActivityMBq: scans.map(({ image }) => image[r]!),
      activityMBq,
      fit,
      tiacH: fit.tiaMBqH / imaged.activityMBq,
    };
  });
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

export function totalMBq({ grid, values }: Volume<"activityBqPerMl">): number {
  let total = 0;
  for (const value of values) total += value;
  return (total * voxelVolumeMm3(grid) * MM3_TO_ML) / 1e6;
}

const decayRatePerH = (name: string) => (Math.LN2 * HOUR_S) / nuclide(name).halfLifeS;
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
