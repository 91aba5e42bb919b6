import { type AxisOverlap, alignedOverlaps } from "./axisOverlap";
import { type Grid, sameGrid, type Triple, voxelCount } from "./grid";
import { nearestSampler } from "./interpolation";
import { type Mask, maskFromValues } from "./mask";
import {
  apply,
  IDENTITY,
  invert,
  type LinearTransform,
  type Matrix4,
  voxelMatrix,
} from "./transform";

/**
 * The region on another grid, by the share of each target voxel that it fills: its volume is kept, whatever lies inside the target grid.
 * Parallel lattices are overlapped exactly; oblique ones by `POINTS`³ points a voxel, at least two a source voxel. `transform`: fixed (`grid`) → moving (the mask's grid).
 */
export function resampleMask(mask: Mask, grid: Grid, transform: LinearTransform = IDENTITY): Mask {
  if (transform.kind === "identity" && sameGrid(mask.grid, grid, 1e-4)) return { ...mask, grid };
  const box = { ...mask.grid, size: mask.boxSize };
  if (voxelCount(box) === 0) return maskFromValues(grid, []);
  const map = shift(voxelMatrix(grid, transform, mask.grid), mask.boxOrigin);
  const overlaps = alignedOverlaps(map, grid, box, "share");
  return maskFromValues(
    grid,
    overlaps ? overlapShares(mask, grid, overlaps) : pointShares(mask, grid, map),
  );
}

const POINTS = 4;

/** The same map into coordinates that begin at `origin` of the source. */
function shift(map: Matrix4, [x, y, z]: Triple): Matrix4 {
  const shifted = [...map];
  shifted[3]! -= x;
  shifted[7]! -= y;
  shifted[11]! -= z;
  return shifted;
}

/** Scatters each source voxel over the target voxels it overlaps, as rows of weights along the three axes. */
function overlapShares(
  { boxSize, occupancy }: Mask,
  grid: Grid,
  overlaps: readonly [AxisOverlap, AxisOverlap, AxisOverlap],
): Float64Array {
  const shares = new Float64Array(voxelCount(grid));
  const targetStrides = [1, grid.size[0], grid.size[0] * grid.size[1]] as const;
  const lines = ([0, 1, 2] as const).map((sourceAxis) => {
    const axis = overlaps.findIndex((overlap) => overlap.sourceAxis === sourceAxis);
    return transpose(overlaps[axis]!, boxSize[sourceAxis], targetStrides[axis]!);
  });
  const [x, y, z] = lines as [Scatter, Scatter, Scatter];
  let at = 0;
  for (let k = 0; k < boxSize[2]; k++)
    for (let j = 0; j < boxSize[1]; j++)
      for (let i = 0; i < boxSize[0]; i++, at++) {
        const fraction = occupancy[at]!;
        if (fraction === 0) continue;
        for (const [offsetZ, weightZ] of z[k]!)
          for (const [offsetY, weightY] of y[j]!)
            for (const [offsetX, weightX] of x[i]!)
              shares[offsetX + offsetY + offsetZ]! += fraction * weightX * weightY * weightZ;
      }
  return shares;
}

/** For each source voxel of an axis: [offset in the flat target array, weight] of the target voxels it reaches. */
type Scatter = readonly (readonly (readonly [number, number])[])[];

function transpose(overlap: AxisOverlap, sourceCount: number, stride: number): Scatter {
  const scatter = Array.from({ length: sourceCount }, (): [number, number][] => []);
  overlap.first.forEach((first, target) => {
    for (let t = 0; t < overlap.width; t++) {
      const weight = overlap.weights[target * overlap.width + t]!;
      if (weight > 0) scatter[first + t]!.push([target * stride, weight]);
    }
  });
  return scatter;
}

function pointShares(mask: Mask, grid: Grid, map: Matrix4): Float64Array {
  const shares = new Float64Array(voxelCount(grid));
  const sample = nearestSampler({ grid: { size: mask.boxSize }, values: mask.occupancy }, 0);
  const steps = ([0, 1, 2] as const).map((axis) => {
    const length = Math.hypot(map[axis]!, map[4 + axis]!, map[8 + axis]!);
    const count = Math.max(POINTS, 2 * Math.ceil(length));
    return Array.from({ length: count }, (_, t) => (t + 0.5) / count - 0.5);
  });
  const points = steps[2]!.flatMap((w) =>
    steps[1]!.flatMap((v) => steps[0]!.map((u): Triple => [u, v, w])),
  );
  const [low, high] = reach(mask, grid, map);
  const [nx, ny] = grid.size;
  const probes = steps.every((step) => step.length === POINTS) ? CORNERS_AND_CENTRE : [];
  for (let k = low[2]; k <= high[2]; k++)
    for (let j = low[1]; j <= high[1]; j++)
      for (let i = low[0]; i <= high[0]; i++) {
        const share = sharedBy(probes, [i, j, k], map, sample);
        if (share !== undefined) {
          shares[i + nx * (j + ny * k)] = share;
          continue;
        }
        let sum = 0;
        for (const [u, v, w] of points) sum += sample(...apply(map, [i + u, j + v, k + w]));
        shares[i + nx * (j + ny * k)] = sum / points.length;
      }
  return shares;
}

/** Nine points that show, where voxels are at most two source voxels wide, whether one lies wholly inside or outside. */
const CORNERS_AND_CENTRE: readonly Triple[] = [
  [0, 0, 0],
  ...[-0.5, 0.5].flatMap((u) =>
    [-0.5, 0.5].flatMap((v) => [-0.5, 0.5].map((w): Triple => [u, v, w])),
  ),
];

/** The fraction that all probes find, where that is all or nothing; undefined at an edge. */
function sharedBy(
  probes: readonly Triple[],
  [i, j, k]: Triple,
  map: Matrix4,
  sample: (i: number, j: number, k: number) => number,
): number | undefined {
  let first: number | undefined;
  for (const [u, v, w] of probes) {
    const fraction = sample(...apply(map, [i + u, j + v, k + w]));
    first ??= fraction;
    if (fraction !== first || (fraction !== 0 && fraction !== 1)) return undefined;
  }
  return first;
}

/** First and last target voxel along each axis that the mask's box can touch. */
function reach({ boxSize }: Mask, grid: Grid, map: Matrix4): readonly [Triple, Triple] {
  const back = invert(map);
  const corners = [0, 1, 2, 3, 4, 5, 6, 7].map((corner) =>
    apply(back, [
      corner & 1 ? boxSize[0] - 0.5 : -0.5,
      corner & 2 ? boxSize[1] - 0.5 : -0.5,
      corner & 4 ? boxSize[2] - 0.5 : -0.5,
    ]),
  );
  const along = (axis: 0 | 1 | 2) => corners.map((corner) => corner[axis]);
  const low = (axis: 0 | 1 | 2) => Math.max(0, Math.floor(Math.min(...along(axis))));
  const high = (axis: 0 | 1 | 2) =>
    Math.min(grid.size[axis] - 1, Math.ceil(Math.max(...along(axis))));
  return [
    [low(0), low(1), low(2)],
    [high(0), high(1), high(2)],
  ];
}
