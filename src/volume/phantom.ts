import { MM3_TO_ML } from "../physics/units";
import { type Grid, type Triple, toPatientMm, voxelCount, voxelVolumeMm3 } from "./grid";
import type { Role } from "./study";

/** A solid of simple shape in patient mm. A cylinder stands along z. */
export type Solid =
  | { readonly kind: "ellipsoid"; readonly centreMm: Triple; readonly semiAxesMm: Triple }
  | {
      readonly kind: "cylinder";
      readonly centreMm: Triple;
      readonly semiAxesMm: readonly [number, number];
      readonly halfHeightMm: number;
    };

/** One region of a phantom: the union of its solids, less what later regions of the list claim. */
export interface PhantomRegion {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly solids: readonly Solid[];
  readonly hounsfield: number;
}

export type Phantom = readonly PhantomRegion[];

/** Index of the region at a point, or -1 outside all. Later regions lie inside earlier ones and win. */
export function regionAt(phantom: Phantom, pointMm: Triple): number {
  for (let i = phantom.length - 1; i >= 0; i--)
    if (phantom[i]!.solids.some((solid) => contains(solid, pointMm))) return i;
  return -1;
}

/** Fraction of every voxel that each region fills, from `samples`³ points a voxel: one array a region, x fastest. */
export function occupancies(
  phantom: Phantom,
  grid: Grid,
  shiftMm: Triple = [0, 0, 0],
  samples = 4,
): Float32Array<ArrayBuffer>[] {
  const fractions = phantom.map(() => new Float32Array(voxelCount(grid)));
  const [nx, ny, nz] = grid.size;
  const weight = 1 / samples ** 3;
  for (let k = 0, at = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++, at++) {
        const uniform = uniformRegion(phantom, grid, [i, j, k], shiftMm);
        if (uniform !== undefined) {
          if (uniform >= 0) fractions[uniform]![at] = 1;
          continue;
        }
        forEachSample(grid, [i, j, k], shiftMm, samples, (point) => {
          const region = regionAt(phantom, point);
          if (region >= 0) fractions[region]![at]! += weight;
        });
      }
  return fractions;
}

/** Region number + 1 at every voxel centre (0 outside): a label map. */
export function labels(phantom: Phantom, grid: Grid): Float32Array<ArrayBuffer> {
  const values = new Float32Array(voxelCount(grid));
  const [nx, ny, nz] = grid.size;
  for (let k = 0, at = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++, at++)
        values[at] = regionAt(phantom, toPatientMm(grid, [i, j, k])) + 1;
  return values;
}

/** Volume of each region in mL, from its fractions on `grid`. */
export const regionVolumesMl = (fractions: readonly Float32Array[], grid: Grid): number[] =>
  fractions.map(
    (values) => values.reduce((sum, f) => sum + f, 0) * voxelVolumeMm3(grid) * MM3_TO_ML,
  );

/** The region of a voxel whose corners and centre all lie in it (undefined when they differ): saves sampling the interior. */
function uniformRegion(phantom: Phantom, grid: Grid, voxel: Triple, shiftMm: Triple) {
  let first: number | undefined;
  for (const [di, dj, dk] of CORNERS) {
    const at = minus(toPatientMm(grid, [voxel[0] + di, voxel[1] + dj, voxel[2] + dk]), shiftMm);
    const region = regionAt(phantom, at);
    first ??= region;
    if (region !== first) return undefined;
  }
  return first;
}

const CORNERS: readonly Triple[] = [
  [0, 0, 0],
  [-0.5, -0.5, -0.5],
  [0.5, -0.5, -0.5],
  [-0.5, 0.5, -0.5],
  [0.5, 0.5, -0.5],
  [-0.5, -0.5, 0.5],
  [0.5, -0.5, 0.5],
  [-0.5, 0.5, 0.5],
  [0.5, 0.5, 0.5],
];

function forEachSample(
  grid: Grid,
  [i, j, k]: Triple,
  shiftMm: Triple,
  samples: number,
  visit: (point: Triple) => void,
): void {
  const offset = (s: number) => (s + 0.5) / samples - 0.5;
  for (let a = 0; a < samples; a++)
    for (let b = 0; b < samples; b++)
      for (let c = 0; c < samples; c++)
        visit(minus(toPatientMm(grid, [i + offset(a), j + offset(b), k + offset(c)]), shiftMm));
}

function contains(solid: Solid, p: Triple): boolean {
  const x = (p[0] - solid.centreMm[0]) / solid.semiAxesMm[0];
  const y = (p[1] - solid.centreMm[1]) / solid.semiAxesMm[1];
  const dz = p[2] - solid.centreMm[2];
  if (solid.kind === "cylinder") return Math.abs(dz) <= solid.halfHeightMm && x * x + y * y <= 1;
  const z = dz / solid.semiAxesMm[2];
  return x * x + y * y + z * z <= 1;
}

const minus = (a: Triple, b: Triple): Triple => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
