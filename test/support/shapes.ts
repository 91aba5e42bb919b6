import { type Grid, type Triple, toPatientMm, voxelCount } from "../../src/volume/grid";
import { type Mask, maskFromValues } from "../../src/volume/mask";
import { type Quantity, type Volume, volume } from "../../src/volume/volume";

/** The share of each voxel that is inside, by `points`³ points a voxel. */
export function maskOfShape(grid: Grid, inside: (pointMm: Triple) => boolean, points = 4): Mask {
  const offsets = Array.from({ length: points }, (_, t) => (t + 0.5) / points - 0.5);
  const shares = new Float32Array(voxelCount(grid));
  forEachIndex(grid, (at, [i, j, k]) => {
    let count = 0;
    for (const u of offsets)
      for (const v of offsets)
        for (const w of offsets) if (inside(toPatientMm(grid, [i + u, j + v, k + w]))) count++;
    shares[at] = count / points ** 3;
  });
  return maskFromValues(grid, shares);
}

/** A volume whose voxels hold the value of a function at their centre. */
export function volumeOf<Q extends Quantity>(
  quantity: Q,
  grid: Grid,
  valueAt: (pointMm: Triple) => number,
): Volume<Q> {
  const result = volume(quantity, grid);
  forEachIndex(grid, (at, voxel) => {
    result.values[at] = valueAt(toPatientMm(grid, voxel));
  });
  return result;
}

export function forEachIndex(
  { size: [nx, ny, nz] }: Grid,
  visit: (at: number, voxel: Triple) => void,
) {
  let at = 0;
  for (let k = 0; k < nz; k++)
    for (let j = 0; j < ny; j++) for (let i = 0; i < nx; i++, at++) visit(at, [i, j, k]);
}

/** A grid of cubic voxels around the patient's origin, its axes along the patient's unless given. */
export function centredGrid(size: Triple, spacingMm: number, axes: Grid["axes"] = STRAIGHT): Grid {
  const grid = { size, spacingMm: [spacingMm, spacingMm, spacingMm] as const, axes };
  const middle = size.map((n) => (n - 1) / 2) as unknown as Triple;
  const [x, y, z] = toPatientMm({ ...grid, originMm: [0, 0, 0] }, middle);
  return { ...grid, originMm: [-x, -y, -z] };
}

/** Right-handed axes turned by `degrees` about the direction (1, 2, 2)/3. */
export function turnedAxes(degrees: number): Grid["axes"] {
  const c = Math.cos((degrees * Math.PI) / 180);
  const s = Math.sin((degrees * Math.PI) / 180);
  const [x, y, z] = [1 / 3, 2 / 3, 2 / 3];
  return [
    [c + x * x * (1 - c), y * x * (1 - c) + z * s, z * x * (1 - c) - y * s],
    [x * y * (1 - c) - z * s, c + y * y * (1 - c), z * y * (1 - c) + x * s],
    [x * z * (1 - c) + y * s, y * z * (1 - c) - x * s, c + z * z * (1 - c)],
  ];
}

const STRAIGHT: Grid["axes"] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

/** Numbers 0..1 that look random and are the same in every run (mulberry32). */
export function seededNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
