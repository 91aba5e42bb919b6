import type { Box } from "./box";
import type { Grid } from "./grid";
import { type Mask, maskFromValues } from "./mask";

/** A mask of `grid` from the fractions inside a box of it (x fastest over the box): for regions small against the grid. */
export function maskInBox(grid: Grid, { origin, size }: Box, values: ArrayLike<number>): Mask {
  const mask = maskFromValues({ ...grid, size }, values);
  if (mask.occupancy.length === 0) return { ...mask, grid };
  const [x, y, z] = mask.boxOrigin;
  return { ...mask, grid, boxOrigin: [x + origin[0], y + origin[1], z + origin[2]] };
}
