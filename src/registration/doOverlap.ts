import type { Grid, Triple } from "../volume/grid";
import { apply, type LinearTransform, voxelMatrix } from "../volume/transform";

/** Whether any of a few thousand points of the fixed image lies in the moving one under a map of patient space. */
export function doOverlap(fixed: Grid, moving: Grid, start: LinearTransform): boolean {
  const map = voxelMatrix(fixed, start, moving);
  const shares = Array.from({ length: 17 }, (_, n) => n / 16);
  const inside = (point: Triple) =>
    apply(map, point).every((x, c) => x >= -0.5 && x <= moving.size[c]! - 0.5);
  const along = (share: number, c: 0 | 1 | 2) => share * (fixed.size[c] - 1);
  return shares.some((x) =>
    shares.some((y) => shares.some((z) => inside([along(x, 0), along(y, 1), along(z, 2)]))),
  );
}
