import { componentsOf } from "../volume/components";
import { squaredDistanceMm2 } from "../volume/distance";
import { type Grid, type Triple, toPatientMm, voxelCount } from "../volume/grid";
import { linearSampler } from "../volume/interpolation";
import { apply, type DisplacementTransform, IDENTITY, voxelMatrix } from "../volume/transform";
import { alignLandmarks } from "./landmarks";

/** Voxels of a field's grid that move as one piece, and how far the grid around them lies from them. */
export interface RigidBody {
  readonly voxels: Int32Array;
  /** The part of the grid that the body leads: its first voxel and its size. */
  readonly origin: Triple;
  readonly size: Triple;
  /** Squared distance to the body of every voxel of that part, mm². */
  readonly distanceMm2: Float64Array;
}

/** How far from a body its motion fades into that of the tissue. */
const REACH_MM = 20;
/** Smaller pieces (calcifications, noise above a threshold) do not lead their surroundings. */
const LEAST_ML = 1;
/** Points of a body that its motion is fitted to. */
const MOST_POINTS = 4000;

/**
 * The connected pieces of a mask (above 0 on `maskGrid`) on the grid of a field. Every voxel of the field that interpolation at a voxel of the mask
 * looks at belongs to them, so that the mask itself moves rigidly; pieces that then touch are one.
 */
export function rigidBodiesOn(grid: Grid, maskGrid: Grid, mask: ArrayLike<number>): RigidBody[] {
  const inside = marked(grid, maskGrid, mask);
  const voxelMl = (grid.spacingMm[0] * grid.spacingMm[1] * grid.spacingMm[2]) / 1000;
  return componentsOf((at) => inside[at] === 1, grid.size)
    .filter(({ length }) => length * voxelMl >= LEAST_ML && length >= 8)
    .map((voxels) => bodyOf(grid, voxels));
}

/**
 * The field with each body moved by the rigid motion closest to what the field does to it (least squares). Around the bodies the motions fade into the
 * field within `REACH_MM`, weighted by the inverse square of the distance (D. Shepard, Proc. 23rd ACM Nat. Conf. (1968) 517).
 */
export function withRigidBodies(
  field: DisplacementTransform,
  bodies: readonly RigidBody[],
): DisplacementTransform {
  const { grid, fieldMm } = field;
  const count = voxelCount(grid);
  const total = new Float64Array(count).fill(FIELD_WEIGHT);
  const sums = fieldMm.map((u) => Float64Array.from(u, (value) => FIELD_WEIGHT * value));
  for (const body of bodies) {
    const { matrix } = motionOf(field, body);
    forEachVoxelOf(body, grid, (at, voxel, distanceMm2) => {
      const weight = weightAt(distanceMm2);
      if (weight === 0) return;
      const here = toPatientMm(grid, voxel);
      const there = apply(matrix, here);
      total[at]! += weight;
      for (let c = 0; c < 3; c++) sums[c]![at]! += weight * (there[c]! - here[c]!);
    });
  }
  const [x, y, z] = sums.map((sum) => Float32Array.from(sum, (value, at) => value / total[at]!));
  return { kind: "displacement", grid, fieldMm: [x!, y!, z!] };
}

/** Weights are per mm²: the field's own, against (1 − d²/R²)² / d² of a body at distance d. */
const FIELD_WEIGHT = 4 / REACH_MM ** 2;
/** In the body itself nothing else counts, to the last bit of f32. */
const LEAST_MM2 = 1e-9;

function weightAt(distanceMm2: number): number {
  const near = 1 - distanceMm2 / REACH_MM ** 2;
  return near <= 0 ? 0 : near ** 2 / Math.max(distanceMm2, LEAST_MM2);
}

