import type { SourceRegion } from "../dosimetry/sourceRegions";
import type { Gpu } from "../gpu/gpu";
import { nuclide } from "../physics/nuclides";
import { HOUR_S, MBQ_TO_BQ, MM3_TO_ML } from "../physics/units";
import type { Alignment } from "../registration/alignTimePoints";
import { scanSeenFrom } from "../registration/deformedMap";
import { resampleTo } from "../registration/resample";
import { type Grid, sameGrid, voxelCount, voxelVolumeMm3 } from "../volume/grid";
import { forEachVoxel, weightedSum } from "../volume/mask";
import { readableName, sentenceName } from "../volume/readableName";
import { AVERAGE } from "../volume/resample";
import type { EmissionScan, Study } from "../volume/study";
import { type Volume, volume } from "../volume/volume";
import { partOf, type Work } from "../work";
import type { Prescription, RegionResult } from "./planResult";
import { type RegionClosure, settingsOf, voxelTotals } from "./voxelClosure";
import { type VoxelMaps, voxelMaps, voxelStatistics } from "./voxelMaps";
import { fitRegionVoxels, type RegionFits, type VoxelRegion } from "./voxelRegionFits";
import { ownersOf, voxelRegions } from "./voxelRegions";
import { MAP_STATUS, type MapStatus } from "./voxelStatus";

/** Decays of every voxel by a curve of its own, beside those of the structures' curves. */
export interface VoxelKinetics {
  /** On the reference grid, as high as the images show it. */
  readonly decaysPerBq: Volume<"decaysPerBq">;
  readonly regions: readonly RegionClosure[];
  /** What the fits say of every voxel; missing in results that were kept without it. */
  readonly maps?: VoxelMaps;
  /** The sums against each other: what a reader must see. */
  readonly sentences: readonly string[];
}

/** A difference that a reader should look at. */
const NOTABLE_PERCENT = 5;
/** A voxel below this share of the hottest is empty. */
const EMPTY_SHARE = 1e-5;

/**
 * One exponential a voxel through the scans as they lie on the reference grid, never slower than decay; two in regions whose own readings one
 * exponential misses: with rates of the voxel's own from five scans on, where two see the early phase, else with the region's (`voxelRegions`). A voxel that a scan misses gets the
 * mean kinetics of the others of its region. Partial volume is undone by region, as its readings were: its course in time in the voxels, its level in
 * their sums.
 *
 * @throws InputError with fewer than two scans, or more than eight.
 */
export async function voxelKinetics(
  gpu: Gpu,
  {
    study,
    shown: { grid, values: shown },
    alignments,
    prescription,
  }: {
    readonly study: Study;
    /** The reference scan on the dose grid. */
    readonly shown: Volume<"activityBqPerMl">;
    readonly alignments: readonly Alignment[];
    readonly prescription: Prescription;
  },
  { sources, regions }: { sources: readonly SourceRegion[]; regions: readonly RegionResult[] },
  work: Work,
): Promise<VoxelKinetics> {
  const { timePoints, administration } = study;
  // What another nuclide under the same biology would show.
  const gain = decayRatePerH(administration.nuclide) - decayRatePerH(prescription.nuclide);
  const aligned: { activity: Volume<"activityBqPerMl">; seen: Float32Array | undefined }[] = [];
  for (const [n, scan] of timePoints.entries()) {
    const part = partOf(work, (0.5 * n) / timePoints.length, (0.5 * (n + 1)) / timePoints.length);
    const scale = Math.exp(gain * scan.hoursAfterAdministration);
    aligned.push(await onReference(gpu, scan, grid, alignments[n]!, scale, part));
  }
  const hottest = aligned.reduce((most, { activity }) => Math.max(most, largest(activity)), 0);
  const activity = aligned.map((scan) => scan.activity);
  const timesH = timePoints.map(({ hoursAfterAdministration }) => hoursAfterAdministration);
  const physicalHalfLifeH = Math.LN2 / decayRatePerH(prescription.nuclide);
  const covered = shown.map((_, v) =>
    aligned.every(({ seen }) => seen === undefined || seen[v]! > 0.99) ? 1 : 0,
  );
  const owners = ownersOf(sources, shown.length);
  const scans = { ids: timePoints.map(({ id }) => id), timesH, gainPerH: gain, physicalHalfLifeH };
  const asked = voxelRegions(activity, scans, { owners, covered }, regions, prescription);
  const fits = await fitRegionVoxels(
    gpu,
    { activity, timesH, physicalHalfLifeH, thresholdBqPerMl: EMPTY_SHARE * hottest },
    asked,
    partOf(work, 0.5, 1),
  );
  const maps = voxelMaps(grid, fits, covered);
  const voxelMl = voxelVolumeMm3(grid) * MM3_TO_ML;
  const perBq = (HOUR_S * voxelMl) / (administration.activityMBq * MBQ_TO_BQ);
  const decays = filledUp(fits.tiaBqHPerMl, shown, { owners, covered, asked }).map(
    (bqH) => bqH * perBq,
  );
  const closures = sources.map((source, r) => ({
    ...closureOf(
      regions[r]!,
      weightedSum(source.mask, decays) / HOUR_S,
      levelFactor(source, regions[r]!, { activity, scans, owners, asked }),
    ),
    settings: settingsOf(asked[r]!),
    statistics: voxelStatistics(maps, source),
  }));
  return {
    decaysPerBq: volume("decaysPerBq", grid, decays),
    regions: closures,
    maps,
    sentences: [
      ...sentencesOf(closures, regions, asked, fits),
      ...(prescription.kineticsOver === "voxelShape"
        ? ["The voxels say where decays are, the curves of the structures how many."]
        : []),
    ],
  };
}

