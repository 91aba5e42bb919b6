import { type Grid, type Triple, toPatientMm, toVoxel } from "./grid";
import type { Mask } from "./mask";

/** Points an axis in every voxel of the surface. */
const SAMPLES = 6;

/** The part of each voxel that lies in a sphere about a patient position; cut at the edges of the grid. */
export function sphereMask(grid: Grid, centreMm: Triple, radiusMm: number): Mask {
  const centre = toVoxel(grid, centreMm);
  const reach = (c: 0 | 1 | 2) => radiusMm / grid.spacingMm[c];
  const low = [0, 1, 2].map((c) =>
    Math.max(0, Math.ceil(centre[c]! - reach(c as 0) - 0.5)),
  ) as unknown as Triple;
  const high = [0, 1, 2].map((c) =>
    Math.min(grid.size[c]! - 1, Math.floor(centre[c]! + reach(c as 0) + 0.5)),
  );
  const boxSize = [0, 1, 2].map((c) => high[c]! - low[c]! + 1) as unknown as Triple;
  if (boxSize.some((n) => n <= 0))
    return { grid, boxOrigin: [0, 0, 0], boxSize: [0, 0, 0], occupancy: new Float32Array(0) };
  const occupancy = new Float32Array(boxSize[0] * boxSize[1] * boxSize[2]);
  const half = Math.hypot(...grid.spacingMm) / 2;
  for (let k = 0, at = 0; k < boxSize[2]; k++)
    for (let j = 0; j < boxSize[1]; j++)
      for (let i = 0; i < boxSize[0]; i++, at++) {
        const voxel: Triple = [low[0] + i, low[1] + j, low[2] + k];
        const distance = Math.hypot(...minus(toPatientMm(grid, voxel), centreMm));
        if (distance <= radiusMm - half) occupancy[at] = 1;
        else if (distance < radiusMm + half)
          occupancy[at] = shareInside(grid, voxel, centreMm, radiusMm);
      }
  return { grid, boxOrigin: low, boxSize, occupancy };
}

/** Radius of a sphere of this volume, mm. */
export const sphereRadiusMm = (volumeMl: number): number =>
  Math.cbrt((3000 * volumeMl) / (4 * Math.PI));

function shareInside(grid: Grid, [i, j, k]: Triple, centreMm: Triple, radiusMm: number): number {
  const offset = (s: number) => (s + 0.5) / SAMPLES - 0.5;
  let inside = 0;
  for (let a = 0; a < SAMPLES; a++)
    for (let b = 0; b < SAMPLES; b++)
      for (let c = 0; c < SAMPLES; c++) {
        const at = toPatientMm(grid, [i + offset(a), j + offset(b), k + offset(c)]);
        if (Math.hypot(...minus(at, centreMm)) <= radiusMm) inside++;
      }
  return inside / SAMPLES ** 3;
}

const minus = (a: Triple, b: Triple): Triple => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
