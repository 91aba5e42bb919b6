import type { LiveStructure } from "../dosimetry/dvhLive";

/** The patient's own S-matrix: mean dose of each target from each source region, Gy per GBq administered. */
export interface SMatrix {
  readonly targets: readonly { readonly id: string; readonly name: string }[];
  readonly sourceIds: readonly string[];
  /** One row a target, one column a source. */
  readonly gyPerGBq: readonly Float64Array[];
  /**
   * Of the same, what decays in the target gives, where daughters decay elsewhere than they were formed; undefined for a target that is no source.
   * Left out where a target's own column is that.
   */
  readonly inPlaceGyPerGBq?: readonly (Float64Array | undefined)[];
}

/** The S-matrix from each structure's voxels; the columns are in the order of the structures' basis. */
export function sMatrixOf(
  structures: readonly LiveStructure[],
  sourceIds: readonly string[],
): SMatrix {
  return {
    targets: structures.map(({ structureId, name }) => ({ id: structureId, name })),
    sourceIds,
    gyPerGBq: structures.map(({ voxelsMl, basisGyPerGBq }) => {
      if (basisGyPerGBq.length !== sourceIds.length)
        throw new Error(`${sourceIds.length} source regions for ${basisGyPerGBq.length} doses`);
      return Float64Array.from(basisGyPerGBq, (dose) => weightedMean(dose, voxelsMl));
    }),
  };
}

/** Mean dose of each target when the decays of every source are multiplied by its weight, Gy per GBq. */
export const meansOf = ({ gyPerGBq }: SMatrix, weights: readonly number[]): number[] =>
  gyPerGBq.map((row) => row.reduce((sum, gy, s) => sum + gy * weights[s]!, 0));

/** Dose of a target from itself and from everything else, Gy per GBq. Cross dose alone where the target is no source. */
export function selfAndCross(
  { targets, sourceIds, gyPerGBq }: SMatrix,
  target: number,
): { readonly selfGyPerGBq: number; readonly crossGyPerGBq: number } {
  const row = gyPerGBq[target]!;
  const own = sourceIds.indexOf(targets[target]!.id);
  const selfGyPerGBq = own < 0 ? 0 : row[own]!;
  const total = row.reduce((sum, gy) => sum + gy, 0);
  return { selfGyPerGBq, crossGyPerGBq: total - selfGyPerGBq };
}

/** Mean dose of a structure over its volume, from its voxels. */
export function weightedMean(dose: Float32Array, voxelsMl: Float64Array): number {
  let sum = 0;
  let volume = 0;
  for (let v = 0; v < dose.length; v++) {
    sum += dose[v]! * voxelsMl[v]!;
    volume += voxelsMl[v]!;
  }
  return sum / volume;
}