/**
 * A scan on the reference grid, of the therapy's nuclide, and where it reaches; undefined: everywhere. Activities per mL stay what they are where tissue
 * was deformed: the dose of a voxel goes by the concentration in it (`warpActivity` is for totals).
 */
async function onReference(
  gpu: Gpu,
  { activity }: EmissionScan,
  grid: Grid,
  alignment: Alignment,
  scale: number,
  work: Work,
) {
  const transform = await scanSeenFrom(alignment, grid, partOf(work, 0, 0.2));
  const resampling = { grid, transform, sampling: AVERAGE };
  const moved = await resampleTo(gpu, activity, resampling, partOf(work, 0.2, 0.6));
  const scaled =
    scale === 1
      ? moved
      : volume(
          "activityBqPerMl",
          grid,
          moved.values.map((a) => a * scale),
        );
  if (transform.kind === "identity" && sameGrid(activity.grid, grid, 1e-4))
    return { activity: scaled, seen: undefined };
  const ones = volume("image", activity.grid, new Float32Array(voxelCount(activity.grid)).fill(1));
  const seen = await resampleTo(gpu, ones, resampling, partOf(work, 0.6, 1));
  return { activity: scaled, seen: seen.values };
}

interface FittedRegions {
  readonly owners: Int16Array;
  readonly asked: readonly VoxelRegion[];
}

/** Voxels that some scan misses take what the others of their region make of the same activity in the reference scan. */
function filledUp(
  tia: Float32Array<ArrayBuffer>,
  shown: Float32Array<ArrayBuffer>,
  { owners, covered, asked }: FittedRegions & { readonly covered: ArrayLike<number> },
): Float32Array<ArrayBuffer> {
  const hours = asked.map(({ voxels }) => {
    const sum = (values: Float32Array) => voxels.reduce((total, v) => total + values[v]!, 0);
    const activity = sum(shown);
    return activity > 0 ? sum(tia) / activity : 0;
  });
  return tia.map((value, v) =>
    covered[v]! > 0 || owners[v]! < 0 ? value : Math.max(0, shown[v]!) * hours[owners[v]!]!,
  );
}

function closureOf(region: RegionResult, shownTiacH: number, level: number): RegionClosure {
  const structureTiacH = region.tiacH;
  const spreadOnly = region.leftOut.length > 0;
  const voxelsTiacH = shownTiacH * level;
  return {
    structureId: region.structureId,
    voxelsTiacH,
    structureTiacH,
    differencePercent: structureTiacH > 0 ? 100 * (voxelsTiacH / structureTiacH - 1) : 0,
    spreadOnly,
  };
}

