import { GBQ_TO_BQ, HOUR_S } from "../physics/units";
import { type Grid, voxelCount } from "../volume/grid";
import { forEachVoxel, type Mask } from "../volume/mask";
import { type Volume, volume } from "../volume/volume";

/** Decays in each voxel of one source region per GBq administered. */
export interface DecayMap {
  readonly decays: Volume<"decays">;
  /** What the map was spread by: the scan's own distribution, or evenly where the scan shows nothing there. */
  readonly spread: "image" | "uniform";
}

/**
 * Spreads the decays of a region over its voxels as `shape` is distributed there (negative noise counts as zero), so that they sum
 * to `tiacH` hours × 1 GBq. With nothing in the image they are spread evenly over the region.
 */
export function decayMap(region: Mask, shape: ArrayLike<number>, tiacH: number): DecayMap {
  const image = weightsOf(region, (index) => Math.max(0, shape[index]!));
  const spread = image.total > 0 ? "image" : "uniform";
  const { weights, total } = spread === "image" ? image : weightsOf(region, () => 1);
  const decaysPerWeight = total > 0 ? (tiacH * HOUR_S * GBQ_TO_BQ) / total : 0;
  for (let i = 0; i < weights.length; i++) weights[i]! *= decaysPerWeight;
  return { decays: volume("decays", region.grid, weights), spread };
}

function weightsOf(region: Mask, valueAt: (index: number) => number) {
  const weights = emptyOf(region.grid);
  let total = 0;
  forEachVoxel(region, (index, fraction) => {
    const weight = fraction * valueAt(index);
    weights[index] = weight;
    total += weight;
  });
  return { weights, total };
}

const emptyOf = (grid: Grid) => new Float32Array(voxelCount(grid));
