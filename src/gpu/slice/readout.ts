import { type Triple, toVoxel } from "../../volume/grid";
import { linearSampler, type Samples } from "../../volume/interpolation";
import type { Quantity, Volume } from "../../volume/volume";
import type { SliceImages } from "./sliceLook";

/** The numbers under a point, interpolated in f64 from the volumes themselves, not read from the picture. Undefined outside a volume. */
export interface Readout {
  readonly hounsfield: number | undefined;
  readonly activityBqPerMl: number | undefined;
  readonly doseGy: number | undefined;
  /** Ids of the structures that hold at least half of the voxel at the point. */
  readonly structureIds: readonly string[];
}

export function readAt(images: SliceImages, activityGBq: number, pointMm: Triple): Readout {
  const doseGyPerGBq = valueAt(images.dose, pointMm);
  return {
    hounsfield: valueAt(images.anatomy, pointMm),
    activityBqPerMl: valueAt(images.emission, pointMm),
    doseGy: doseGyPerGBq === undefined ? undefined : doseGyPerGBq * activityGBq,
    structureIds: images.structures
      .filter(({ mask: { grid, boxOrigin, boxSize, occupancy } }) => {
        const voxel = toVoxel(grid, pointMm);
        const inBox = voxel.map((v, c) => v - boxOrigin[c]!) as unknown as Triple;
        return (sample({ grid: { size: boxSize }, values: occupancy }, inBox) ?? 0) >= 0.5;
      })
      .map(({ id }) => id),
  };
}

/** Trilinear value of a volume at a patient point; undefined outside. */
export function valueAt<Q extends Quantity>(
  volume: Volume<Q> | undefined,
  pointMm: Triple,
): number | undefined {
  return volume && sample(volume, toVoxel(volume.grid, pointMm));
}

function sample(samples: Samples, [i, j, k]: Triple): number | undefined {
  const value = linearSampler(samples, Number.NaN)(i, j, k);
  return Number.isNaN(value) ? undefined : value;
}
