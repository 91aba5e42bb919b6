import { type Grid, sameGrid, voxelCount } from "../../volume/grid";
import type { Mask } from "../../volume/mask";
import type { Structure } from "../../volume/study";

export const MOST_STRUCTURES = 128;

/** Fractions of voxels as bytes, 0..255, of every structure over its own bounding box; and which outlines cross which cells. */
export interface StructureShapes {
  readonly grid: Grid;
  /** The boxes one after another, x fastest, four bytes a word. */
  readonly fractions: Uint32Array<ArrayBuffer>;
  /** Where the box of each structure begins, in bytes. */
  readonly offsets: readonly number[];
  /**
   * Bit s % 32 of word s / 32 of a voxel: of the eight voxels from this one to the next along each axis some are at least half
   * in structure s and some are not. A trilinear value stays between those of the corners, so only there it has an outline.
   */
  readonly crossings: Uint32Array<ArrayBuffer>;
  /** Words of `crossings` a voxel. */
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
  const crossings = new Uint32Array(words * voxelCount(grid));
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
    markCrossings(mask, bytes.subarray(offset), crossings, words, s);
  });
  return { grid, fractions, offsets, crossings, words };
}

/** Half and more is 128 and more. Cells begin one voxel before the box. */
function markCrossings(
  { grid, boxOrigin, boxSize }: Mask,
  bytes: Uint8Array,
  crossings: Uint32Array,
  words: number,
  s: number,
): void {
  const [nx, ny, nz] = grid.size;
  const [bx, by, bz] = boxSize;
  const word = s >>> 5;
  const bit = 1 << (s & 31);
  const isHalf = (i: number, j: number, k: number) =>
    i >= 0 &&
    j >= 0 &&
    k >= 0 &&
    i < bx &&
    j < by &&
    k < bz &&
    bytes[i + bx * (j + by * k)]! >= 128;
  const first = boxOrigin.map((o) => (o === 0 ? 0 : -1));
  for (let k = first[2]!; k < bz; k++)
    for (let j = first[1]!; j < by; j++)
      for (let i = first[0]!; i < bx; i++) {
        // At the last voxel of the grid the cell has no further corners: the outline does not close there.
        const di = boxOrigin[0] + i + 1 < nx ? 1 : 0;
        const dj = boxOrigin[1] + j + 1 < ny ? 1 : 0;
        const dk = boxOrigin[2] + k + 1 < nz ? 1 : 0;
        const half =
          +isHalf(i, j, k) +
          +isHalf(i + di, j, k) +
          +isHalf(i, j + dj, k) +
          +isHalf(i + di, j + dj, k) +
          +isHalf(i, j, k + dk) +
          +isHalf(i + di, j, k + dk) +
          +isHalf(i, j + dj, k + dk) +
          +isHalf(i + di, j + dj, k + dk);
        if (half === 0 || half === 8) continue;
        const voxel = boxOrigin[0] + i + nx * (boxOrigin[1] + j + ny * (boxOrigin[2] + k));
        crossings[words * voxel + word]! |= bit;
      }
}
