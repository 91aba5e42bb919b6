import type { Box } from "./box";
import { type Grid, type Triple, toVoxel } from "./grid";
import type { Mask } from "./mask";
import { maskInBox } from "./maskInBox";

/** One closed polygon in a plane of slices: x, y, z of each corner, patient mm, one after the other. */
export type Contour = Float64Array;

/** Polygons in one plane, in voxel coordinates of a grid: i, j of each corner. */
interface ContourPlane {
  /** Where the plane lies along the third axis, voxels (fractions allowed). */
  readonly k: number;
  readonly polygons: readonly Float64Array[];
}

const PLANARITY_MM = 0.1; // contours are stored with two or three decimals

/**
 * The region inside contours: even-odd over all polygons of a plane, so that a polygon inside another is a hole
 * (CLOSED_PLANAR and CLOSEDPLANAR_XOR alike). A contour holds for the slab half way to the neighbouring planes.
 *
 * `samplesPerAxis` 1 gives whole voxels by their centres, which is how voxels are counted; n gives the share of n³
 * points inside the voxel, for structures small against it. Undefined when the contours are not parallel to the slices.
 */
export function maskFromContours(
  contours: readonly Contour[],
  grid: Grid,
  samplesPerAxis = 1,
): Mask | undefined {
  const planes = contourPlanes(contours, grid);
  if (!planes) return undefined;
  const halfGap = planeDistance(planes) / 2;
  const box = boxAround(planes, halfGap, grid);
  const [nx, ny, nz] = box.size;
  const values = new Float32Array(nx * ny * nz);
  const share = 1 / samplesPerAxis ** 3;
  for (let k = 0; k < nz; k++)
    for (let s = 0; s < samplesPerAxis; s++) {
      const plane = nearestPlane(planes, box.origin[2] + k + offset(s, samplesPerAxis), halfGap);
      const slice = values.subarray(k * nx * ny, (k + 1) * nx * ny);
      if (plane) addPlane(plane, box, samplesPerAxis, share, slice);
    }
  return maskInBox(grid, box, values);
}

/** Volume inside contours, mL: even-odd area of each plane times the distance of the planes; undefined as for `maskFromContours`. */
export function contoursMl(contours: readonly Contour[], grid: Grid): number | undefined {
  const planes = contourPlanes(contours, grid);
  if (!planes) return undefined;
  const [sx, sy, sz] = grid.spacingMm;
  const areas = planes.map(({ polygons }) =>
    polygons.reduce((sum, polygon) => sum + signOf(polygon, polygons) * area(polygon), 0),
  );
  const voxels = areas.reduce((sum, value) => sum + value, 0) * planeDistance(planes);
  return (voxels * sx * sy * sz) / 1000;
}

/** The planes in ascending order of k; undefined when a contour leaves its plane. */
function contourPlanes(contours: readonly Contour[], grid: Grid): ContourPlane[] | undefined {
  const tolerance = PLANARITY_MM / grid.spacingMm[2];
  const found: { k: number; polygons: Float64Array[] }[] = [];
  for (const contour of contours) {
    const corners = contour.length / 3;
    if (corners < 3) continue;
    const polygon = new Float64Array(2 * corners);
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let c = 0; c < corners; c++) {
      const point: Triple = [contour[3 * c]!, contour[3 * c + 1]!, contour[3 * c + 2]!];
      const [i, j, k] = toVoxel(grid, point);
      polygon.set([i, j], 2 * c);
      low = Math.min(low, k);
      high = Math.max(high, k);
    }
    if (high - low > 2 * tolerance) return undefined;
    found.push({ k: (low + high) / 2, polygons: [polygon] });
  }
  const planes: { k: number; polygons: Float64Array[] }[] = [];
  for (const { k, polygons } of found.sort((a, b) => a.k - b.k)) {
    const last = planes.at(-1);
    if (last && k - last.k < 2 * tolerance) last.polygons.push(...polygons);
    else planes.push({ k, polygons });
  }
  return planes;
}

/** Usual distance of neighbouring planes, voxels: the mean (coordinates are rounded), without the gaps where planes were left out. */
function planeDistance(planes: readonly ContourPlane[]): number {
  const gaps = planes.slice(1).map(({ k }, i) => k - planes[i]!.k);
  const median = gaps.toSorted((a, b) => a - b)[(gaps.length - 1) >> 1] ?? 1;
  const usual = gaps.filter((gap) => gap < 1.5 * median);
  return usual.length > 0 ? usual.reduce((sum, gap) => sum + gap, 0) / usual.length : median;
}

