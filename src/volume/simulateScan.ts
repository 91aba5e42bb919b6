import { MM3_TO_ML } from "../physics/units";
import { gaussianBlur } from "./gaussian";
import { type Grid, type Triple, toPatientMm, voxelCount, voxelVolumeMm3 } from "./grid";
import { occupancies, type Phantom, regionAt, regionVolumesMl } from "./phantom";
import { seededRandom } from "./random";
import { type Volume, volume } from "./volume";

/** How a simulated camera differs from a perfect one. */
export interface Camera {
  /** Resolution before the reconstruction's filter, and that filter, mm FWHM. Together √(a² + b²). */
  readonly intrinsicFwhmMm: number;
  readonly filterFwhmMm: number;
  /** Counts that one MBq gives in a whole scan; 0 for no noise. */
  readonly countsPerMBq: number;
  readonly seed: number;
}

export const PERFECT_CAMERA: Camera = {
  intrinsicFwhmMm: 0,
  filterFwhmMm: 0,
  countsPerMBq: 0,
  seed: 0,
};

export const resolutionMm = ({ intrinsicFwhmMm, filterFwhmMm }: Camera) =>
  Math.hypot(intrinsicFwhmMm, filterFwhmMm);

/** A reconstructed emission scan of a phantom whose regions hold `activityMBq`, moved by `shiftMm` on the couch. */
export function simulateEmission(
  phantom: Phantom,
  activityMBq: readonly number[],
  grid: Grid,
  camera: Camera,
  shiftMm: Triple = [0, 0, 0],
): Volume<"activityBqPerMl"> {
  const voxelMl = voxelVolumeMm3(grid) * MM3_TO_ML;
  const fractions = occupancies(phantom, grid, shiftMm);
  const volumesMl = regionVolumesMl(fractions, grid);
  const bqPerMl = new Float32Array(voxelCount(grid));
  fractions.forEach((values, region) => {
    const concentration = (activityMBq[region]! * 1e6) / volumesMl[region]!;
    for (let i = 0; i < values.length; i++) bqPerMl[i]! += concentration * values[i]!;
  });
  const seen = gaussianBlur(bqPerMl, grid.size, grid.spacingMm, camera.intrinsicFwhmMm);
  if (camera.countsPerMBq > 0)
    addCountingNoise(seen, (camera.countsPerMBq * voxelMl) / 1e6, camera.seed);
  const filtered = gaussianBlur(seen, grid.size, grid.spacingMm, camera.filterFwhmMm);
  return volume("activityBqPerMl", grid, filtered);
}

/** A CT of the phantom in whole Hounsfield units with Gaussian noise of `noiseHu`. */
export function simulateCt(
  phantom: Phantom,
  grid: Grid,
  noiseHu: number,
  seed: number,
  shiftMm: Triple = [0, 0, 0],
): Volume<"hounsfield"> {
  const random = seededRandom(seed);
  const values = new Float32Array(voxelCount(grid));
  const [nx, ny, nz] = grid.size;
  for (let k = 0, at = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++, at++) {
        const p = toPatientMm(grid, [i, j, k]);
        const region = regionAt(phantom, [p[0] - shiftMm[0], p[1] - shiftMm[1], p[2] - shiftMm[2]]);
        const hounsfield = region < 0 ? AIR_HU : phantom[region]!.hounsfield;
        values[at] = Math.max(-1024, Math.round(hounsfield + noiseHu * random.normal()));
      }
  return volume("hounsfield", grid, values);
}

const AIR_HU = -1000;

/** Variance equal to the expected counts of each voxel; a reconstruction's noise is this, then filtered. */
function addCountingNoise(bqPerMl: Float32Array, countsPerBqPerMl: number, seed: number): void {
  const random = seededRandom(seed);
  for (let i = 0; i < bqPerMl.length; i++) {
    const counts = bqPerMl[i]! * countsPerBqPerMl;
    if (counts > 0) bqPerMl[i] = (counts + Math.sqrt(counts) * random.normal()) / countsPerBqPerMl;
  }
}
