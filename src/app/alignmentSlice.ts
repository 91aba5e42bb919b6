import { type Plane, planeAxes } from "../gpu/slice/slicePlane";
import { type Grid, type Triple, toPatientMm, toVoxel } from "../volume/grid";
import { linearSampler, nearestSampler } from "../volume/interpolation";
import type { Mask } from "../volume/mask";
import { percentileOf } from "../volume/statistics";
import type { EmissionScan } from "../volume/study";
import {
  apply,
  gridMatrix,
  invert,
  type LinearTransform,
  multiply,
  type PointMap,
} from "../volume/transform";
import type { Quantity, Volume } from "../volume/volume";

/** Pixels of a slice through patient space; the first pixel's centre lies at `originMm`. */
export interface SliceFrame {
  readonly width: number;
  readonly height: number;
  readonly originMm: Triple;
  /** From one pixel to the next along a row, and down a column, mm. */
  readonly rightMm: Triple;
  readonly downMm: Triple;
}

/** What is compared: CTs, or emission images. */
export type ComparedImage = "CT" | "emission";

/** Most pixels along a side: fine enough to see 2 mm, coarse enough to follow a drag on the CPU. */
const MOST_PIXELS = 300;

/** A slice in radiological convention over the whole of a grid, at `share` (0..1) of its extent along the plane's normal. */
export function frameOf(grid: Grid, plane: Plane, share: number): SliceFrame {
  const { right, down, normalAxis } = planeAxes(plane, "radiological");
  const [low, high] = extentOf(grid);
  const lengthMm = (axis: Triple) =>
    axis.reduce((sum, a, c) => sum + Math.abs(a) * (high[c]! - low[c]!), 0);
  const [widthMm, heightMm] = [lengthMm(right), lengthMm(down)];
  const mmPerPixel = Math.max(widthMm, heightMm) / MOST_PIXELS;
  const width = Math.max(1, Math.round(widthMm / mmPerPixel));
  const height = Math.max(1, Math.round(heightMm / mmPerPixel));
  const middle = ([0, 1, 2] as const).map((c) =>
    c === normalAxis ? low[c] + share * (high[c] - low[c]) : (low[c] + high[c]) / 2,
  );
  const along = (c: 0 | 1 | 2) =>
    middle[c]! - mmPerPixel * (right[c] * (width - 1) + down[c] * (height - 1)) * 0.5;
  const scaled = (axis: Triple): Triple => [
    axis[0] * mmPerPixel,
    axis[1] * mmPerPixel,
    axis[2] * mmPerPixel,
  ];
  return {
    width,
    height,
    originMm: [along(0), along(1), along(2)],
    rightMm: scaled(right),
    downMm: scaled(down),
  };
}

/** Number of slices that the voxels of a grid have along a plane's normal: steps of a slider. */
export function sliceCount(grid: Grid, plane: Plane): number {
  const { normalAxis } = planeAxes(plane, "radiological");
  const [low, high] = extentOf(grid);
  const finest = Math.min(...grid.spacingMm);
  return Math.max(1, Math.round((high[normalAxis] - low[normalAxis]) / finest));
}

/** The patient point of a pixel (fractions allowed, 0 at the first pixel's centre). */
export const pointAt = (
  { originMm: o, rightMm: r, downMm: d }: SliceFrame,
  x: number,
  y: number,
): Triple => [o[0] + x * r[0] + y * d[0], o[1] + x * r[1] + y * d[1], o[2] + x * r[2] + y * d[2]];

/** The pixel of a patient point, and how far it lies from the slice, mm. */
export function pixelOf(
  { originMm, rightMm, downMm }: SliceFrame,
  pointMm: Triple,
): { readonly x: number; readonly y: number; readonly awayMm: number } {
  const d = pointMm.map((value, c) => value - originMm[c]!);
  const along = (axis: Triple) => axis.reduce((sum, a, c) => sum + a * d[c]!, 0);
  const square = (axis: Triple) => axis.reduce((sum, a) => sum + a * a, 0);
  const [x, y] = [along(rightMm) / square(rightMm), along(downMm) / square(downMm)];
  const rest = d.map((value, c) => value - x * rightMm[c]! - y * downMm[c]!);
  return { x, y, awayMm: Math.hypot(...rest) };
}