/** The plane whose slab holds `k`; the lower bound belongs to the slab, the upper to the next. */
function nearestPlane(
  planes: readonly ContourPlane[],
  k: number,
  halfGap: number,
): ContourPlane | undefined {
  let best: ContourPlane | undefined;
  for (const plane of planes)
    if (!best || Math.abs(plane.k - k) <= Math.abs(best.k - k)) best = plane;
  if (!best) return undefined;
  const above = k - best.k;
  return above >= -halfGap - 1e-6 && above < halfGap - 1e-6 ? best : undefined;
}

/** The voxels of the grid that the contours can reach: most structures are small against a CT. */
function boxAround(planes: readonly ContourPlane[], halfGap: number, grid: Grid): Box {
  const low = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, (planes[0]?.k ?? 0) - halfGap];
  const high = [
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    (planes.at(-1)?.k ?? 0) + halfGap,
  ];
  for (const { polygons } of planes)
    for (const polygon of polygons)
      for (let c = 0; c < polygon.length; c++) {
        low[c % 2] = Math.min(low[c % 2]!, polygon[c]!);
        high[c % 2] = Math.max(high[c % 2]!, polygon[c]!);
      }
  const first = (axis: 0 | 1 | 2) => clamp(Math.floor(low[axis]!), grid.size[axis]);
  const end = (axis: 0 | 1 | 2) => clamp(Math.ceil(high[axis]!) + 1, grid.size[axis]);
  const extent = (axis: 0 | 1 | 2) => Math.max(0, end(axis) - first(axis));
  return {
    origin: [first(0), first(1), first(2)],
    size: [extent(0), extent(1), extent(2)],
  };
}

const clamp = (value: number, size: number): number => Math.min(Math.max(value, 0), size);

/** Adds `share` to every voxel of one slice of the box for each of its in-plane sample points that lies inside. */
function addPlane(
  { polygons }: ContourPlane,
  { origin, size: [nx, ny] }: Box,
  samples: number,
  share: number,
  slice: Float32Array,
): void {
  for (let j = 0; j < ny; j++)
    for (let sj = 0; sj < samples; sj++) {
      const crossings = rowCrossings(polygons, origin[1] + j + offset(sj, samples));
      const row = slice.subarray(j * nx, (j + 1) * nx);
      for (let c = 0; c + 1 < crossings.length; c += 2)
        addSpan(crossings[c]! - origin[0], crossings[c + 1]! - origin[0], samples, share, row);
    }
}

/** Where the line j = `row` crosses the polygons, ascending. An edge counts its lower end and not its upper. */
function rowCrossings(polygons: readonly Float64Array[], row: number): number[] {
  const crossings: number[] = [];
  for (const polygon of polygons) {
    const corners = polygon.length / 2;
    for (let a = corners - 1, b = 0; b < corners; a = b++) {
      const ja = polygon[2 * a + 1]!;
      const jb = polygon[2 * b + 1]!;
      if (ja > row === jb > row) continue;
      const ia = polygon[2 * a]!;
      crossings.push(ia + ((row - ja) / (jb - ja)) * (polygon[2 * b]! - ia));
    }
  }
  return crossings.sort((a, b) => a - b);
}

/** Sample points of a row with from <= i < to. */
function addSpan(
  from: number,
  to: number,
  samples: number,
  share: number,
  row: Float32Array,
): void {
  const first = Math.max(0, Math.ceil((from + 0.5) * samples - 0.5));
  const end = Math.min(row.length * samples, Math.ceil((to + 0.5) * samples - 0.5));
  for (let point = first; point < end; point++) row[Math.floor(point / samples)]! += share;
}

/** Sample `s` of `samples` in a voxel, from its centre, voxels. */
const offset = (s: number, samples: number): number => (s + 0.5) / samples - 0.5;

/** -1 for a hole: a polygon whose first corner lies inside an odd number of the others. */
function signOf(polygon: Float64Array, polygons: readonly Float64Array[]): 1 | -1 {
  const around = polygons.filter(
    (other) =>
      other !== polygon &&
      rowCrossings([other], polygon[1]!).filter((i) => i > polygon[0]!).length % 2 === 1,
  );
  return around.length % 2 === 1 ? -1 : 1;
}

/** Area of one polygon by the shoelace formula, in pixels. */
function area(polygon: Float64Array): number {
  let twice = 0;
  for (let a = polygon.length - 2, b = 0; b < polygon.length; a = b, b += 2)
    twice += polygon[a]! * polygon[b + 1]! - polygon[b]! * polygon[a + 1]!;
  return Math.abs(twice) / 2;
}
