import type { SourceRegion } from "../dosimetry/sourceRegions";
import type { Gpu } from "../gpu/gpu";
import { fitTimeActivity } from "../kinetics/fit";
import {
  fitVoxels,
  VOXEL_STATUS,
  type VoxelFit,
  type VoxelFitQuestion,
} from "../kinetics/voxelFit";
import { nuclide } from "../physics/nuclides";
import { HOUR_S, MBQ_TO_BQ, MM3_TO_ML } from "../physics/units";
import type { Alignment } from "../registration/alignTimePoints";
import { scanSeenFrom } from "../registration/deformedMap";
import { resampleTo } from "../registration/resample";
import { type Grid, sameGrid, voxelCount, voxelVolumeMm3 } from "../volume/grid";
import { forEachVoxel, weightedSum } from "../volume/mask";
import { AVERAGE } from "../volume/resample";
import type { EmissionScan, Study } from "../volume/study";
import { type Volume, volume } from "../volume/volume";
import { partOf, type Work } from "../work";
import type { Prescription, RegionResult } from "./planResult";
import {
  type MappedFits,
  type VoxelMaps,
  type VoxelStatistics,
  voxelMaps,
  voxelStatistics,
} from "./voxelMaps";

/** Decays of every voxel by a curve of its own, beside those of the structures' curves. */
export interface VoxelKinetics {
  /** On the reference grid, as the images show it. */
  readonly decaysPerBq: Volume<"decaysPerBq">;
  readonly regions: readonly RegionClosure[];
  /** What the fits say of every voxel; missing in results that were kept without it. */
  readonly maps?: VoxelMaps;
  /** The sums against each other: what a reader must see. */
  readonly sentences: readonly string[];
}

/** A region's time-integrated activity coefficient by its voxels and by its own curve. */
export interface RegionClosure {
  readonly structureId: string;
  readonly voxelsTiacH: number;
  readonly structureTiacH: number;
  readonly differencePercent: number;
  /** True where a scan misses a part of it: its own curve stands, and the voxels only spread it. */
  readonly spreadOnly: boolean;
  readonly statistics?: VoxelStatistics;
}

/** A difference that a reader should look at. */
const NOTABLE_PERCENT = 5;
/** A voxel below this share of the hottest is empty. */
const EMPTY_SHARE = 1e-5;

/** Readings of a region that one exponential misses by more than this many of their errors ask for two. */
const MISSED_SIGMAS = 3;
const USUAL_READING_ERROR_PERCENT = 5;
const LEAST_SCANS_FOR_TWO = 4;

/**
 * One exponential a voxel through the scans as they lie on the reference grid, never slower than decay; two in regions whose own readings one
 * exponential misses, where there are four scans. A voxel that a scan misses gets the mean
 * kinetics of the others. Partial volume is undone by region, as its readings were: no voxel can tell it.
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
  const question = {
    activity: aligned.map(({ activity }) => activity),
    timesH: timePoints.map(({ hoursAfterAdministration }) => hoursAfterAdministration),
    physicalHalfLifeH: Math.LN2 / decayRatePerH(prescription.nuclide),
    thresholdBqPerMl: EMPTY_SHARE * hottest,
  };
  const one = await fitVoxels(
    gpu,
    { ...question, model: "monoExponential" },
    partOf(work, 0.5, 0.7),
  );
  const phases = regions.map((region) =>
    timePoints.length >= LEAST_SCANS_FOR_TWO && missedByOne(region, prescription) ? 2 : 1,
  );
  const fit = phases.includes(2)
    ? await withTwoPhases(
        gpu,
        question,
        one,
        sources.filter((_, r) => phases[r] === 2),
        partOf(work, 0.7, 1),
      )
    : { one, two: undefined, phases: new Uint8Array(shown.length), ...one };
  const covered = shown.map((_, v) =>
    aligned.every(({ seen }) => seen === undefined || seen[v]! > 0.99) ? 1 : 0,
  );
  const maps = voxelMaps(grid, { ...fit, covered, scans: timePoints.length });
  const voxelMl = voxelVolumeMm3(grid) * MM3_TO_ML;
  const perBq = (HOUR_S * voxelMl) / (administration.activityMBq * MBQ_TO_BQ);
  const decays = filledUp(fit.tiaBqHPerMl, shown, covered).map((bqH) => bqH * perBq);
  const closures = sources.map(({ mask }, r) => {
    const shownTiacH = weightedSum(mask, decays) / HOUR_S;
    return {
      ...closureOf(regions[r]!, shownTiacH, gain),
      statistics: voxelStatistics(maps, sources[r]!),
    };
  });
  return {
    decaysPerBq: volume("decaysPerBq", grid, decays),
    regions: closures,
    maps,
    sentences: [
      ...sentencesOf(closures, regions, phases, fit),
      ...(prescription.kineticsOver === "voxelShape"
        ? ["The voxels say where decays are, the curves of the structures how many."]
        : []),
    ],
  };
}

type Fitted = Pick<VoxelFit, "tiaBqHPerMl" | "status"> & Pick<MappedFits, "one" | "two" | "phases">;

/** Whether one exponential through the region's readings misses one of them. */
function missedByOne(
  { timesH, activityMBq }: RegionResult,
  { nuclide: name, readingErrorPercent = USUAL_READING_ERROR_PERCENT }: Prescription,
): boolean {
  if (timesH.length < LEAST_SCANS_FOR_TWO || !activityMBq.every((a) => a > 0)) return false;
  const sigmaMBq = activityMBq.map((a) => (a * readingErrorPercent) / 100);
  const { residualsMBq } = fitTimeActivity({
    timesH,
    activityMBq,
    sigmaMBq,
    physicalHalfLifeH: Math.LN2 / decayRatePerH(name),
    model: "monoExponential",
  });
  return residualsMBq.some((r, n) => Math.abs(r) > MISSED_SIGMAS * sigmaMBq[n]!);
}