/** The image of a scan as brightness 0..1 in a slice of the reference's space, seen through a map (reference → scan). */
export function brightnessIn(
  frame: SliceFrame,
  { volume, low, high, root }: WindowedImage,
  transform: LinearTransform | PointMap,
): Float32Array {
  const voxelAt = voxelMap(frame, transform, volume.grid);
  const sample = linearSampler(volume, low);
  const values = new Float32Array(frame.width * frame.height);
  for (let y = 0, at = 0; y < frame.height; y++)
    for (let x = 0; x < frame.width; x++, at++) {
      const share = (sample(...voxelAt(x, y)) - low) / (high - low);
      const cut = Math.min(1, Math.max(0, share));
      values[at] = root ? Math.sqrt(cut) : cut;
    }
  return values;
}

/** An image with the values that are black and white in it. */
export interface WindowedImage {
  readonly volume: Volume<Quantity>;
  readonly low: number;
  readonly high: number;
  /** Whether brightness is the root of the share: hot organs would hide the rest. */
  readonly root: boolean;
}

/** Every scan in a window of its own: activities decay, and the shape is what is compared. */
export function windowed(scan: EmissionScan, image: ComparedImage): WindowedImage {
  if (image === "CT" && scan.anatomy)
    return { volume: scan.anatomy.volume, low: -160, high: 240, root: false };
  const { activity } = scan;
  const stride = Math.ceil(activity.values.length / 50_000);
  const some = activity.values.filter((value, at) => at % stride === 0 && value > 0);
  const high = some.length > 0 ? percentileOf(some, 99.5) : 1;
  return { volume: activity, low: 0, high, root: true };
}

/** 1 for the pixels of a frame whose point is mostly inside a region that is seen through `transform` (the frame's space → the region's). */
export function insideOf(
  frame: SliceFrame,
  mask: Mask,
  transform: LinearTransform,
): Uint8Array<ArrayBuffer> {
  const inside = new Uint8Array(frame.width * frame.height);
  if (mask.occupancy.length === 0) return inside;
  const map = pixelMap(frame, transform, mask.grid);
  const sample = nearestSampler({ grid: { size: mask.boxSize }, values: mask.occupancy }, 0);
  const [ox, oy, oz] = mask.boxOrigin;
  for (let y = 0, at = 0; y < frame.height; y++)
    for (let x = 0; x < frame.width; x++, at++) {
      const [i, j, k] = apply(map, [x, y, 0]);
      if (sample(i - ox, j - oy, k - oz) > 0.5) inside[at] = 1;
    }
  return inside;
}

function voxelMap(
  frame: SliceFrame,
  transform: LinearTransform | PointMap,
  grid: Grid,
): (x: number, y: number) => Triple {
  if (typeof transform === "function")
    return (x, y) => toVoxel(grid, transform(pointAt(frame, x, y)));
  const map = pixelMap(frame, transform, grid);
  return (x, y) => apply(map, [x, y, 0]);
}

function pixelMap({ originMm: o, rightMm: r, downMm: d }: SliceFrame, t: LinearTransform, g: Grid) {
  const row = (c: 0 | 1 | 2) => [r[c], d[c], 0, o[c]];
  const toPatient = [...row(0), ...row(1), ...row(2), 0, 0, 0, 1];
  return multiply(invert(gridMatrix(g)), multiply(t.matrix, toPatient));
}

/** Lowest and highest patient coordinates of a grid's voxels. */
function extentOf(grid: Grid): readonly [Triple, Triple] {
  const [nx, ny, nz] = grid.size;
  const corners = [0, 1, 2, 3, 4, 5, 6, 7].map((corner) =>
    toPatientMm(grid, [
      corner & 1 ? nx - 0.5 : -0.5,
      corner & 2 ? ny - 0.5 : -0.5,
      corner & 4 ? nz - 0.5 : -0.5,
    ]),
  );
  const of = (wanted: typeof Math.min) =>
    [0, 1, 2].map((c) => wanted(...corners.map((p) => p[c]!))) as unknown as Triple;
  return [of(Math.min), of(Math.max)];
}

/** Middle of a grid in patient mm: what manual rotations turn about. */
export const middleOf = (grid: Grid): Triple =>
  toPatientMm(grid, [(grid.size[0] - 1) / 2, (grid.size[1] - 1) / 2, (grid.size[2] - 1) / 2]);

/** Share of the extent along a plane's normal at which a patient point lies, 0..1. */
export function shareOf(grid: Grid, plane: Plane, pointMm: Triple): number {
  const { normalAxis } = planeAxes(plane, "radiological");
  const [low, high] = extentOf(grid);
  const share = (pointMm[normalAxis] - low[normalAxis]) / (high[normalAxis] - low[normalAxis]);
  return Math.min(1, Math.max(0, share));
}
