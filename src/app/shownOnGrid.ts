import type { Gpu } from "../gpu/gpu";
import type { Alignment } from "../registration/alignTimePoints";
import { scanSeenFrom } from "../registration/deformedMap";
import { resampleTo } from "../registration/resample";
import type { Grid } from "../volume/grid";
import { forEachVoxel } from "../volume/mask";
import { AVERAGE } from "../volume/resample";
import type { EmissionScan, Structure } from "../volume/study";
import { partOf, type Work } from "../work";

/**
 * A scan of another session as it lies on the dose grid: where its decays are. Structures that moved on their own (`structures`, on that grid) show what
 * the scan holds in them.
 */
export async function shownOnGrid(
  gpu: Gpu,
  scan: EmissionScan,
  { grid, alignment, structures }: ShownOnGrid,
  work: Work,
): Promise<EmissionScan> {
  const { local = {} } = alignment;
  const transform = await scanSeenFrom(alignment, grid, partOf(work, 0, 0.3));
  const resampling = { grid, transform, sampling: AVERAGE };
  const activity = await resampleTo(gpu, scan.activity, resampling, partOf(work, 0.3, 0.6));
  for (const { id, mask } of structures) {
    const own = local[id];
    if (!own) continue;
    const moved = { grid, transform: own, sampling: AVERAGE };
    const here = await resampleTo(gpu, scan.activity, moved, partOf(work, 0.6, 1));
    forEachVoxel(mask, (v) => {
      activity.values[v] = here.values[v]!;
    });
  }
  return { ...scan, activity };
}

interface ShownOnGrid {
  readonly grid: Grid;
  readonly alignment: Alignment;
  readonly structures: readonly Structure[];
}
