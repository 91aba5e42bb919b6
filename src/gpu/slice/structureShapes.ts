import { type Grid, sameGrid, voxelCount } from "../../volume/grid";
import type { Mask } from "../../volume/mask";
import type { Structure } from "../../volume/study";

export const MOST_STRUCTURES = 128;

/** Fractions of voxels as bytes, 0..255, of every structure over its own bounding box; and which structures hold which voxels. */
export interface StructureShapes {
  readonly grid: Grid;
  /** The boxes one after another, x fastest, four bytes a word. */
  readonly fractions: Uint32Array<ArrayBuffer>;
  /** Where the box of each structure begins, in bytes. */
  readonly offsets: readonly number[];
  /** Bit s % 32 of word s / 32 of a voxel: structure s holds at least half of it. `words` words a voxel. */
  readonly bits: Uint32Array<ArrayBuffer>;
  readonly words: 1 | 2 | 4;
}

/** Undefined without structures. Throws for more than 128, or when they lie on different grids. */
export function structureShapes(structures: readonly Structure[]): StructureShapes | undefined {
  const grid = structures[0]?.mask.grid;
  if (!grid) return undefined;
  if (structures.length > MOST_STRUCTURES)
    throw new Error(`${structures.length} structures; a view shows at most ${MOST_STRUCTURES}`);
  const stranger = structures.find(({ mask }) => !sameGrid(mask.grid, grid));
  if (stranger)
    throw new Error(`${stranger.name} lies on another grid than ${structures[0]!.name}`);
  const words = structures.length <= 32 ? 1 : structures.length <= 64 ? 2 : 4;
  const bits = new Uint32Array(words * voxelCount(grid));
  const offsets: number[] = [];
  let end = 0;
  for (const { mask } of structures) {
    offsets.push(end);
    end += mask.occupancy.length;
  }
  const fractions = new Uint32Array(Math.ceil(end / 4));
  const bytes = new Uint8Array(fractions.buffer);
  structures.forEach(({ mask }, s) => {
    const offset = offsets[s]!;
    for (let i = 0; i < mask.occupancy.length; i++)
      bytes[offset + i] = Math.round(255 * mask.occupancy[i]!);
    markVoxels(mask, bytes.subarray(offset), bits, words, s);
  });
  return { grid, fractions, offsets, bits, words };
}

/** Half and more is 128 and more: the same side of the line for the bit as for the byte. */
function markVoxels(
  { grid, boxOrigin, boxSize }: Mask,
  bytes: Uint8Array,
  bits: Uint32Array,
  words: number,
  s: number,
): void {
  const [nx, ny] = grid.size;
  const [bx, by, bz] = boxSize;
  const word = s >>> 5;
  const bit = 1 << (s & 31);
  for (let k = 0, at = 0; k < bz; k++)
    for (let j = 0; j < by; j++) {
      const row = boxOrigin[0] + nx * (boxOrigin[1] + j + ny * (boxOrigin[2] + k));
      for (let i = 0; i < bx; i++, at++)
        if (bytes[at]! >= 128) bits[words * (row + i) + word]! |= bit;
    }
}
