import { longestMm } from "./deformationField";
import { type Grid, type Triple, toPatientMm, toVoxel } from "./grid";
import { nearestSampler } from "./interpolation";
import { type Mask, maskFromValues } from "./mask";
import { resampleMask } from "./resampleMask";
import { apply, gridMatrix, pointMover, type Transform } from "./transform";

/** Points along each axis of a target voxel, at least; one a voxel of the mask where these are smaller. */
const POINTS = 3;
/** Where these and a first point are alike, a voxel no wider than two of the mask lies wholly inside or outside. */
const CORNERS: readonly Triple[] = [-0.5, 0.5].flatMap((w) =>
  [-0.5, 0.5].flatMap((v) => [-0.5, 0.5].map((u): Triple => [u, v, w])),
);

/**
 * The region on another grid as a transform of any kind takes it there, by the share of each target voxel that it fills.
 * `transform`: fixed (`grid`) → moving (the mask's grid), patient mm. To carry a structure from the reference to a later scan, whose transform is
 * reference → scan, invert it first (`invertTransform`, `invertDisplacement`).
 */
export function warpMask(mask: Mask, grid: Grid, transform: Transform): Mask {
  if (transform.kind !== "displacement") return resampleMask(mask, grid, transform);
  if (mask.occupancy.length === 0) return maskFromValues(grid, []);
  const shares = new Float32Array(grid.size[0] * grid.size[1] * grid.size[2]);
  const sample = nearestSampler({ grid: { size: mask.boxSize }, values: mask.occupancy }, 0);
  const move = pointMover(transform);
  const toPatient = gridMatrix(grid);
  const voxelsWide = Math.max(...grid.spacingMm) / Math.min(...mask.grid.spacingMm);
  const count = Math.max(POINTS, Math.ceil(voxelsWide));
  const steps = Array.from({ length: count }, (_, t) => (t + 0.5) / count - 0.5);
  const points = steps.flatMap((w) => steps.flatMap((v) => steps.map((u): Triple => [u, v, w])));
  const [low, high] = reachOf(mask, grid, longestMm(transform));
  const [nx, ny] = grid.size;
  const [ox, oy, oz] = mask.boxOrigin;
  for (let k = low[2]; k <= high[2]; k++)
    for (let j = low[1]; j <= high[1]; j++)
      for (let i = low[0]; i <= high[0]; i++) {
        const filledAt = ([u, v, w]: Triple) => {
          const [x, y, z] = toVoxel(mask.grid, move(apply(toPatient, [i + u, j + v, k + w])));
          return sample(x - ox, y - oy, z - oz);
        };
        const first = filledAt(points[0]!);
        const isWhole =
          voxelsWide <= 2 &&
          (first === 0 || first === 1) &&
          CORNERS.every((p) => filledAt(p) === first);
        shares[i + nx * (j + ny * k)] = isWhole
          ? first
          : points.reduce((sum, point) => sum + filledAt(point), 0) / points.length;
      }
  return maskFromValues(grid, shares);
}

/** First and last target voxel along each axis that the region can be carried to. */
function reachOf(
  { grid: source, boxOrigin, boxSize }: Mask,
  grid: Grid,
  marginMm: number,
): readonly [Triple, Triple] {
  const corners = [0, 1, 2, 3, 4, 5, 6, 7].map((corner) =>
    toVoxel(
      grid,
      toPatientMm(source, [
        boxOrigin[0] - 0.5 + (corner & 1 ? boxSize[0] : 0),
        boxOrigin[1] - 0.5 + (corner & 2 ? boxSize[1] : 0),
        boxOrigin[2] - 0.5 + (corner & 4 ? boxSize[2] : 0),
      ]),
    ),
  );
  const range = ([0, 1, 2] as const).map((c) => {
    const along = corners.map((corner) => corner[c]);
    const more = marginMm / grid.spacingMm[c];
    return [
      Math.max(0, Math.floor(Math.min(...along) - more)),
      Math.min(grid.size[c] - 1, Math.ceil(Math.max(...along) + more)),
    ] as const;
  });
  return [
    range.map(([first]) => first) as unknown as Triple,
    range.map(([, last]) => last) as unknown as Triple,
  ];
}