function marked(grid: Grid, maskGrid: Grid, mask: ArrayLike<number>): Uint8Array {
  const inside = new Uint8Array(voxelCount(grid));
  const fraction = Float32Array.from(mask, (value) => (value > 0 ? 1 : 0));
  const sample = linearSampler({ grid: maskGrid, values: fraction }, 0);
  const toMask = voxelMatrix(grid, IDENTITY, maskGrid);
  forEachVoxel(grid.size, (at, voxel) => {
    if (sample(...apply(toMask, voxel)) >= 0.5) inside[at] = 1;
  });
  const toGrid = voxelMatrix(maskGrid, IDENTITY, grid);
  const [nx, ny, nz] = grid.size;
  forEachVoxel(maskGrid.size, (at, voxel) => {
    if (fraction[at] === 0) return;
    const [i, j, k] = apply(toGrid, voxel).map(Math.floor) as unknown as Triple;
    for (let corner = 0; corner < 8; corner++) {
      const [x, y, z] = [i + (corner & 1), j + ((corner >> 1) & 1), k + (corner >> 2)];
      if (x >= 0 && y >= 0 && z >= 0 && x < nx && y < ny && z < nz)
        inside[x + nx * (y + ny * z)] = 1;
    }
  });
  return inside;
}

function bodyOf({ size, spacingMm }: Grid, voxels: Int32Array): RigidBody {
  const [nx, ny] = size;
  const low: [number, number, number] = [...size];
  const high: [number, number, number] = [0, 0, 0];
  const placeOf = (at: number) => [at % nx, Math.floor(at / nx) % ny, Math.floor(at / (nx * ny))];
  for (const at of voxels)
    for (const [c, place] of placeOf(at).entries()) {
      low[c] = Math.min(low[c]!, place);
      high[c] = Math.max(high[c]!, place);
    }
  const margin = spacingMm.map((mm) => Math.ceil(REACH_MM / mm));
  const origin = low.map((place, c) => Math.max(0, place - margin[c]!)) as unknown as Triple;
  const part = high.map(
    (place, c) => Math.min(size[c]!, place + margin[c]! + 1) - origin[c]!,
  ) as unknown as Triple;
  const inside = new Uint8Array(part[0] * part[1] * part[2]);
  for (const at of voxels) {
    const [i, j, k] = placeOf(at) as [number, number, number];
    inside[i - origin[0] + part[0] * (j - origin[1] + part[1] * (k - origin[2]))] = 1;
  }
  return { voxels, origin, size: part, distanceMm2: squaredDistanceMm2(inside, part, spacingMm) };
}

function motionOf({ grid, fieldMm }: DisplacementTransform, { voxels }: RigidBody) {
  const [nx, ny] = grid.size;
  const step = Math.ceil(voxels.length / MOST_POINTS);
  const points = Array.from(
    voxels.filter((_, n) => n % step === 0),
    (at) => {
      const place: Triple = [at % nx, Math.floor(at / nx) % ny, Math.floor(at / (nx * ny))];
      const fixedMm = toPatientMm(grid, place);
      const movingMm = fixedMm.map((x, c) => x + fieldMm[c]![at]!) as unknown as Triple;
      return { name: "", fixedMm, movingMm };
    },
  );
  return alignLandmarks(points, "rigid").transform;
}

function forEachVoxelOf(
  { origin, size, distanceMm2 }: RigidBody,
  grid: Grid,
  visit: (at: number, voxel: Triple, distanceMm2: number) => void,
): void {
  const [nx, ny] = grid.size;
  forEachVoxel(size, (n, [i, j, k]) => {
    const voxel: Triple = [origin[0] + i, origin[1] + j, origin[2] + k];
    visit(voxel[0] + nx * (voxel[1] + ny * voxel[2]), voxel, distanceMm2[n]!);
  });
}

function forEachVoxel([nx, ny, nz]: Triple, visit: (at: number, voxel: Triple) => void): void {
  let at = 0;
  for (let k = 0; k < nz; k++)
    for (let j = 0; j < ny; j++) for (let i = 0; i < nx; i++) visit(at++, [i, j, k]);
}
