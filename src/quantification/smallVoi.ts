import { InputError } from "../inputError";
import { MM3_TO_ML } from "../physics/units";
import { squaredDistanceMm2 } from "../volume/distance";
import { type Grid, type Triple, toPatientMm, voxelCount, voxelVolumeMm3 } from "../volume/grid";
import { forEachVoxel, type Mask, volumeMl, weightedSum } from "../volume/mask";
import { sphereMask, sphereRadiusMm } from "../volume/sphereMask";
import { regionStatistics } from "../volume/statistics";
import type { Volume } from "../volume/volume";

/** Where a small volume of interest may lie. */
export interface SmallVoiQuestion {
  readonly organ: Mask;
  /** Other structures on the same grid, whose activity spills. */
  readonly others: readonly Mask[];
  readonly volumeMl: number;
  /** Least distance of the sphere from the others, mm: about the resolution of the camera. */
  readonly awayMm: number;
}

export interface SmallVoi {
  readonly mask: Mask;
  readonly centreMm: Triple;
  readonly bqPerMl: number;
}

/**
 * The sphere of a given volume with the highest mean inside an organ: wholly in it, and away from other structures. Among voxel centres; the highest
 * mean of a noisy image is somewhat too high, the more so the smaller the sphere.
 *
 * @throws InputError where no such sphere fits.
 */
export function placeSmallVoi(
  activity: Volume<"activityBqPerMl">,
  { organ, others, volumeMl: wantedMl, awayMm }: SmallVoiQuestion,
): SmallVoi {
  const { grid, values } = activity;
  const radiusMm = sphereRadiusMm(wantedMl);
  const outsideMm2 = distanceTo(organ, (inside) => 1 - inside);
  const othersMm2 = others.map((other) => distanceTo(other, (inside) => inside));
  // Distances are between voxel centres: an edge lies half a voxel nearer.
  const halfMm = Math.min(...grid.spacingMm) / 2;
  const sphere = offsetsOf(organ, radiusMm);
  let best: { at: number; mean: number } | undefined;
  forEachVoxel(organ, (at) => {
    if (outsideMm2[at]! < (radiusMm + halfMm) ** 2) return;
    if (!fitsGrid(grid, at, radiusMm)) return;
    if (othersMm2.some((d) => d[at]! < (radiusMm + awayMm + halfMm) ** 2)) return;
    let [sum, weights] = [0, 0];
    for (const { offset, weight } of sphere) {
      sum += weight * values[at + offset]!;
      weights += weight;
    }
    if (!best || sum / weights > best.mean) best = { at, mean: sum / weights };
  });
  if (!best)
    throw new InputError(
      `small volume of interest: no sphere of ${wantedMl} mL fits into the organ ${awayMm} mm away from other structures; choose a smaller one`,
    );
  const centreMm = toPatientMm(grid, placeOf(grid, best.at));
  return { mask: sphereMask(grid, centreMm, radiusMm), centreMm, bqPerMl: best.mean };
}

/** Activity of an organ by both methods, MBq. */
export interface OrganActivity {
  /** Σ over the organ's voxels: counts spilled out are missing. */
  readonly wholeOrganMBq: number;
  /** Concentration in the small volume × the organ's mass over its density: spill at the edges does not matter, uneven uptake does. */
  readonly smallVoiMBq: number;
  readonly smallOverWhole: number;
}

/** Both side by side; `organMl` defaults to the volume of the mask, and is the mass over the density where a better mass is known. */
export function organActivity(
  { grid, values }: Volume<"activityBqPerMl">,
  organ: Mask,
  small: Mask,
  organMl = volumeMl(organ),
): OrganActivity {
  const voxelMl = voxelVolumeMm3(grid) * MM3_TO_ML;
  const wholeOrganMBq = (weightedSum(organ, values) * voxelMl) / 1e6;
  const smallVoiMBq = (regionStatistics(small, values).mean * organMl) / 1e6;
  return { wholeOrganMBq, smallVoiMBq, smallOverWhole: smallVoiMBq / wholeOrganMBq };
}

const placeOf = ({ size: [nx, ny] }: Grid, at: number): Triple => [
  at % nx,
  Math.floor(at / nx) % ny,
  Math.floor(at / (nx * ny)),
];

/** True when a sphere about a voxel's centre does not reach beyond the grid, where an organ may be cut. */
const fitsGrid = (grid: Grid, at: number, radiusMm: number): boolean =>
  placeOf(grid, at).every((voxel, c) => {
    const reach = radiusMm / grid.spacingMm[c]! - 0.5;
    return voxel >= reach && voxel <= grid.size[c]! - 1 - reach;
  });

/** Squared distance from each voxel to the nearest one that is at least half in the set. */
function distanceTo(mask: Mask, of: (inside: number) => number): Float64Array {
  const inside = new Float32Array(voxelCount(mask.grid)).fill(of(0));
  forEachVoxel(mask, (at, fraction) => (inside[at] = of(fraction)));
  return squaredDistanceMm2(inside, mask.grid.size, mask.grid.spacingMm);
}

/** The voxels of a sphere about a voxel's centre, as steps in memory. */
function offsetsOf({ grid }: Mask, radiusMm: number) {
  const half = [0, 1, 2].map((c) => Math.ceil(radiusMm / grid.spacingMm[c]!) + 1);
  const size = half.map((h) => 2 * h + 1) as unknown as Triple;
  const local = { ...grid, size };
  const mask = sphereMask(local, toPatientMm(local, half as unknown as Triple), radiusMm);
  const [nx, ny] = grid.size;
  const offsets: { offset: number; weight: number }[] = [];
  forEachVoxel(mask, (at, weight) => {
    const i = (at % size[0]) - half[0]!;
    const j = (Math.floor(at / size[0]) % size[1]) - half[1]!;
    const k = Math.floor(at / (size[0] * size[1])) - half[2]!;
    offsets.push({ offset: i + nx * (j + ny * k), weight });
  });
  return offsets;
}
