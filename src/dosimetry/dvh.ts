import type { DeviceVolume } from "../gpu/deviceVolume";
import type { Gpu } from "../gpu/gpu";
import { InputError } from "../inputError";
import { MM3_TO_ML } from "../physics/units";
import { type Grid, sameGrid, voxelVolumeMm3 } from "../volume/grid";
import type { Bins } from "../volume/histogram";
import { type RegionStatistics, regionStatistics } from "../volume/statistics";
import type { Structure } from "../volume/study";
import type { Volume } from "../volume/volume";
import type { Work } from "../work";
import { countRegions } from "./dvhCounting";

/** The volumes a DVH can be made of. */
export type DoseQuantity = "doseGy" | "doseGyPerGBq" | "bedGy";

/**
 * Differential dose-volume histogram of one structure; a voxel counts by the fraction of it that lies in the structure.
 * All doses are in Gy, or in Gy per GBq administered when `quantity` says so: `atActivity` turns the second into the first.
 */
export interface Dvh {
  readonly structureId: string;
  readonly name: string;
  readonly quantity: DoseQuantity;
  readonly volumeMl: number;
  readonly binWidthGy: number;
  /** mL of the structure with a dose in bin b, from b·binWidthGy up to (b+1)·binWidthGy. The last bin ends at the maximum, which it holds. */
  readonly counts: Float64Array;
  /** Of the voxels, not of the bins, in f64; so are the other two. */
  readonly minGy: number;
  readonly meanGy: number;
  readonly maxGy: number;
}

/** Bins of a DVH: at 0.025 % of the maximum each, rescaling does not show and linear interpolation inside a bin suffices. */
export const DVH_BINS = 4096;

/** Rounding of a convolution leaves more than this beside any dose. */
const NO_DOSE_GY = 1e-30;

/** The part of a structure that a DVH needs. */
export type DvhStructure = Pick<Structure, "id" | "name" | "mask">;

/**
 * DVHs of all structures, which may overlap and must lie on the grid of `dose` (see `resampleMask`).
 * Counted on the GPU in integers, so every run gives the same numbers; minimum, mean and maximum in f64 from the voxels.
 * Throws InputError for a structure without a voxel and for a dose that is not a number.
 */
export async function dvhOf(
  gpu: Gpu,
  dose: Volume<DoseQuantity> | DeviceVolume<DoseQuantity>,
  structures: readonly DvhStructure[],
  work: Work,
): Promise<Dvh[]> {
  const values = "buffer" in dose ? await gpu.read(dose.buffer) : dose.values;
  const statistics = structures.map((structure) => doseStatistics(structure, dose.grid, values));
  const regions = structures.map(({ mask }, s) => ({
    mask,
    bins: dvhBins(statistics[s]!.maximum),
  }));
  const counted = await countRegions(gpu, { grid: dose.grid, values }, regions, work);
  return structures.map((structure, s) =>
    describeDvh(structure, dose, statistics[s]!, regions[s]!.bins.width, counted[s]!),
  );
}

/** The DVH at an administered activity: only the dose axis scales. For a dose per GBq. */
export function atActivity(dvh: Dvh, activityGBq: number): Dvh {
  if (dvh.quantity !== "doseGyPerGBq")
    throw new Error(`${dvh.name}: a DVH of ${dvh.quantity} does not scale with the activity`);
  return {
    ...dvh,
    quantity: "doseGy",
    binWidthGy: dvh.binWidthGy * activityGBq,
    minGy: dvh.minGy * activityGBq,
    meanGy: dvh.meanGy * activityGBq,
    maxGy: dvh.maxGy * activityGBq,
  };
}

/** The bins for a largest dose. Where there is as good as none any width does, since metrics never leave minimum and maximum; its own would leave f32. */
export const dvhBins = (maximumGy: number): Bins => ({
  width: (maximumGy > NO_DOSE_GY ? maximumGy : 1) / DVH_BINS,
  count: DVH_BINS,
});

/** Minimum, mean and maximum dose of a structure, or the InputError that says why there is none. */
function doseStatistics(
  { name, mask }: DvhStructure,
  grid: Grid,
  values: ArrayLike<number>,
): RegionStatistics {
  if (!sameGrid(mask.grid, grid))
    throw new Error(`${name}: the structure does not lie on the grid of the dose`);
  if (!mask.occupancy.some((fraction) => fraction > 0))
    throw new InputError(`Structure "${name}" has no voxel on the grid of the dose`);
  const statistics = regionStatistics(mask, values);
  if (!Number.isFinite(statistics.mean))
    throw new InputError(`Structure "${name}": the dose holds values that are not numbers`);
  return statistics;
}

function describeDvh(
  { id, name }: DvhStructure,
  { quantity, grid }: { readonly quantity: DoseQuantity; readonly grid: Grid },
  { voxels, minimum, mean, maximum }: RegionStatistics,
  binWidthGy: number,
  counted: Float64Array,
): Dvh {
  const voxelMl = voxelVolumeMm3(grid) * MM3_TO_ML;
  return {
    structureId: id,
    name,
    quantity,
    volumeMl: voxels * voxelMl,
    binWidthGy,
    counts: counted.map((n) => n * voxelMl),
    minGy: minimum,
    meanGy: mean,
    maxGy: maximum,
  };
}
