import { remainderOf, type SourceRegion, sourceRegions } from "../dosimetry/sourceRegions";
import { MM3_TO_ML } from "../physics/units";
import { recoveredActivities } from "../quantification/recoverActivity";
import type { RecoveryCurve } from "../quantification/recovery";
import {
  correctedActivityMBq,
  measuredActivityMBq,
  spillBetween,
} from "../quantification/regionActivity";
import type { Alignment } from "../registration/alignTimePoints";
import { type Grid, voxelVolumeMm3 } from "../volume/grid";
import { type Mask, volumeMl } from "../volume/mask";
import { resampleMask } from "../volume/resampleMask";
import type { EmissionScan, Structure } from "../volume/study";
import { IDENTITY, invertTransform, type LinearTransform } from "../volume/transform";
import type { Volume } from "../volume/volume";
import { type CarriedStructures, shareWithin } from "./carriedStructures";

export const REMAINDER = "remainder";
/** A reading of less of the region than this would pass for washout. */
export const LEAST_COVERED = 0.98;

/** The source regions on one grid: disjoint parts of the structures, and the rest of the body last. */
export function regionsOf(structures: readonly Structure[], body: Mask): SourceRegion[] {
  const regions = sourceRegions(structures);
  const drawnBody = structures.find(({ role }) => role === "body");
  const mask = remainderOf(regions, body.grid, drawnBody?.mask ?? body);
  return [...regions, { id: REMAINDER, name: "remainder of the body", role: "other", mask }];
}

/** Every structure as fractions of the voxels of a grid that lies under its transform (grid → the structures' space). */
export const structuresOn = (
  grid: Grid,
  structures: readonly Structure[],
  transformOf: (structureId: string) => LinearTransform = () => IDENTITY,
): Structure[] =>
  structures.map((structure) => ({
    ...structure,
    mask: resampleMask(structure.mask, grid, transformOf(structure.id)),
  }));

/** One reading of one region. */
export interface RegionReading {
  /** Activity as the image shows it, MBq. */
  readonly imageMBq: number;
  /** The same with what neighbours spill into each other undone. */
  readonly correctedMBq: number;
  /** By which its mean above the surroundings was divided; undefined without a recovery curve. */
  readonly recovery?: number;
  /** Share of the region that lies in the scan's field of view. */
  readonly covered: number;
}

/** Activities in one scan. */
export interface ScanReadings {
  readonly scanId: string;
  readonly label: string;
  readonly hours: number;
  readonly byRegion: ReadonlyMap<string, RegionReading>;
}

/** How the patient and the camera lie for one reading. */
export interface ReadingSetup {
  readonly structures: readonly Structure[];
  readonly body: Mask;
  /** Reference → scan, of the whole and of structures that moved on their own. */
  readonly alignment: Pick<Alignment, "transform" | "local" | "deformation">;
  /** Structures and body on the scan's grid, where its tissue was deformed; else they follow the alignment. */
  readonly carried?: CarriedStructures | undefined;
  /** Resolution whose spill is undone; undefined leaves activities as the image shows them. */
  readonly fwhmMm: number | undefined;
  /** Where given, recovery at the region's volume is undone in place of the spill. */
  readonly curve?: RecoveryCurve | undefined;
}

/**
 * Activities of all regions in one scan, read in its own voxels: the structures are moved to the scan, not the scan to them, so that no interpolation
 * blurs it further. The remainder is what the whole image holds less the structures; so activity blurred beyond the skin is not lost.
 */
export function readActivities(
  { id: scanId, activity, hoursAfterAdministration, label }: EmissionScan,
  { structures, body, alignment, carried, fwhmMm, curve }: ReadingSetup,
): ScanReadings {
  const { transform, local = {} } = alignment;
  const { grid } = activity;
  const toReference = invertTransform(transform);
  const back = (id: string) => (local[id] ? invertTransform(local[id]) : toReference);
  const placed = (carried?.structures ?? structuresOn(grid, structures, back)).filter(hasVoxels);
  const bodyHere = carried?.body ?? resampleMask(body, grid, toReference);
  const regions = regionsOf(placed, bodyHere);
  const masks = regions.slice(0, -1).map(({ mask }) => mask);
  const image = measuredActivityMBq(activity, masks);
  const recovered =
    curve && fwhmMm !== undefined
      ? recoveredActivities(activity, masks, bodyHere, { curve, fwhmMm })
      : undefined;
  const corrected =
    recovered?.map(({ activityMBq }) => activityMBq) ??
    (fwhmMm === undefined || masks.length === 0
      ? image
      : correctedActivityMBq(activity, masks, spillBetween(masks, bodyHere, fwhmMm)));
  const total = totalMBq(activity);
  const volumesChange = carried !== undefined || transform.kind === "affine";
  const whole = new Map(structures.map(({ id, mask }) => [id, mask]));
  const here = new Map(placed.map(({ id, mask }) => [id, mask]));
  const covered = (id: string) =>
    volumesChange
      ? shareWithin(whole.get(id)!, grid, alignment)
      : volumeMl(here.get(id)!) / volumeMl(whole.get(id)!);
  const byRegion = new Map<string, RegionReading>(
    regions.slice(0, -1).map(({ id }, r) => [
      id,
      {
        imageMBq: image[r]!,
        correctedMBq: corrected[r]!,
        ...(recovered ? { recovery: recovered[r]!.recovery } : {}),
        covered: covered(id),
      },
    ]),
  );
  byRegion.set(REMAINDER, {
    imageMBq: total - sum(image),
    correctedMBq: total - sum(corrected),
    covered: 1,
  });
  return { scanId, label, hours: hoursAfterAdministration, byRegion };
}

export function totalMBq({ grid, values }: Volume<"activityBqPerMl">): number {
  let total = 0;
  for (const value of values) total += value;
  return (total * voxelVolumeMm3(grid) * MM3_TO_ML) / 1e6;
}

const hasVoxels = ({ mask }: Structure) => mask.occupancy.length > 0;
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
