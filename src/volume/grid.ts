export type Triple = readonly [number, number, number];

/**
 * A regular lattice of voxels in patient space: millimetres, DICOM's LPS (x to the patient's left, y to the back, z to the head).
 * The centre of voxel (i, j, k) lies at originMm + i·spacing[0]·axes[0] + j·spacing[1]·axes[1] + k·spacing[2]·axes[2].
 */
export interface Grid {
  readonly size: Triple;
  readonly spacingMm: Triple;
  /** Centre of voxel (0, 0, 0). */
  readonly originMm: Triple;
  /** Unit vectors of the three lattice axes; mutually orthogonal. */
  readonly axes: readonly [Triple, Triple, Triple];
}

/** Lattice axes along the patient's x, y and z. */
export const PATIENT_AXES: Grid["axes"] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

export const voxelCount = ({ size: [x, y, z] }: Grid) => x * y * z;
export const voxelVolumeMm3 = ({ spacingMm: [x, y, z] }: Grid) => x * y * z;

/** Patient position in mm of a point given in voxels (fractions allowed, 0 at the first voxel's centre). */
export function toPatientMm(grid: Grid, [i, j, k]: Triple): Triple {
  const { originMm: o, axes: a, spacingMm: s } = grid;
  const at = (c: 0 | 1 | 2) => o[c] + i * s[0] * a[0][c] + j * s[1] * a[1][c] + k * s[2] * a[2][c];
  return [at(0), at(1), at(2)];
}

/** Voxel coordinates (fractions, 0 at the first voxel's centre) of a patient position in mm. */
export function toVoxel(grid: Grid, positionMm: Triple): Triple {
  const { originMm: o, axes: a, spacingMm: s } = grid;
  const d: Triple = [positionMm[0] - o[0], positionMm[1] - o[1], positionMm[2] - o[2]];
  const along = (c: 0 | 1 | 2) => (d[0] * a[c][0] + d[1] * a[c][1] + d[2] * a[c][2]) / s[c];
  return [along(0), along(1), along(2)];
}

/** True when both grids are the same lattice within `toleranceMm` at every corner. */
export function sameGrid(a: Grid, b: Grid, toleranceMm = 0.01): boolean {
  if (a.size.some((n, c) => n !== b.size[c])) return false;
  const far: Triple = [a.size[0] - 1, a.size[1] - 1, a.size[2] - 1];
  const corners: Triple[] = [[0, 0, 0], [far[0], 0, 0], [0, far[1], 0], [0, 0, far[2]], far];
  return corners.every((corner) => {
    const p = toPatientMm(a, corner);
    const q = toPatientMm(b, corner);
    return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]) <= toleranceMm;
  });
}
