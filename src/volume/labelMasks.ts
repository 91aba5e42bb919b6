import type { Grid, Triple } from "./grid";
import type { Mask } from "./mask";

/**
 * The voxels of each wanted number of a label map (x fastest), as whole-voxel masks in two passes over the map, however many labels.
 * Numbers without a voxel are absent from the answer.
 */
export function labelMasks(
  grid: Grid,
  labels: ArrayLike<number>,
  wanted: ReadonlySet<number>,
): Map<number, Mask> {
  const masks = new Map(
    [...boxesOf(grid, labels, wanted)].map(([label, { low, high }]): [number, Mask] => {
      const boxSize: Triple = [high[0] - low[0] + 1, high[1] - low[1] + 1, high[2] - low[2] + 1];
      const occupancy = new Float32Array(boxSize[0] * boxSize[1] * boxSize[2]);
      return [label, { grid, boxOrigin: low, boxSize, occupancy }];
    }),
  );
  forEachLabel(grid, labels, (label, i, j, k) => {
    const mask = masks.get(label);
    if (!mask) return;
    const [ox, oy, oz] = mask.boxOrigin;
    const [bx, by] = mask.boxSize;
    mask.occupancy[i - ox + bx * (j - oy + by * (k - oz))] = 1;
  });
  return masks;
}

type Corner = [number, number, number];

function boxesOf(grid: Grid, labels: ArrayLike<number>, wanted: ReadonlySet<number>) {
  const boxes = new Map<number, { low: Corner; high: Corner }>();
  forEachLabel(grid, labels, (label, i, j, k) => {
    if (!wanted.has(label)) return;
    const box = boxes.get(label);
    if (!box) {
      boxes.set(label, { low: [i, j, k], high: [i, j, k] });
      return;
    }
    // Slices come in order: the first one of a label is its lowest.
    const { low, high } = box;
    if (i < low[0]) low[0] = i;
    if (j < low[1]) low[1] = j;
    if (i > high[0]) high[0] = i;
    if (j > high[1]) high[1] = j;
    high[2] = k;
  });
  return boxes;
}

function forEachLabel(
  { size: [nx, ny, nz] }: Grid,
  labels: ArrayLike<number>,
  visit: (label: number, i: number, j: number, k: number) => void,
): void {
  for (let k = 0, at = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++, at++) if (labels[at] !== 0) visit(labels[at]!, i, j, k);
}
