import type { Grid } from "../volume/grid";

/** Steps from a voxel centre to every point within reach, from near to far. */
export interface GammaOffsets {
  readonly count: number;
  /** Three whole steps of 1/pointsPerVoxel voxel a point. */
  readonly steps: Int32Array;
  /** In units of the squared distance criterion. */
  readonly distanceSquared: Float64Array;
}

/** All points of the subdivided grid within `largestGamma` distances of a voxel centre. */
export function gammaOffsets(
  { spacingMm }: Grid,
  {
    distanceMm,
    pointsPerVoxel,
    largestGamma,
  }: { distanceMm: number; pointsPerVoxel: number; largestGamma: number },
): GammaOffsets {
  const unit = spacingMm.map((mm) => mm / pointsPerVoxel / distanceMm);
  const [rx, ry, rz] = unit.map((u) => Math.floor(largestGamma / u)) as [number, number, number];
  const found: { readonly d: number; readonly at: readonly [number, number, number] }[] = [];
  for (let k = -rz; k <= rz; k++)
    for (let j = -ry; j <= ry; j++)
      for (let i = -rx; i <= rx; i++) {
        const d = (i * unit[0]!) ** 2 + (j * unit[1]!) ** 2 + (k * unit[2]!) ** 2;
        if (d <= largestGamma ** 2) found.push({ d, at: [i, j, k] });
      }
  found.sort((a, b) => a.d - b.d);
  return {
    count: found.length,
    steps: Int32Array.from(found.flatMap(({ at }) => at)),
    distanceSquared: Float64Array.from(found, ({ d }) => d),
  };
}
