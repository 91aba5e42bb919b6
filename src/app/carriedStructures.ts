import { referenceSeenFrom, type TissueMap, toScan } from "../registration/deformedMap";
import { type Grid, toPatientMm, toVoxel } from "../volume/grid";
import { forEachVoxel, type Mask } from "../volume/mask";
import type { Structure } from "../volume/study";
import { warpMask } from "../volume/warpMask";
import { partOf, pauser, type Work } from "../work";

/** Regions as a deformation carries them from the reference to a scan. */
export interface CarriedStructures {
  readonly structures: readonly Structure[];
  readonly body: Mask;
}

/** Every structure, and the body, on the grid of a scan whose tissue was deformed. */
export async function carriedToScan(
  grid: Grid,
  { structures, body }: CarriedStructures,
  map: TissueMap,
  work: Work,
): Promise<CarriedStructures> {
  const toReference = await referenceSeenFrom(map, grid, partOf(work, 0, 0.5));
  const pause = pauser(work);
  const carried: Structure[] = [];
  for (const [n, structure] of structures.entries()) {
    await pause();
    work.report("Carrying structures to the scan", 0.5 + (0.5 * n) / structures.length);
    carried.push({ ...structure, mask: warpMask(structure.mask, grid, toReference) });
  }
  await pause();
  return { structures: carried, body: warpMask(body, grid, toReference) };
}

/** Share of a region that is found within the grid of a scan, 0..1, whatever the alignment does to its volume. */
export function shareWithin(mask: Mask, grid: Grid, map: TissueMap): number {
  const move = toScan(map);
  const [nx, ny] = mask.grid.size;
  let [within, all] = [0, 0];
  forEachVoxel(mask, (at, fraction) => {
    const i = at % nx;
    const j = Math.floor(at / nx) % ny;
    const there = toVoxel(grid, move(toPatientMm(mask.grid, [i, j, Math.floor(at / (nx * ny))])));
    all += fraction;
    if (there.every((x, c) => x >= -0.5 && x <= grid.size[c]! - 0.5)) within += fraction;
  });
  return all > 0 ? within / all : 0;
}
