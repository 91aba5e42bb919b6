import { MM3_TO_ML } from "../physics/units";
import { voxelVolumeMm3 } from "../volume/grid";
import type { Bins } from "../volume/histogram";
import { forEachVoxel } from "../volume/mask";
import type { Volume } from "../volume/volume";
import { type Dvh, type DvhStructure, dvhBins } from "./dvh";

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
  const at = Uint32Array.from(indices);
  const voxelMl = voxelVolumeMm3(mask.grid) * MM3_TO_ML;
  return {
    structureId: id,
    name,
    voxelsMl: Float64Array.from(fractions, (fraction) => fraction * voxelMl),
    basisGyPerGBq: basis.map(({ values }) => gathered(values, at)),
  };
}

/** A plain loop: `from` with a function takes ten times as long, in the page where this is waited for. */
function gathered(values: Float32Array, at: Uint32Array): Float32Array {
  const own = new Float32Array(at.length);
  for (let v = 0; v < own.length; v++) own[v] = values[at[v]!]!;
  return own;
}

/** The DVH of Σ weight·dose over the source regions; equals `dvhOf` of that sum. Weights are pure numbers, 1 where nothing changes. */
export function liveDvh(
  { structureId, name, voxelsMl, basisGyPerGBq }: LiveStructure,
  weights: readonly number[],
): Dvh {
  const dose = weightedSum(basisGyPerGBq, weights);
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
  const counts = binned(dose, voxelsMl, bins);
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

/** mL in each bin; the last also holds the maximum. */
function binned(dose: Float32Array, voxelsMl: Float64Array, { count, width }: Bins): Float64Array {
  const counts = new Float64Array(count);
  const binsPerGy = 1 / width;
  for (let v = 0; v < dose.length; v++) {
    const bin = Math.trunc(dose[v]! * binsPerGy);
    counts[bin < 0 ? 0 : bin < count ? bin : count - 1]! += voxelsMl[v]!;
  }
  return counts;
}

/** Two source regions in each pass, since passes wait for memory; rounded as in passes of one each. */
function weightedSum(basis: readonly Float32Array[], weights: readonly number[]): Float32Array {
  if (weights.length !== basis.length)
    throw new Error(`${weights.length} weights for ${basis.length} source regions`);
  const [first, ...others] = basis;
  if (!first) throw new Error("no source region to sum");
  const sum = first.slice();
  if (weights[0] !== 1) for (let v = 0; v < sum.length; v++) sum[v]! *= weights[0]!;
  for (let s = 0; s < others.length; s += 2) {
    const [one, two] = [others[s]!, others[s + 1]];
    const [weightOne, weightTwo] = [weights[s + 1]!, weights[s + 2]!];
    if (two)
      for (let v = 0; v < sum.length; v++)
        sum[v] = Math.fround(sum[v]! + weightOne * one[v]!) + weightTwo * two[v]!;
    else for (let v = 0; v < sum.length; v++) sum[v]! += weightOne * one[v]!;
  }
  return sum;
}
