import type { Gpu } from "../gpu/gpu";
import type { HalfLifeRange, RateRange } from "../kinetics/heldHalfLife";
import { fitSharedRates } from "../kinetics/sharedRates";
import { fitVoxels, type VoxelFit } from "../kinetics/voxelFit";
import { type Grid, PATIENT_AXES } from "../volume/grid";
import { type Volume, volume } from "../volume/volume";
import { partOf, type Work } from "../work";
import { MAP_STATUS } from "./voxelStatus";

/** The voxels of one region, to be fitted alike. */
export interface VoxelRegion {
  /** By index in the grid of the scans, ascending. */
  readonly voxels: Uint32Array;
  /** By which its readings are multiplied, one a scan: what partial volume does to the course in time, undone. */
  readonly factors: readonly number[];
  /** What a scan counts for, one a scan; 0: left out. */
  readonly weights: readonly number[];
  readonly model: RegionModel;
}

/**
 * One or two phases of each voxel's own, the slower within a range by hand; or phases whose rates are the region's, where the scans are too few, or too
 * late, for those of voxels, or where they are held by hand.
 */
export type RegionModel =
  | { readonly kind: "own"; readonly phases: 1 | 2; readonly slowWithinH?: HalfLifeRange }
  | { readonly kind: "shared"; readonly ratesPerH: readonly number[]; readonly byHand?: true };

export interface RegionFitsQuestion {
  /** One volume a scan on one grid, Bq/mL at the time of the scan. */
  readonly activity: readonly Volume<"activityBqPerMl">[];
  readonly timesH: readonly number[];
  readonly physicalHalfLifeH: number;
  /** A voxel that never exceeds this is left empty, Bq/mL. */
  readonly thresholdBqPerMl: number;
}

/** Fits of the voxels of all regions, x fastest; 0 where there is none. */
export interface RegionFits {
  /** Of the only or the slower phase. */
  readonly ratePerH: Float32Array<ArrayBuffer>;
  readonly tiaBqHPerMl: Float32Array<ArrayBuffer>;
  /** NaN where the readings leave no scatter about the fit. */
  readonly tiaStandardErrorBqHPerMl: Float32Array<ArrayBuffer>;
  /** Index into `MAP_STATUS`. */
  readonly status: Uint8Array<ArrayBuffer>;
}

/** Fits the voxels of each region with its own factors, weights and model. */
export async function fitRegionVoxels(
  gpu: Gpu,
  question: RegionFitsQuestion,
  regions: readonly VoxelRegion[],
  work: Work,
): Promise<RegionFits> {
  const size = question.activity[0]!.values.length;
  const fits: RegionFits = {
    ratePerH: new Float32Array(size),
    tiaBqHPerMl: new Float32Array(size),
    tiaStandardErrorBqHPerMl: new Float32Array(size).fill(Number.NaN),
    status: new Uint8Array(size).fill(MAP_STATUS.indexOf("empty")),
  };
  const total = regions.reduce((sum, { voxels }) => sum + voxels.length, 0);
  let done = 0;
  for (const region of regions.filter(({ voxels }) => voxels.length > 0)) {
    const from = done / total;
    done += region.voxels.length;
    place(
      fits,
      region.voxels,
      await fitOf(gpu, question, region, partOf(work, from, done / total)),
    );
  }
  return fits;
}

/** Of the region's voxels side by side. */
async function fitOf(
  gpu: Gpu,
  { activity, timesH, physicalHalfLifeH, thresholdBqPerMl }: RegionFitsQuestion,
  region: VoxelRegion,
  work: Work,
): Promise<RegionFits> {
  const { weights, model } = region;
  const counted = timesH.flatMap((_, n) => (weights[n]! > 0 ? [n] : []));
  const asked = {
    activity: counted.map((n) => inARow(activity[n]!, region, region.factors[n]!)),
    timesH: counted.map((n) => timesH[n]!),
    weights: counted.map((n) => weights[n]!),
    thresholdBqPerMl,
  };
  if (model.kind === "shared") {
    const question = { ...asked, ratesPerH: model.ratesPerH };
    const { seen, ...fit } = await fitSharedRates(question, work);
    const [empty, shared] = [
      MAP_STATUS.indexOf("empty"),
      MAP_STATUS.indexOf(model.byHand ? "held by hand" : "rates of its region"),
    ];
    const slower = Math.min(...model.ratesPerH);
    return {
      ...fit,
      ratePerH: Float32Array.from(seen, (is) => is * slower),
      status: seen.map((is) => (is ? shared : empty)),
    };
  }
  const fit = await fitVoxels(
    gpu,
    {
      ...asked,
      physicalHalfLifeH,
      ...(model.slowWithinH ? { slowRateWithin: ratesOf(model.slowWithinH) } : {}),
      model: model.phases === 2 ? "biExponential" : "monoExponential",
    },
    work,
  );
  return {
    ratePerH: fit.ratesPerH[0]!,
    tiaBqHPerMl: fit.tiaBqHPerMl,
    tiaStandardErrorBqHPerMl:
      fit.tiaStandardErrorBqHPerMl ?? new Float32Array(fit.status.length).fill(Number.NaN),
    status: model.slowWithinH
      ? heldByHand(fit, ratesOf(model.slowWithinH), physicalHalfLifeH)
      : fit.status,
  };
}

const ratesOf = ([fromH, toH]: HalfLifeRange): RateRange => ({
  lowestPerH: Math.LN2 / toH,
  highestPerH: Math.LN2 / fromH,
});

/** Where the bound at which a fit stands is the one by hand, and not that of decay. */
function heldByHand({ status, ratesPerH: [slow] }: VoxelFit, by: RateRange, halfLifeH: number) {
  const byHand = MAP_STATUS.indexOf("held by hand");
  const [atDecay, atFastest] = [
    MAP_STATUS.indexOf("held at decay"),
    MAP_STATUS.indexOf("held at fastest"),
  ];
  const aboveDecay = by.lowestPerH > (1 + 1e-9) * (Math.LN2 / halfLifeH);
  return status.map((s, v) => {
    if (s === atDecay) return aboveDecay ? byHand : s;
    return s === atFastest && slow![v]! > 0.999 * by.highestPerH ? byHand : s;
  });
}

/** The region's voxels of one scan. */
function inARow(
  { values }: Volume<"activityBqPerMl">,
  { voxels }: VoxelRegion,
  factor: number,
): Volume<"activityBqPerMl"> {
  const grid: Grid = {
    size: [voxels.length, 1, 1],
    spacingMm: [1, 1, 1],
    originMm: [0, 0, 0],
    axes: PATIENT_AXES,
  };
  const row = new Float32Array(voxels.length);
  for (let i = 0; i < row.length; i++) row[i] = values[voxels[i]!]! * factor;
  return volume("activityBqPerMl", grid, row);
}

function place(fits: RegionFits, voxels: Uint32Array, own: RegionFits): void {
  for (let i = 0; i < voxels.length; i++) {
    const v = voxels[i]!;
    fits.ratePerH[v] = own.ratePerH[i]!;
    fits.tiaBqHPerMl[v] = own.tiaBqHPerMl[i]!;
    fits.tiaStandardErrorBqHPerMl[v] = own.tiaStandardErrorBqHPerMl[i]!;
    fits.status[v] = own.status[i]!;
  }
}
