import { type Grid, type Triple, toPatientMm } from "../../volume/grid";
import type { Matrix4 } from "../../volume/transform";

export type Plane = "axial" | "coronal" | "sagittal";

/** Radiological: the patient's right is on the left of the picture, as seen from the feet and from the front. Neurological: mirrored. */
export type Convention = "radiological" | "neurological";

/** What part of space a picture shows. */
export interface SliceCamera {
  readonly plane: Plane;
  readonly convention: Convention;
  /** Patient point (mm, LPS) in the middle of the picture; along the normal of the plane it is the position of the slice. */
  readonly centreMm: Triple;
  readonly mmPerPixel: number;
}

/** Directions of the picture in patient space: along its rows, down its columns, and the coordinate that is constant in it. */
export interface PlaneAxes {
  readonly right: Triple;
  readonly down: Triple;
  readonly normalAxis: 0 | 1 | 2;
}

export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** Sagittal slices are seen from the patient's left, face to the left, in both conventions. */
export function planeAxes(plane: Plane, convention: Convention): PlaneAxes {
  const left: Triple = convention === "radiological" ? [1, 0, 0] : [-1, 0, 0];
  if (plane === "axial") return { right: left, down: [0, 1, 0], normalAxis: 2 };
  if (plane === "coronal") return { right: left, down: [0, 0, -1], normalAxis: 1 };
  return { right: [0, 1, 0], down: [0, 0, -1], normalAxis: 0 };
}

/** Pixel (x, y, 0) → patient mm. Pixels are counted from the upper left corner of the picture; the first one's centre is (0.5, 0.5). */
export function pixelMatrix(camera: SliceCamera, { width, height }: PixelSize): Matrix4 {
  const { right, down, normalAxis } = planeAxes(camera.plane, camera.convention);
  const s = camera.mmPerPixel;
  const row = (c: 0 | 1 | 2) => [
    s * right[c],
    s * down[c],
    c === normalAxis ? 1 : 0,
    camera.centreMm[c] - s * (right[c] * width + down[c] * height) * 0.5,
  ];
  return [...row(0), ...row(1), ...row(2), 0, 0, 0, 1];
}

/** Where a patient point falls in the picture, in pixels; its distance from the slice is dropped. */
export function pixelOf(
  camera: SliceCamera,
  { width, height }: PixelSize,
  pointMm: Triple,
): readonly [number, number] {
  const { right, down } = planeAxes(camera.plane, camera.convention);
  const along = (axis: Triple) =>
    axis.reduce((sum, a, c) => sum + a * (pointMm[c]! - camera.centreMm[c]!), 0);
  return [
    width / 2 + along(right) / camera.mmPerPixel,
    height / 2 + along(down) / camera.mmPerPixel,
  ];
}

/** Letter of the side of the patient that a direction points to: R(ight), L(eft), A(nterior), P(osterior), H(ead), F(eet). */
export function sideLetter(direction: Triple): string {
  const axis = direction.findIndex((c) => Math.abs(c) === Math.max(...direction.map(Math.abs)));
  return SIDES[axis]![direction[axis]! > 0 ? 1 : 0]!;
}

/** The camera that shows a whole grid, through its middle, with a margin. */
export function fitCamera(
  grid: Grid,
  plane: Plane,
  convention: Convention,
  { width, height }: PixelSize,
): SliceCamera {
  const { low, high } = patientBox(grid);
  const extent = ([0, 1, 2] as const).map((c) => high[c] - low[c]);
  const { right, down } = planeAxes(plane, convention);
  const along = (axis: Triple) => extent[axis.findIndex((c) => c !== 0)]!;
  const mmPerPixel = MARGIN * Math.max(along(right) / width, along(down) / height);
  const centreMm: Triple = [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2, (low[2] + high[2]) / 2];
  return { plane, convention, centreMm, mmPerPixel };
}

/** The smallest box along the patient's axes that holds every voxel of the grid, to their outer faces, in mm. */
export function patientBox(grid: Grid): { readonly low: Triple; readonly high: Triple } {
  const ends = grid.size.map((n) => [-0.5, n - 0.5]);
  const corners = ends[0]!.flatMap((i) =>
    ends[1]!.flatMap((j) => ends[2]!.map((k) => toPatientMm(grid, [i, j, k]))),
  );
  const along = (c: 0 | 1 | 2) => corners.map((corner) => corner[c]);
  return {
    low: [Math.min(...along(0)), Math.min(...along(1)), Math.min(...along(2))],
    high: [Math.max(...along(0)), Math.max(...along(1)), Math.max(...along(2))],
  };
}

/** Distance in mm between slices of the grid across the plane: the spacing of the lattice axis nearest to the normal. */
export function sliceStepMm(grid: Grid, plane: Plane): number {
  const { normalAxis } = planeAxes(plane, "radiological");
  const share = ([0, 1, 2] as const).map((a) => Math.abs(grid.axes[a][normalAxis]));
  return grid.spacingMm[share.indexOf(Math.max(...share))]!;
}

/** Sides of the patient towards lower and higher x, y and z. */
const SIDES = ["RL", "AP", "FH"];
const MARGIN = 1.04;
