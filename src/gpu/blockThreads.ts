import type { Triple } from "../volume/grid";

/** As BLOCK of shaders/lib/axisBlocks.wgsl. */
const BLOCK = 4;

/** The threads of a kernel that takes blocks of voxels along one axis (shaders/lib/axisBlocks.wgsl) over a volume. */
export function blockThreads(size: Triple, axis: number): Triple {
  const along = (c: 0 | 1 | 2) => (c === axis ? Math.ceil(size[c] / BLOCK) : size[c]);
  return [along(0), along(1), along(2)];
}