/** The fits of one exponential, and of two in the voxels that lie more than half in these regions. */
async function withTwoPhases(
  gpu: Gpu,
  question: Omit<VoxelFitQuestion, "model">,
  one: VoxelFit,
  within: readonly SourceRegion[],
  work: Work,
): Promise<Fitted> {
  const two = await fitVoxels(gpu, { ...question, model: "biExponential" }, work);
  const tiaBqHPerMl = Float32Array.from(one.tiaBqHPerMl);
  const status = Uint8Array.from(one.status);
  const phases = new Uint8Array(status.length);
  for (const { mask } of within)
    forEachVoxel(mask, (v, fraction) => {
      if (fraction <= 0.5) return;
      tiaBqHPerMl[v] = two.tiaBqHPerMl[v]!;
      status[v] = two.status[v]!;
      phases[v] = 1;
    });
  return { tiaBqHPerMl, status, one, two, phases };
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

/** Voxels that some scan misses take what the others make of the same activity in the reference scan. */
function filledUp(
  tia: Float32Array<ArrayBuffer>,
  shown: Float32Array<ArrayBuffer>,
  covered: Float32Array<ArrayBuffer>,
): Float32Array<ArrayBuffer> {
  let [integrals, activities] = [0, 0];
  for (let v = 0; v < tia.length; v++) {
    if (covered[v] === 0) continue;
    integrals += tia[v]!;
    activities += shown[v]!;
  }
  const hours = activities > 0 ? integrals / activities : 0;
  return tia.map((value, v) => (covered[v]! > 0 ? value : Math.max(0, shown[v]!) * hours));
}

function closureOf(region: RegionResult, shownTiacH: number, gain: number): RegionClosure {
  const structureTiacH = region.tiacH;
  const spreadOnly = region.leftOut.length > 0;
  const voxelsTiacH = shownTiacH * correctionFactor(region, gain);
  return {
    structureId: region.structureId,
    voxelsTiacH,
    structureTiacH,
    differencePercent: structureTiacH > 0 ? 100 * (voxelsTiacH / structureTiacH - 1) : 0,
    spreadOnly,
  };
}

/** What the correction for partial volume makes of the region's activity, over all scans. */
function correctionFactor(
  { timesH, imageActivityMBq, activityMBq }: RegionResult,
  gain: number,
): number {
  const sum = (values: readonly number[]) => values.reduce((total, a) => total + a, 0);
  const image = sum(imageActivityMBq);
  return image > 0 ? sum(activityMBq.map((a, n) => a * Math.exp(-gain * timesH[n]!))) / image : 1;
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
  phases: readonly number[],
  { status }: Pick<Fitted, "status">,
): string[] {
  const total = (of: (closure: RegionClosure) => number) =>
    closures.reduce((sum, closure) => sum + of(closure), 0);
  const off = 100 * (total((c) => c.voxelsTiacH) / total((c) => c.structureTiacH) - 1);
  const far = closures.flatMap(({ differencePercent, spreadOnly }, r) =>
    !spreadOnly && Math.abs(differencePercent) > NOTABLE_PERCENT
      ? [`${regions[r]!.name} ${signed(differencePercent)}`]
      : [],
  );
  const only = closures.flatMap(({ spreadOnly }, r) => (spreadOnly ? [regions[r]!.name] : []));
  const two = phases.flatMap((n, r) => (n === 2 ? [regions[r]!.name] : []));
  const counted = (name: (typeof VOXEL_STATUS)[number]) => {
    const index = VOXEL_STATUS.indexOf(name);
    return status.reduce((sum, s) => sum + (s === index ? 1 : 0), 0);
  };
  const fitted =
    counted("fitted") +
    counted("held at decay") +
    counted("not converged") +
    counted("held at fastest");
  const held = (100 * counted("held at decay")) / Math.max(1, fitted);
  return [
    `Kinetics by voxel, one exponential each${two.length > 0 ? ` (two in ${two.join(", ")})` : ""}: all decays ${signed(off)} of those by structure${far.length > 0 ? `; beyond ${NOTABLE_PERCENT} %: ${far.join(", ")}` : ""}. ${held.toFixed(0)} % of the voxels were held at physical decay.`,
    ...(counted("not converged") > 0
      ? [`${counted("not converged")} voxels did not converge.`]
      : []),
    ...(only.length > 0
      ? [
          `${only.join(", ")}: some scan misses a part; the decays are those of the structure's curve.`,
        ]
      : []),
  ];
}

const signed = (percent: number) => `${percent < 0 ? "−" : "+"}${Math.abs(percent).toFixed(1)} %`;
const largest = ({ values }: Volume<"activityBqPerMl">) =>
  values.reduce((most, value) => Math.max(most, value), 0);
const decayRatePerH = (name: string) => (Math.LN2 * HOUR_S) / nuclide(name).halfLifeS;
