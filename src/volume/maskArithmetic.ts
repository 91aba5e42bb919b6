import type { Triple } from "./grid";
import { forEachVoxel, type Mask } from "./mask";

/** Share of every voxel of `mask` that is in no other, where what a voxel has of another is part of what it has of this one. All on one grid. */
export function maskWithout(mask: Mask, others: readonly Mask[]): Mask {
  const taken = combined(mask, others);
  return {
    ...mask,
    occupancy: mask.occupancy.map((share, v) => Math.max(0, share - taken[v]!)),
  };
}

/** What of every voxel of `mask` has room beside the others, which are taken to be drawn apart from it. All on one grid. */
export function maskBeside(mask: Mask, others: readonly Mask[]): Mask {
  const taken = combined(mask, others);
  return { ...mask, occupancy: mask.occupancy.map((share, v) => Math.min(share, 1 - taken[v]!)) };
}

/** Share of every voxel of `mask` that is in others too, as far as they can cover each other. All on one grid. */
export function maskWithin(mask: Mask, others: readonly Mask[]): Mask {
  const covered = combined(mask, others);
  return { ...mask, occupancy: mask.occupancy.map((share, v) => Math.min(share, covered[v]!)) };
}

/** What parts that lie side by side have of a voxel together. All on one grid; at least one mask. */
export function maskUnion(masks: readonly Mask[]): Mask {
  const { grid } = masks[0]!;
  const filled = masks.filter(({ occupancy }) => occupancy.length > 0);
  if (filled.length === 0) return masks[0]!;
  const low = axis((c) => Math.min(...filled.map(({ boxOrigin }) => boxOrigin[c]!)));
  const high = axis((c) =>
    Math.max(...filled.map(({ boxOrigin, boxSize }) => boxOrigin[c]! + boxSize[c]!)),
  );
  const boxSize = axis((c) => high[c]! - low[c]!);
  const box = { grid, boxOrigin: low, boxSize };
  return { ...box, occupancy: combined(box, filled) };
}

/** The shares of several masks together, at most 1, in the box of one. */
function combined(
  { boxOrigin, boxSize, grid }: Omit<Mask, "occupancy">,
  masks: readonly Mask[],
): Float32Array<ArrayBuffer> {
  const [nx, ny] = grid.size;
  const [bx, by, bz] = boxSize;
  const values = new Float32Array(bx * by * bz);
  for (const mask of masks)
    forEachVoxel(mask, (at, share) => {
      const i = (at % nx) - boxOrigin[0];
      const j = (Math.floor(at / nx) % ny) - boxOrigin[1];
      const k = Math.floor(at / (nx * ny)) - boxOrigin[2];
      if (i < 0 || j < 0 || k < 0 || i >= bx || j >= by || k >= bz) return;
      const v = i + bx * (j + by * k);
      values[v] = Math.min(1, values[v]! + share);
    });
  return values;
}

const axis = (value: (c: 0 | 1 | 2) => number): Triple => [value(0), value(1), value(2)];
