import { MM3_TO_ML } from "../physics/units";
import { voxelVolumeMm3 } from "../volume/grid";
import { forEachVoxel } from "../volume/mask";
import type { Volume } from "../volume/volume";
import { DVH_BINS, type Dvh, type DvhStructure, dvhBins } from "./dvh";

/**
 * A structure ready for what-ifs at display rate on the CPU: of every source region's dose only the structure's own voxels, one after the other.
 * Dose is linear in the decays of each source region, so a what-if on uptake or half-life is a weighted sum of these.
 */
export interface LiveStructure {
  readonly structureId: string;
  readonly name: string;
  /** mL of each voxel that belong to the structure. */
  readonly voxelsMl: Float64Array;
  /** For each source region the dose per GBq in those voxels. */
  readonly basisGyPerGBq: readonly Float32Array[];
}

/** Gathers a structure's voxels from the dose of each source region; all lie on the structure's grid. */
export function liveStructure(
  { id, name, mask }: DvhStructure,
  basis: readonly Volume<"doseGyPerGBq">[],
): LiveStructure {
  const indices: number[] = [];
  const fractions: number[] = [];
  forEachVoxel(mask, (index, fraction) => {
    indices.push(index);
    fractions.push(fraction);
  });
  const voxelMl = voxelVolumeMm3(mask.grid) * MM3_TO_ML;
  return {
    structureId: id,
    name,
    voxelsMl: Float64Array.from(fractions, (fraction) => fraction * voxelMl),
    basisGyPerGBq: basis.map(({ values }) => Float32Array.from(indices, (index) => values[index]!)),
  };
}

/** The DVH of Σ weight·dose over the source regions; equals `dvhOf` of that sum. Weights are pure numbers, 1 where nothing changes. */
export function liveDvh(
  { structureId, name, voxelsMl, basisGyPerGBq }: LiveStructure,
  weights: readonly number[],
): Dvh {
  const dose = weightedSum(basisGyPerGBq, weights, voxelsMl.length);
  let volumeMl = 0;
  let sum = 0;
  let minGy = Number.POSITIVE_INFINITY;
  let maxGy = Number.NEGATIVE_INFINITY;
  for (let v = 0; v < dose.length; v++) {
    const gy = dose[v]!;
    volumeMl += voxelsMl[v]!;
    sum += voxelsMl[v]! * gy;
    if (gy < minGy) minGy = gy;
    if (gy > maxGy) maxGy = gy;
  }
  const bins = dvhBins(maxGy);
  const counts = new Float64Array(bins.count);
  const binsPerGy = 1 / bins.width;
  for (let v = 0; v < dose.length; v++) {
    const bin = Math.min(Math.max(Math.floor(dose[v]! * binsPerGy), 0), DVH_BINS - 1);
    counts[bin]! += voxelsMl[v]!;
  }
  return {
    structureId,
    name,
    quantity: "doseGyPerGBq",
    volumeMl,
    binWidthGy: bins.width,
    counts,
    minGy,
    meanGy: sum / volumeMl,
    maxGy,
  };
}

function weightedSum(
  basis: readonly Float32Array[],
  weights: readonly number[],
  voxels: number,
): Float32Array {
  if (weights.length !== basis.length)
    throw new Error(`${weights.length} weights for ${basis.length} source regions`);
  const sum = new Float32Array(voxels);
  basis.forEach((dose, s) => {
    const weight = weights[s]!;
    for (let v = 0; v < voxels; v++) sum[v]! += weight * dose[v]!;
  });
  return sum;
}