/** What the correction for partial volume makes of the region's activity, over all scans, beyond what was done to its voxels. */
function levelFactor(
  { mask }: SourceRegion,
  { scanIds, activityMBq }: RegionResult,
  {
    activity,
    scans,
    owners,
    asked,
  }: FittedRegions & {
    readonly activity: readonly Volume<"activityBqPerMl">[];
    readonly scans: { readonly ids: readonly string[] };
  },
): number {
  let shownBqPerMl = 0;
  for (const [n, { values }] of activity.entries())
    if (scanIds.includes(scans.ids[n]!))
      forEachVoxel(mask, (v, fraction) => {
        shownBqPerMl += fraction * values[v]! * (asked[owners[v]!]?.factors[n] ?? 1);
      });
  const shownMBq = (shownBqPerMl * voxelVolumeMm3(mask.grid) * MM3_TO_ML) / MBQ_TO_BQ;
  return shownMBq > 0 ? activityMBq.reduce((sum, a) => sum + a, 0) / shownMBq : 1;
}

/** The regions with the decays of their voxels, where every scan shows the whole of them. */
export const withVoxelDecays = (
  regions: readonly RegionResult[],
  { regions: closures }: VoxelKinetics,
): RegionResult[] =>
  regions.map((region, r) => {
    const { voxelsTiacH, spreadOnly } = closures[r]!;
    return spreadOnly ? region : { ...region, tiacH: voxelsTiacH };
  });

function sentencesOf(
  closures: readonly RegionClosure[],
  regions: readonly RegionResult[],
  asked: readonly VoxelRegion[],
  { status }: RegionFits,
): string[] {
  const { differencePercent: off } = voxelTotals(closures);
  const far = closures.flatMap(({ differencePercent, spreadOnly }, r) =>
    !spreadOnly && Math.abs(differencePercent) > NOTABLE_PERCENT
      ? [`${readableName(regions[r]!.name)} ${signed(differencePercent)}`]
      : [],
  );
  const named = (is: (region: VoxelRegion, r: number) => boolean) =>
    asked
      .flatMap((region, r) => (is(region, r) ? [readableName(regions[r]!.name)] : []))
      .join(", ");
  const only = named((_, r) => closures[r]!.spreadOnly);
  const two = named(({ model }) => model.kind === "own" && model.phases === 2);
  const shared = named(({ model }) => model.kind === "shared" && !model.byHand);
  const fixed = named(({ model }) => model.kind === "shared" && model.byHand === true);
  const bounded = named(({ model }) => model.kind === "own" && model.slowWithinH !== undefined);
  const counts = MAP_STATUS.map(() => 0);
  for (const s of status) counts[s]!++;
  const count = (name: MapStatus) => counts[MAP_STATUS.indexOf(name)]!;
  const fitted = counts.reduce((sum, n) => sum + n, 0) - count("empty");
  const held = (100 * count("held at decay")) / Math.max(1, fitted);
  return [
    `Kinetics by voxel, one exponential each${two ? ` (two in ${two})` : ""}: all decays ${signed(off)} of those by structure${far.length > 0 ? `; beyond ${NOTABLE_PERCENT} %: ${far.join(", ")}` : ""}. ${held.toFixed(0)} % of the voxels were held at physical decay.`,
    ...(shared
      ? [
          `${sentenceName(shared)}: the scans are too few, or too late for the early phase, for two exponentials of each voxel's own; the voxels share the two rates of the region's curve.`,
        ]
      : []),
    ...(fixed
      ? [
          `${sentenceName(fixed)}: half-lives are held by hand, or at decay by permanent trapping; the voxels have the rates of the region's curve, and errors that take these as known.`,
        ]
      : []),
    ...(bounded
      ? [
          `${sentenceName(bounded)}: every voxel's slowest half-life is within the bounds set by hand.`,
        ]
      : []),
    ...(count("not converged") > 0 ? [`${counted(count("not converged"))} did not converge.`] : []),
    ...(only
      ? [
          `${sentenceName(only)}: some scan misses a part; the decays are those of the structure's curve.`,
        ]
      : []),
  ];
}

const counted = (voxels: number) => (voxels === 1 ? "1 voxel" : `${voxels} voxels`);
const signed = (percent: number) => `${percent < 0 ? "−" : "+"}${Math.abs(percent).toFixed(1)} %`;
const largest = ({ values }: Volume<"activityBqPerMl">) =>
  values.reduce((most, value) => Math.max(most, value), 0);
const decayRatePerH = (name: string) => (Math.LN2 * HOUR_S) / nuclide(name).halfLifeS;
