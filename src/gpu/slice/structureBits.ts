import { type Grid, sameGrid, voxelCount } from "../../volume/grid";
import { forEachVoxel } from "../../volume/mask";
import type { Structure } from "../../volume/study";

/** Which structures hold at least half of each voxel: bit s % 32 of word s / 32, `words` words a voxel. */
export interface StructureBits {
  readonly grid: Grid;
  readonly words: 1 | 2 | 4;
  readonly values: Uint32Array<ArrayBuffer>;
}

export const MOST_STRUCTURES = 128;

/** Undefined without structures. Throws for more than 128, or when they lie on different grids. */
export function structureBits(structures: readonly Structure[]): StructureBits | undefined {
  const grid = structures[0]?.mask.grid;
  if (!grid) return undefined;
  if (structures.length > MOST_STRUCTURES)
    throw new Error(`${structures.length} structures; a view shows at most ${MOST_STRUCTURES}`);
  const words = structures.length <= 32 ? 1 : structures.length <= 64 ? 2 : 4;
  const values = new Uint32Array(words * voxelCount(grid));
  structures.forEach(({ name, mask }, s) => {
    if (!sameGrid(mask.grid, grid)) throw new Error(`${name} lies on a grid of its own`);
    const word = s >>> 5;
    const bit = 1 << (s & 31);
    forEachVoxel(mask, (index, fraction) => {
      if (fraction >= 0.5) values[words * index + word]! |= bit;
    });
  });
  return { grid, words, values };
}
