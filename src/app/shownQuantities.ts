import type { Gpu } from "../gpu/gpu";
import type { MapColours, SliceMap } from "../gpu/slice/sliceLook";
import { scanSeenFrom } from "../registration/deformedMap";
import { resampleTo } from "../registration/resample";
import { sameGrid, voxelCount } from "../volume/grid";
import { AVERAGE } from "../volume/resample";
import { type Volume, volume } from "../volume/volume";
import { partOf, type Work } from "../work";
import { MAP_COLOURS, usualRange } from "./mapPicture";
import type { OpenPlan } from "./openPlan";
import { coloursOf, shownValues, VOXEL_MAPS } from "./voxelMapLook";
import type { VoxelMaps } from "./voxelMaps";
import { MAP_STATUS } from "./voxelStatus";

/** What the views can show in place of the dose: the activity of a scan, by its number, or a map of the voxels' kinetics. */
export type QuantityId = `scan:${number}` | keyof VoxelMaps;

/** One of them, as it is offered. */
export interface OfferedQuantity {
  readonly id: QuantityId;
  readonly name: string;
}

/** A map with its colours, for views and legend. */
export interface ShownMap extends SliceMap {
  readonly title: string;
  readonly look: MapColours;
}

/** What a plan can show: every scan, and the maps where every voxel was fitted. */
export function offeredQuantities({ study, result }: OpenPlan): {
  readonly scans: readonly OfferedQuantity[];
  readonly maps: readonly OfferedQuantity[];
} {
  const scans = study.timePoints.map(
    ({ label, hoursAfterAdministration: hours }, n): OfferedQuantity => ({
      id: `scan:${n}`,
      name: label.includes("h")
        ? `Activity, ${label}`
        : `Activity, ${label} (${hours.toFixed(1)} h)`,
    }),
  );
  const maps = result.voxelKinetics?.maps ? (Object.keys(VOXEL_MAPS) as (keyof VoxelMaps)[]) : [];
  return { scans, maps: maps.map((id) => ({ id, name: VOXEL_MAPS[id].title })) };
}

/** Whether a choice of the views is one of them, and no dose or difference. */
export const isQuantity = (id: string): id is QuantityId =>
  id.startsWith("scan:") || id in VOXEL_MAPS;

/**
 * The map of one quantity on the reference grid. Activities are those at the time of the scan, kBq/mL, moved as the scan was aligned (a concentration: volume
 * that changed under a deformation does not scale it); voxels that the scan does not see show nothing.
 */
export async function shownMap(
  gpu: Gpu,
  plan: OpenPlan,
  id: QuantityId,
  work: Work,
): Promise<ShownMap> {
  if (!id.startsWith("scan:")) return mapOfVoxels(plan, id as keyof VoxelMaps);
  const n = Number(id.slice("scan:".length));
  const scan = plan.study.timePoints[n]!;
  const activity = await activityOnDoseGrid(gpu, plan, n, work);
  const most = activity.values.reduce((largest, value) => Math.max(largest, value || 0), 0);
  const [, to] = usualRange(activity.values.filter((value) => value > NOTABLE_SHARE * most));
  return {
    volume: activity,
    unit: "kBq/mL",
    title: `Activity at ${scan.hoursAfterAdministration.toFixed(1)} h, ${scan.nuclide}`,
    look: { range: [0, to], colours: MAP_COLOURS, classes: false, veiled: true },
  };
}

/** Below this share of the largest concentration a voxel does not set the colours. */
const NOTABLE_SHARE = 0.02;

function mapOfVoxels({ result }: OpenPlan, id: keyof VoxelMaps): ShownMap {
  const maps = result.voxelKinetics!.maps!;
  const { title, unit } = VOXEL_MAPS[id];
  return {
    volume: volume("image", maps[id].grid, shownValues(maps, id)),
    unit,
    title,
    look: coloursOf(maps, id),
    ...(id === "status" ? { names: MAP_STATUS } : {}),
  };
}

async function activityOnDoseGrid(
  gpu: Gpu,
  { study, result }: OpenPlan,
  n: number,
  work: Work,
): Promise<Volume<"image">> {
  const { grid } = result.doseGyPerGBq;
  const { activity } = study.timePoints[n]!;
  const inKBq = (values: Float32Array<ArrayBuffer>) =>
    volume(
      "image",
      grid,
      values.map((bqPerMl) => bqPerMl / 1000),
    );
  const transform = await scanSeenFrom(result.alignments[n]!, grid, partOf(work, 0, 0.2));
  if (transform.kind === "identity" && sameGrid(activity.grid, grid, 1e-4))
    return inKBq(activity.values);
  const resampling = { grid, transform, sampling: AVERAGE };
  const moved = await resampleTo(gpu, activity, resampling, partOf(work, 0.2, 0.6));
  const ones = volume("image", activity.grid, new Float32Array(voxelCount(activity.grid)).fill(1));
  const seen = await resampleTo(gpu, ones, resampling, partOf(work, 0.6, 1));
  return inKBq(moved.values.map((value, v) => (seen.values[v]! > 0.5 ? value : Number.NaN)));
}
