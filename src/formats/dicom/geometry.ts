import { InputError } from "../../inputError";
import type { Grid, Triple } from "../../volume/grid";
import type { DicomItem } from "./dicomFile";
import { attributeName } from "./tags";
import { decimal, missing, requiredDecimals, requiredShort } from "./values";

/** Where one slice lies in the patient: DICOM's LPS millimetres. */
export interface SlicePlane {
  readonly columns: number;
  readonly rows: number;
  /** Along a row (to the next column) and along a column (to the next row), mm. */
  readonly spacingMm: readonly [alongRow: number, alongColumn: number];
  /** Centre of the first pixel. */
  readonly positionMm: Triple;
  readonly row: Triple;
  readonly column: Triple;
}

/** Slices in the order of their position along the normal, and the lattice they make. */
export interface SliceStack<S> {
  readonly grid: Grid;
  readonly slices: readonly S[];
}

const SAME_POSITION_MM = 0.01;
const MAX_TILT_DEGREES = 0.1;
const MAX_GAP = 1.5; // times the median distance
const MAX_UNEVENNESS = 0.1; // of the slice distance

/** The plane of a single-frame image; `geometry` is the item that holds position and orientation. */
export function slicePlane(item: DicomItem, geometry: DicomItem = item): SlicePlane {
  const spacing = requiredDecimals(item, "PixelSpacing", 2);
  const position = requiredDecimals(geometry, "ImagePositionPatient", 3);
  const [row, column] = orientation(geometry);
  if (!(spacing[0]! > 0 && spacing[1]! > 0))
    throw new InputError(
      `${item.file}: ${attributeName("PixelSpacing")} expects two lengths above 0, got ${spacing.join("\\")}`,
    );
  return {
    columns: requiredShort(item, "Columns"),
    rows: requiredShort(item, "Rows"),
    spacingMm: [spacing[1]!, spacing[0]!],
    positionMm: position as unknown as Triple,
    row,
    column,
  };
}

/** Unit vectors along a row and along a column. @throws InputError when they are no right angle. */
export function orientation(item: DicomItem): readonly [row: Triple, column: Triple] {
  const [a, b, c, d, e, f] = requiredDecimals(item, "ImageOrientationPatient", 6);
  const row: Triple = [a!, b!, c!];
  const column: Triple = [d!, e!, f!];
  const isUnit = (vector: Triple) => Math.abs(length(vector) - 1) < 1e-3;
  if (!isUnit(row) || !isUnit(column) || Math.abs(dot(row, column)) > 1e-3)
    throw new InputError(
      `${item.file}: ${attributeName("ImageOrientationPatient")} expects two unit vectors at a right angle`,
    );
  const along = scaled(row, 1 / length(row));
  const across = minus(column, scaled(along, dot(column, along)));
  return [along, scaled(across, 1 / length(across))];
}

/**
 * Orders the slices of one volume by their position along the normal (never by InstanceNumber) and gives their lattice.
 *
 * @throws InputError for slices of different size or orientation, for two at one position, for missing ones
 * (their positions are listed), for uneven distances and for a tilted gantry.
 */
export function stackSlices<S extends { readonly item: DicomItem; readonly plane: SlicePlane }>(
  slices: readonly S[],
): SliceStack<S> {
  const [first] = slices;
  if (!first) throw new Error("no slices");
  const normal = cross(first.plane.row, first.plane.column);
  for (const { item, plane } of slices) refuseOtherShape(first, item, plane);
  const along = ({ plane }: S) => dot(plane.positionMm, normal);
  const ordered = slices.toSorted((a, b) => along(a) - along(b));
  const positions = ordered.map(along);
  refuseUnevenness(ordered, positions);
  const lowest = ordered[0]!;
  const step = minus(ordered.at(-1)!.plane.positionMm, lowest.plane.positionMm);
  refuseTilt(lowest.item.file, step, normal);
  const { columns, rows, spacingMm, row, column } = lowest.plane;
  const distance =
    ordered.length > 1 ? dot(step, normal) / (ordered.length - 1) : thickness(lowest.item);
  return {
    slices: ordered,
    grid: {
      size: [columns, rows, ordered.length],
      spacingMm: [spacingMm[0], spacingMm[1], distance],
      originMm: lowest.plane.positionMm,
      axes: [row, column, normal],
    },
  };
}

/**
 * Splits slices that share positions into volumes of one time or phase each: the n-th at every position, in the
 * given order, makes volume n.
 *
 * @throws InputError when the positions do not occur equally often.
 */
