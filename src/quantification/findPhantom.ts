import { InputError } from "../inputError";
import { componentsOf } from "../volume/components";
import { squaredDistanceMm2 } from "../volume/distance";
import { type Grid, type Triple, toPatientMm, voxelCount } from "../volume/grid";
import { type Mask, maskFromValues, volumeMl } from "../volume/mask";
import { maximumOf, percentileOf } from "../volume/statistics";

/** An image as far as finding things goes: counts or Bq/mL. */
export interface Image {
  readonly grid: Grid;
  readonly values: Float32Array<ArrayBuffer>;
}

/** The filled volume of a phantom. */
export interface FoundPhantom {
  /** All voxels above half of the filling. */
  readonly mask: Mask;
  readonly centreMm: Triple;
  readonly volumeMl: number;
  /** Value of the filling: the median over the mask. */
  readonly level: number;
}

/** A hot insert. */
export interface FoundSphere {
  /** Centre of its excess over the background. */
  readonly centreMm: Triple;
  /** Σ (value − background) over it, in voxels × the unit of the image: grows with its activity, whatever the blur. */
  readonly excess: number;
}

const LEAST_SHARE = 0.05;

/**
 * The largest connected region above half of a phantom's filling. The filling is the median of what is not empty: hot inserts of less than half the
 * volume do not disturb it.
 *
 * @throws InputError for an empty image.
 */
export function findPhantom({ grid, values }: Image): FoundPhantom {
  let threshold = LEAST_SHARE * maximumOf(values);
  if (!(threshold > 0)) throw new InputError("phantom: the scan shows no activity");
  for (let i = 0; i < 4; i++) threshold = medianAbove(values, threshold) / 2;
  const [largest] = componentsOf((i) => values[i]! > threshold, grid.size);
  const mask = maskOf(grid, largest!);
  return {
    mask,
    centreMm: centreOf(grid, largest!, () => 1),
    volumeMl: volumeMl(mask),
    level: percentileOf(
      Float64Array.from(largest!, (i) => values[i]!),
      50,
    ),
  };
}

/** The voxels of a phantom further than `marginMm` from its outside: where blur leaves the filling alone. May be empty. */
export function insideOf({ mask }: FoundPhantom, marginMm: number): Mask {
  const { grid } = mask;
  const outside = filled(mask).map((f) => 1 - f);
  const distance = squaredDistanceMm2(outside, grid.size, grid.spacingMm);
  return maskFromValues(
    grid,
    distance.map((d) => (d > marginMm ** 2 ? 1 : 0)),
  );
}

/** A phantom and everything within `marginMm` of it: where all its counts are. */
export function aroundOf({ mask }: FoundPhantom, marginMm: number): Mask {
  const { grid } = mask;
  const distance = squaredDistanceMm2(filled(mask), grid.size, grid.spacingMm);
  return maskFromValues(
    grid,
    distance.map((d) => (d <= marginMm ** 2 ? 1 : 0)),
  );
}

/** Hot regions above this many standard deviations of the filling are inserts. */
const SIGMAS = 5;
/** … and above this multiple of it, where there is no noise. */
const LEAST_CONTRAST = 1.15;

/**
 * The `count` hottest inserts of a phantom, largest excess first: with one concentration in all of them that is the order of their volumes, since blur
 * moves activity and loses none. Each is searched where the image stands out of the filling; `background` 0 finds spheres in air or cold water.
 *
 * @throws InputError where fewer stand out.
 */
export function findSpheres(
  image: Image,
  count: number,
  background: number,
  within?: Mask,
): FoundSphere[] {
  const { grid, values } = image;
  const allowed = within ? filled(within) : undefined;
  const threshold = thresholdOf(values, background, allowed);
  const hot = componentsOf((i) => (allowed?.[i] ?? 1) > 0 && values[i]! > threshold, grid.size);
  const excessAt = (i: number) => values[i]! - background;
  const spheres = hot
    .map((voxels) => ({
      centreMm: centreOf(grid, voxels, excessAt),
      excess: voxels.reduce((sum, i) => sum + excessAt(i), 0),
    }))
    .sort((a, b) => b.excess - a.excess);
  if (spheres.length < count)
    throw new InputError(
      `phantom: ${spheres.length} inserts stand out of the background, expected ${count}`,
    );
  return spheres.slice(0, count);
}

function thresholdOf(values: Float32Array, background: number, allowed?: Float32Array): number {
  if (background <= 0) return LEAST_SHARE * 2 * maximumOf(values);
  // Scatter of the filling from below its level, where no insert reaches.
  let [sum, n] = [0, 0];
  values.forEach((value, i) => {
    if ((allowed?.[i] ?? 1) === 0 || value > background) return;
    sum += (value - background) ** 2;
    n++;
  });
  const sigma = n > 0 ? Math.sqrt(sum / n) : 0;
  return Math.max(background + SIGMAS * sigma, LEAST_CONTRAST * background);
}

function medianAbove(values: Float32Array, threshold: number): number {
  return percentileOf(
    values.filter((value) => value > threshold),
    50,
  );
}

function centreOf(grid: Grid, voxels: Int32Array, weight: (i: number) => number): Triple {
  const [nx, ny] = grid.size;
  let [x, y, z, total] = [0, 0, 0, 0];
  for (const at of voxels) {
    const w = weight(at);
    x += w * (at % nx);
    y += w * (Math.floor(at / nx) % ny);
    z += w * Math.floor(at / (nx * ny));
    total += w;
  }
  return toPatientMm(grid, [x / total, y / total, z / total]);
}

function maskOf(grid: Grid, voxels: Int32Array): Mask {
  const values = new Float32Array(voxelCount(grid));
  for (const i of voxels) values[i] = 1;
  return maskFromValues(grid, values);
}

function filled(mask: Mask): Float32Array {
  const values = new Float32Array(voxelCount(mask.grid));
  const [nx, ny] = mask.grid.size;
  const [ox, oy, oz] = mask.boxOrigin;
  const [bx, by, bz] = mask.boxSize;
  for (let k = 0; k < bz; k++)
    for (let j = 0; j < by; j++) {
      const from = bx * (j + by * k);
      values.set(mask.occupancy.subarray(from, from + bx), ox + nx * (oy + j + ny * (oz + k)));
    }
  return values;
}
