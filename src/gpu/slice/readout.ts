import { type Triple, toVoxel } from "../../volume/grid";
import { linearSampler } from "../../volume/interpolation";
import type { Quantity, Volume } from "../../volume/volume";
import type { SliceImages } from "./sliceLook";

/** The numbers under a point, interpolated in f64 from the volumes themselves, not read from the picture. Undefined outside a volume. */
export interface Readout {
  readonly hounsfield: number | undefined;
  readonly activityBqPerMl: number | undefined;
  readonly doseGy: number | undefined;
  /** Only where the images hold a difference. */
  readonly differenceGy?: number;
}

export function readAt(images: SliceImages, activityGBq: number, pointMm: Triple): Readout {
  const doseGyPerGBq = valueAt(images.dose, pointMm);
  const differenceGyPerGBq = valueAt(images.difference, pointMm);
  return {
    hounsfield: valueAt(images.anatomy, pointMm),
    activityBqPerMl: valueAt(images.emission, pointMm),
    doseGy: doseGyPerGBq === undefined ? undefined : doseGyPerGBq * activityGBq,
    ...(differenceGyPerGBq === undefined ? {} : { differenceGy: differenceGyPerGBq * activityGBq }),
  };
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
