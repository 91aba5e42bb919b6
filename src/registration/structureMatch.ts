import { type Grid, type Triple, toPatientMm, toVoxel } from "../volume/grid";
import { linearSampler } from "../volume/interpolation";
import type { Mask } from "../volume/mask";
import { resampleMask } from "../volume/resampleMask";
import type { Structure } from "../volume/study";
import { apply, type LinearTransform, type PointMap, voxelMatrix } from "../volume/transform";
import type { Quantity, Volume } from "../volume/volume";

/** How well two emission images agree about one structure. */
export interface StructureMatch {
  readonly structureId: string;
  readonly name: string;
  /** Correlation of the images in the structure's box, by the headers and as it was aligned; undefined where an image is constant there or ends. */
  readonly before: number | undefined;
  readonly after: number | undefined;
  /** Whether the structure is brighter than what surrounds it: only then do the images say where it lies. */
  readonly standsOut: boolean;
}

/** A structure in the fixed image with what surrounds it. */
export interface StructureView {
  readonly structure: Structure;
  /** The box around the structure as a grid of its own, and the image in it. */
  readonly fixed: Volume<Quantity>;
  /** Share of each voxel of the box that the structure fills. */
  readonly inside: Float32Array<ArrayBuffer>;
  readonly standsOut: boolean;
}

/** Surroundings that are looked at: twice the resolution of a SPECT would be too much, half of it too little. */
const MARGIN_MM = 10;
/** Mean inside against mean around, of the root of the activity. */
const STANDS_OUT = 1.2;

/** The structure's box in `image`, grown by a margin; undefined where the structure lies outside. */
export function viewOf(structure: Structure, image: Volume<Quantity>): StructureView | undefined {
  const mask = resampleMask(structure.mask, image.grid);
  if (mask.occupancy.length === 0) return undefined;
  const box = grown(mask, MARGIN_MM);
  const fixed = cropped(image, box);
  const inside = new Float32Array(fixed.values.length);
  const offset = [0, 1, 2].map((c) => mask.boxOrigin[c]! - box.origin[c]!);
  const [bx, by] = mask.boxSize;
  const [nx, ny] = box.size;
  mask.occupancy.forEach((fraction, at) => {
    const i = (at % bx) + offset[0]!;
    const j = (Math.floor(at / bx) % by) + offset[1]!;
    const k = Math.floor(at / (bx * by)) + offset[2]!;
    inside[i + nx * (j + ny * k)] = fraction;
  });
  return { structure, fixed, inside, standsOut: contrast(fixed.values, inside) > STANDS_OUT };
}

/** Correlation of the fixed image in the view's box with `moving` seen through `transform` (fixed → moving, patient mm), in f64, of at most some 30,000 points. */
export function boxCorrelation(
  { fixed }: Pick<StructureView, "fixed">,
  moving: Volume<Quantity>,
  transform: LinearTransform | PointMap,
): number | undefined {
  const toMoving = voxelMover(fixed.grid, transform, moving.grid);
  const sample = linearSampler(moving, Number.NaN);
  const [nx, ny, nz] = fixed.grid.size;
  const stride = Math.max(1, Math.ceil(Math.cbrt((nx * ny * nz) / MOST_POINTS)));
  let [n, f, m, ff, mm, fm] = [0, 0, 0, 0, 0, 0];
  let asked = 0;
  for (let k = 0; k < nz; k += stride)
    for (let j = 0; j < ny; j += stride)
      for (let i = 0; i < nx; i += stride) {
        asked += 1;
        const b = sample(...toMoving([i, j, k]));
        if (Number.isNaN(b)) continue;
        const a = fixed.values[i + nx * (j + ny * k)]!;
        n += 1;
        f += a;
        m += b;
        ff += a * a;
        mm += b * b;
        fm += a * b;
      }
  if (n < LEAST_SEEN * asked) return undefined;
  const spread = Math.sqrt((ff - (f * f) / n) * (mm - (m * m) / n));
  return spread > 1e-9 * Math.sqrt(ff * mm) ? (fm - (f * m) / n) / spread : undefined;
}

function voxelMover(
  from: Grid,
  transform: LinearTransform | PointMap,
  to: Grid,
): (voxel: Triple) => Triple {
  if (typeof transform === "function")
    return (voxel) => toVoxel(to, transform(toPatientMm(from, voxel)));
  const map = voxelMatrix(from, transform, to);
  return (voxel) => apply(map, voxel);
}

const MOST_POINTS = 30_000;
/** A box that is mostly beyond the moving image says nothing. */
const LEAST_SEEN = 0.5;

/** A part of an image as an image of its own, where it lies in patient space. */
export function cropped(
  { quantity, grid, values }: Volume<Quantity>,
  { origin, size }: { readonly origin: Triple; readonly size: Triple },
): Volume<Quantity> {
  const cut = new Float32Array(size[0] * size[1] * size[2]);
  const [nx, ny] = grid.size;
  for (let k = 0; k < size[2]; k++)
    for (let j = 0; j < size[1]; j++) {
      const from = origin[0] + nx * (origin[1] + j + ny * (origin[2] + k));
      cut.set(values.subarray(from, from + size[0]), size[0] * (j + size[1] * k));
    }
  const there: Grid = { ...grid, size, originMm: toPatientMm(grid, origin) };
  return { quantity, grid: there, values: cut };
}

function grown({ grid, boxOrigin, boxSize }: Mask, marginMm: number) {
  const range = ([0, 1, 2] as const).map((c) => {
    const more = Math.ceil(marginMm / grid.spacingMm[c]);
    const from = Math.max(0, boxOrigin[c] - more);
    return [from, Math.min(grid.size[c], boxOrigin[c] + boxSize[c] + more) - from] as const;
  });
  return {
    origin: range.map(([from]) => from) as unknown as Triple,
    size: range.map(([, count]) => count) as unknown as Triple,
  };
}

function contrast(values: Float32Array, inside: Float32Array): number {
  let [within, weight, around, rest] = [0, 0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    within += inside[i]! * values[i]!;
    weight += inside[i]!;
    around += (1 - inside[i]!) * values[i]!;
    rest += 1 - inside[i]!;
  }
  return around > 0 ? ((within / weight) * rest) / around : within > 0 ? Infinity : 0;
}
