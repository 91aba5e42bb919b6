import { type Triple, toVoxel } from "../../volume/grid";
import { linearSampler, nearestSampler } from "../../volume/interpolation";
import type { Quantity, Volume } from "../../volume/volume";
import type { SliceImages, SliceLook, SliceMap } from "./sliceLook";

/** The numbers under a point, interpolated in f64 from the volumes themselves, not read from the picture; undefined outside a volume. */
export interface Readout {
  readonly hounsfield: number | undefined;
  readonly activityBqPerMl: number | undefined;
  readonly doseGy: number | undefined;
  /** Only where the images hold a difference. */
  readonly differenceGy?: number;
  /** Of the voxel that holds the point, only where the images hold a map; undefined value where it has none. */
  readonly map?: Pick<SliceMap, "unit" | "names"> & { readonly value: number | undefined };
}

/** Doses are those that the look shows: interpolated, or of the voxel that holds the point. */
export function readAt(
  images: SliceImages,
  { activityGBq, interpolateDose }: Pick<SliceLook, "activityGBq" | "interpolateDose">,
  pointMm: Triple,
): Readout {
  const doseAt = interpolateDose ? valueAt<"doseGyPerGBq"> : voxelAt<"doseGyPerGBq">;
  const doseGyPerGBq = doseAt(images.dose, pointMm);
  const differenceGyPerGBq = doseAt(images.difference, pointMm);
  return {
    hounsfield: valueAt(images.anatomy, pointMm),
    activityBqPerMl: valueAt(images.emission, pointMm),
    doseGy: doseGyPerGBq === undefined ? undefined : doseGyPerGBq * activityGBq,
    ...mapAt(images.map, pointMm),
    ...(differenceGyPerGBq === undefined ? {} : { differenceGy: differenceGyPerGBq * activityGBq }),
  };
}

function mapAt(map: SliceMap | undefined, pointMm: Triple): Pick<Readout, "map"> {
  if (!map) return {};
  const { volume, unit, names } = map;
  return { map: { value: voxelAt(volume, pointMm), unit, ...(names ? { names } : {}) } };
}

/** Value of the voxel that holds a patient point; undefined outside. */
function voxelAt<Q extends Quantity>(volume: Volume<Q> | undefined, pointMm: Triple) {
  if (!volume) return undefined;
  const value = nearestSampler(volume, Number.NaN)(...toVoxel(volume.grid, pointMm));
  return Number.isNaN(value) ? undefined : value;
}

/** Trilinear value of a volume at a patient point; undefined outside. */
export function valueAt<Q extends Quantity>(
  volume: Volume<Q> | undefined,
  pointMm: Triple,
): number | undefined {
  if (!volume) return undefined;
  const value = linearSampler(volume, Number.NaN)(...toVoxel(volume.grid, pointMm));
  return Number.isNaN(value) ? undefined : value;
}