export function splitPhases<S extends { readonly item: DicomItem; readonly plane: SlicePlane }>(
  slices: readonly S[],
): readonly (readonly S[])[] {
  const byPosition: { position: Triple; slices: S[] }[] = [];
  const found = new Map<string, { position: Triple; slices: S[] }>();
  for (const slice of slices) {
    const position = slice.plane.positionMm;
    const key = position.map((mm) => Math.round(mm / SAME_POSITION_MM)).join();
    const place = found.get(key) ?? { position, slices: [] };
    if (!found.has(key)) byPosition.push(place);
    found.set(key, place);
    place.slices.push(slice);
  }
  const count = byPosition[0]?.slices.length ?? 0;
  const odd = byPosition.find((place) => place.slices.length !== count);
  if (odd)
    throw new InputError(
      `${odd.slices[0]!.item.file}: ${odd.slices.length} slices at position ${odd.position.join(", ")} mm where other positions of the series have ${count}; several images are mixed`,
    );
  return Array.from({ length: count }, (_, phase) =>
    byPosition.map((place) => place.slices[phase]!),
  );
}

function refuseOtherShape(
  first: { item: DicomItem; plane: SlicePlane },
  item: DicomItem,
  plane: SlicePlane,
): void {
  const a = first.plane;
  const sameSize = a.columns === plane.columns && a.rows === plane.rows;
  const sameSpacing = a.spacingMm.every((mm, c) => Math.abs(mm - plane.spacingMm[c]!) < 1e-3);
  const turned = Math.min(dot(a.row, plane.row), dot(a.column, plane.column)) < 1 - 1e-6;
  if (!sameSize || !sameSpacing || turned)
    throw new InputError(
      `${item.file}: ${!sameSize ? "size" : turned ? "orientation" : "pixel spacing"} differs from ${first.item.file} of the same series`,
    );
}

function refuseUnevenness(
  ordered: readonly { readonly item: DicomItem }[],
  positions: readonly number[],
): void {
  const gaps = positions.slice(1).map((mm, i) => mm - positions[i]!);
  const median = gaps.toSorted((a, b) => a - b)[(gaps.length - 1) >> 1] ?? 0;
  const twice = gaps.findIndex((gap) => gap < SAME_POSITION_MM);
  if (twice >= 0)
    throw new InputError(
      `${ordered[twice]!.item.file} and ${ordered[twice + 1]!.item.file} lie at the same position: several images are mixed in one series`,
    );
  const absent = gaps.flatMap((gap, i) => {
    if (gap <= MAX_GAP * median) return [];
    const count = Math.max(1, Math.round(gap / median) - 1);
    return Array.from({ length: count }, (_, n) => positions[i]! + (n + 1) * (gap / (count + 1)));
  });
  if (absent.length > 0)
    throw new InputError(
      `${ordered[0]!.item.file}: ${absent.length} slices of its series are missing, at ${listed(absent)} mm along the slice normal`,
    );
  const mean = (positions.at(-1)! - positions[0]!) / Math.max(1, gaps.length);
  const uneven = positions.findIndex(
    (mm, i) => Math.abs(mm - positions[0]! - i * mean) > MAX_UNEVENNESS * mean,
  );
  if (uneven >= 0)
    throw new InputError(
      `${ordered[uneven]!.item.file}: slice distances are uneven (mean ${mean.toFixed(3)} mm); resample the series first`,
    );
}

const listed = (positions: readonly number[]): string =>
  `${positions
    .slice(0, 20)
    .map((mm) => mm.toFixed(2))
    .join(", ")}${positions.length > 20 ? ", …" : ""}`;

/** The step between slices, not GantryDetectorTilt, says whether the gantry was tilted. */
function refuseTilt(file: string, step: Triple, normal: Triple): void {
  const sideways = length(minus(step, scaled(normal, dot(step, normal))));
  const degrees = (Math.atan2(sideways, dot(step, normal)) * 180) / Math.PI;
  if (length(step) > 0 && degrees > MAX_TILT_DEGREES)
    throw new InputError(
      `${file}: the slices are sheared by ${degrees.toFixed(2)}° (tilted gantry); resample to an upright grid first (dcm2niix writes one)`,
    );
}

function thickness(item: DicomItem): number {
  const mm = decimal(item, "SliceThickness");
  if (mm === undefined) throw missing(item, "SliceThickness");
  if (!(mm > 0))
    throw new InputError(
      `${item.file}: ${attributeName("SliceThickness")} expects a length above 0, got ${mm}`,
    );
  return mm;
}

export const cross = (a: Triple, b: Triple): Triple => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
export const scaled = ([x, y, z]: Triple, by: number): Triple => [x * by, y * by, z * by];
export const plus = (a: Triple, b: Triple): Triple => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const minus = (a: Triple, b: Triple): Triple => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const dot = (a: Triple, b: Triple): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const length = (a: Triple): number => Math.hypot(...a);
