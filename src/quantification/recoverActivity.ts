import { MBQ_TO_BQ } from "../physics/units";
import { type Box, cutBox } from "../volume/box";
import { squaredDistanceMm2 } from "../volume/distance";
import { type Grid, voxelCount } from "../volume/grid";
import { forEachVoxel, type Mask, occupiedVoxels, volumeMl, weightedSum } from "../volume/mask";
import { maskInBox } from "../volume/maskInBox";
import type { Volume } from "../volume/volume";
import { type RecoveryCurve, recoveryOf } from "./recovery";

/** A region's activity with its recovery undone. */
export interface RecoveredActivity {
  readonly activityMBq: number;
  /** By which its mean above the surroundings was divided. */
  readonly recovery: number;
}

/**
 * Activity of disjoint regions from their means above their surroundings, by the recovery at their volumes,
 *
 *   A = V ((mean − surroundings) / RC(V) + surroundings),
 *
 * the inverse of how the curve was measured. Surroundings: the mean of the body from one to two FWHM outside the region, and as far from every
 * other; nothing where there is no such place.
 */
export function recoveredActivities(
  activity: Volume<"activityBqPerMl">,
  regions: readonly Mask[],
  body: Mask,
  { curve, fwhmMm }: { readonly curve: RecoveryCurve; readonly fwhmMm: number },
): RecoveredActivity[] {
  const inside = filled(activity.grid, [body]);
  const claimed = filled(activity.grid, regions);
  return regions.map((region) => {
    const shell = shellOf(region, inside, claimed, fwhmMm);
    const around = meanOf(shell, activity) ?? 0;
    const mean = meanOf(region, activity) ?? 0;
    const ml = volumeMl(region);
    const recovery = recoveryOf(curve, ml);
    return { activityMBq: (ml * ((mean - around) / recovery + around)) / MBQ_TO_BQ, recovery };
  });
}

/** Beyond one FWHM a region spills next to nothing. */
const SHELL_FWHM = [1, 2] as const;

function shellOf(
  region: Mask,
  inside: Float32Array<ArrayBuffer>,
  claimed: Float32Array<ArrayBuffer>,
  fwhmMm: number,
): Mask {
  const { grid } = region;
  const [from, to] = SHELL_FWHM.map((n) => n * fwhmMm) as [number, number];
  const box = boxAround(region, to);
  const cut = (values: Float32Array<ArrayBuffer>) => cutBox(values, grid.size, box);
  const touched = (values: Float32Array<ArrayBuffer>) => cut(values).map((f) => (f > 0 ? 1 : 0));
  const distance = (values: Float32Array<ArrayBuffer>) =>
    squaredDistanceMm2(touched(values), box.size, grid.spacingMm);
  const toOwn = distance(filled(grid, [region]));
  const toAny = distance(claimed);
  return maskInBox(
    grid,
    box,
    cut(inside).map((f, i) => (toOwn[i]! <= to ** 2 && toAny[i]! >= from ** 2 ? f : 0)),
  );
}

function boxAround({ grid, boxOrigin, boxSize }: Mask, reachMm: number): Box {
  const along = (c: 0 | 1 | 2) => {
    const reach = Math.ceil(reachMm / grid.spacingMm[c]);
    const from = Math.max(0, boxOrigin[c] - reach);
    return [from, Math.min(grid.size[c], boxOrigin[c] + boxSize[c] + reach) - from] as const;
  };
  const [x, y, z] = [along(0), along(1), along(2)];
  return { origin: [x[0], y[0], z[0]], size: [x[1], y[1], z[1]] };
}

function filled(grid: Grid, masks: readonly Mask[]): Float32Array<ArrayBuffer> {
  const values = new Float32Array(voxelCount(grid));
  for (const mask of masks)
    forEachVoxel(mask, (i, fraction) => {
      values[i]! += fraction;
    });
  return values;
}

/** Bq/mL; undefined where the region is empty. */
function meanOf(mask: Mask, { values }: Volume<"activityBqPerMl">): number | undefined {
  const voxels = occupiedVoxels(mask);
  return voxels > 0 ? weightedSum(mask, values) / voxels : undefined;
}
