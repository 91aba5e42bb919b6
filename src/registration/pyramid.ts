import type { Gpu } from "../gpu/gpu";
import { type Grid, type Triple, toPatientMm, voxelCount } from "../volume/grid";
import { resample } from "../volume/resample";
import { IDENTITY } from "../volume/transform";
import type { Quantity, Volume } from "../volume/volume";
import type { Work } from "../work";
import { noiseVariance } from "./imageNoise";
import { type ImagePair, LEFT_OUT, type PreparedImage } from "./imagePair";
import { resampleTo } from "./resample";

/** An image to be registered. Voxels whose weight is 0 do not take part (of the fixed image only). */
export interface RegistrationImage {
  readonly volume: Volume<Quantity>;
  /** Value beyond the image: air of a CT, nothing of a scan. */
  readonly outside: number;
  /** One value a voxel, above 0 where the voxel takes part; undefined: everywhere. */
  readonly mask?: ArrayLike<number>;
}

/** Coarse to fine: isotropic spacings whose finest is about the images' own, and the coarser ones doublings of it. */
export function levelsOf(fixed: Grid, moving: Grid, coarsest: number): number[] {
  const own = Math.max(geometricMean(fixed), geometricMean(moving));
  const largest = Math.max(...[0, 1, 2].map((c) => fixed.size[c]! * fixed.spacingMm[c]!));
  const extentMm3 =
    voxelCount(fixed) * fixed.spacingMm[0] * fixed.spacingMm[1] * fixed.spacingMm[2];
  // What is finer moves a rigid result by hundredths of a voxel and costs most of the time.
  const spacings = [Math.max(own, Math.cbrt(extentMm3 / MOST_VOXELS))];
  while (largest / spacings[0]! > coarsest) spacings.unshift(2 * spacings[0]!);
  return spacings;
}

const MOST_VOXELS = 4.2e6;

/** What is asked of a pair: the spacing of its voxels, and what is done with the values of each image first. */
export interface Resolution {
  readonly spacingMm: number;
  readonly filter?: (values: Float32Array, size: Triple) => Float32Array<ArrayBuffer>;
}

/** Both images at one resolution, with values brought near 1 (mean 0, spread 1). */
export async function pairAt(
  gpu: Gpu,
  fixed: RegistrationImage,
  moving: RegistrationImage,
  resolution: Resolution,
  work: Work,
): Promise<ImagePair & { readonly fixedVoxels: number }> {
  const f = await prepared(gpu, fixed, resolution, work);
  const m = await prepared(gpu, moving, resolution, work).catch((error: unknown) => {
    gpu.release(f.image.buffer);
    throw error;
  });
  return { fixed: f.image, moving: m.image, fixedVoxels: f.voxels };
}

async function prepared(
  gpu: Gpu,
  { volume, outside, mask }: RegistrationImage,
  { spacingMm, filter }: Resolution,
  work: Work,
): Promise<{ image: PreparedImage; voxels: number }> {
  const grid = isotropic(volume.grid, spacingMm);
  const sampling = { mode: "average", outside } as const;
  const seen = await resampleTo(gpu, volume, { grid, transform: IDENTITY, sampling }, work);
  const filtered = filter ? filter(seen.values, grid.size) : seen.values;
  const weights =
    mask &&
    resample(
      { quantity: "fraction", grid: volume.grid, values: Float32Array.from(mask) },
      grid,
      IDENTITY,
      { mode: "average", outside: 0 },
    ).values;
  const takesPart = (i: number) => !weights || weights[i]! > 0.5;
  const { mean, spread, voxels } = spreadOf(filtered, takesPart);
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  const values = filtered.map((value, i) => {
    if (!takesPart(i)) return LEFT_OUT;
    const near = (value - mean) / (spread || 1);
    low = Math.min(low, near);
    high = Math.max(high, near);
    return near;
  });
  // Averaging never adds noise: what a coarse level shows beyond that of the image itself is anatomy.
  const noise = Math.min(
    noiseVariance(filtered, grid.size),
    noiseVariance(volume.values, volume.grid.size),
  );
  const buffer = gpu.buffer("registration image", values);
  return { image: { grid, buffer, low, high, noise: noise / (spread || 1) ** 2 }, voxels };
}

function spreadOf(values: Float32Array, takesPart: (i: number) => boolean) {
  let [voxels, sum, squares] = [0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    if (!takesPart(i)) continue;
    voxels += 1;
    sum += values[i]!;
    squares += values[i]! ** 2;
  }
  const mean = sum / Math.max(voxels, 1);
  return {
    mean,
    spread: Math.sqrt(Math.max(0, squares / Math.max(voxels, 1) - mean ** 2)),
    voxels,
  };
}

/** The same extent in cubic voxels (two at least along each axis), axes kept. */
function isotropic(grid: Grid, spacingMm: number): Grid {
  const extent = (c: 0 | 1 | 2) => grid.size[c] * grid.spacingMm[c];
  const size = [0, 1, 2].map((c) =>
    Math.max(2, Math.round(extent(c as 0 | 1 | 2) / spacingMm)),
  ) as unknown as Triple;
  const along = [0, 1, 2].map((c) => Math.max(extent(c as 0 | 1 | 2) / size[c]!, spacingMm / 2));
  const spacing = along as unknown as Triple;
  const middle = toPatientMm(grid, [
    (grid.size[0] - 1) / 2,
    (grid.size[1] - 1) / 2,
    (grid.size[2] - 1) / 2,
  ]);
  const originMm = [0, 1, 2].map(
    (c) =>
      middle[c]! -
      [0, 1, 2].reduce((sum, a) => sum + ((size[a]! - 1) / 2) * spacing[a]! * grid.axes[a]![c]!, 0),
  ) as unknown as Triple;
  return { size, spacingMm: spacing, originMm, axes: grid.axes };
}

const geometricMean = ({ spacingMm: [x, y, z] }: Grid) => Math.cbrt(x * y * z);
