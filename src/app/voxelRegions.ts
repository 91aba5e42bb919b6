import type { SourceRegion } from "../dosimetry/sourceRegions";
import { fitTimeActivity } from "../kinetics/fit";
import { type HeldHalfLife, heldIn, heldPhases } from "../kinetics/heldHalfLife";
import { heldWith } from "../kinetics/kineticChoice";
import type { ExponentialTerm } from "../kinetics/models";
import { forEachVoxel } from "../volume/mask";
import type { Volume } from "../volume/volume";
import type { Prescription, RegionResult } from "./planResult";
import type { RegionModel, VoxelRegion } from "./voxelRegionFits";

/** What is known of the scans besides their images. */
export interface VoxelScans {
  readonly ids: readonly string[];
  /** Hours since administration. */
  readonly timesH: readonly number[];
  /** How much faster the imaged nuclide decays than the therapy's, 1/h. */
  readonly gainPerH: number;
  readonly physicalHalfLifeH: number;
}

/** Readings of a region that one exponential misses by more than this many of their errors ask for two. */
const MISSED_SIGMAS = 3;
const USUAL_READING_ERROR_PERCENT = 5;
const LEAST_SCANS_FOR_TWO = 4;
/**
 * With four scans two exponentials of a voxel's own meet every reading, and all its noise. Nor are there two where the fast phase has fallen this far by the
 * second scan: seen by the first alone, its rate is noise (sums 8 % to 11 % too high at 5 % noise a reading, below 0.5 % where two scans see it).
 */
const LEAST_SCANS_FOR_OWN_TWO = 5;
const SEEN_TWICE_EXPONENT = 3;
/** A scan below this share of a region's highest counts no more than one at it. */
const LEAST_SHARE = 0.01;
/** A phase that has fallen this far by the first scan is not seen; two whose rates differ by less than this factor are one. */
const SEEN_EXPONENT = 20;
const LEAST_RATE_RATIO = 1.2;

/** The region that has most of each voxel, by its place in `sources`; −1 where none has any. */
export function ownersOf(sources: readonly SourceRegion[], voxels: number): Int16Array {
  const owners = new Int16Array(voxels).fill(-1);
  const most = new Float32Array(voxels);
  for (const [r, { mask }] of sources.entries())
    forEachVoxel(mask, (v, fraction) => {
      if (fraction <= most[v]!) return;
      most[v] = fraction;
      owners[v] = r;
    });
  return owners;
}

/**
 * How the voxels of each region are to be fitted. What partial volume does to the course in time is undone, as in the region's readings: what spills in at
 * 4 h may spill out at 4 d. Scans count by the inverse square of what the region shows in them, as its readings do in its own fit; a voxel's own readings never decide,
 * since the lowest of them by noise would then count most.
 */
export function voxelRegions(
  activity: readonly Volume<"activityBqPerMl">[],
  scans: VoxelScans,
  { owners, covered }: { readonly owners: Int16Array; readonly covered: ArrayLike<number> },
  regions: readonly RegionResult[],
  prescription: Prescription,
): VoxelRegion[] {
  const voxelsOf = coveredVoxels(owners, covered, regions.length);
  return regions.map((region, r) => {
    const voxels = voxelsOf[r]!;
    const factors = partialVolumeFactors(region, scans);
    const sums = activity.map(
      ({ values }, n) => factors[n]! * voxels.reduce((sum, v) => sum + values[v]!, 0),
    );
    const most = Math.max(...sums);
    const relative = sums.map((sum) => (most / Math.max(sum, LEAST_SHARE * most)) ** 2);
    const chosen = scans.ids.map((id) => region.weights[region.scanIds.indexOf(id)] ?? 1);
    const usable = most > 0 && chosen.filter((weight) => weight > 0).length >= 2;
    const weights = relative.map((weight, n) => (usable ? weight * chosen[n]! : 1));
    return { voxels, factors, weights, model: modelOf(region, scans, weights, prescription) };
  });
}

/** The voxels of each region that every scan shows, ascending. */
function coveredVoxels(
  owners: Int16Array,
  covered: ArrayLike<number>,
  regions: number,
): Uint32Array[] {
  const counts = new Uint32Array(regions);
  for (let v = 0; v < owners.length; v++)
    if (owners[v]! >= 0 && covered[v] === 1) counts[owners[v]!]!++;
  const lists = Array.from(counts, (count) => new Uint32Array(count));
  counts.fill(0);
  for (let v = 0; v < owners.length; v++) {
    const r = owners[v]!;
    if (r >= 0 && covered[v] === 1) lists[r]![counts[r]!++] = v;
  }
  return lists;
}

/**
 * What the correction for partial volume makes of the region's activity in each scan, over what it makes of all scans together: the course in time is the
 * region's, the level the images', so that voxels at borders keep their share of what their neighbours show.
 */
function partialVolumeFactors(region: RegionResult, { ids, gainPerH }: VoxelScans): number[] {
  const { scanIds, timesH, imageActivityMBq: image, activityMBq } = region;
  const corrected = activityMBq.map((a, n) => a * Math.exp(-gainPerH * timesH[n]!));
  const all = sumOf(image) > 0 ? sumOf(corrected) / sumOf(image) : 1;
  return ids.map((id) => {
    const n = scanIds.indexOf(id);
    return n >= 0 && image[n]! > 0 && corrected[n]! > 0 ? corrected[n]! / image[n]! / all : 1;
  });
}

/**
 * What is held by hand for the region holds for its voxels. Where a rate is fixed, or more than the slowest phase is held, the voxels share the rates of the
 * region's curve; a bound of the slowest phase alone is theirs too.
 */
function modelOf(
  region: RegionResult,
  scans: VoxelScans,
  weights: readonly number[],
  prescription: Prescription,
): RegionModel {
  const { timesH, physicalHalfLifeH } = scans;
  const counted = timesH.filter((_, n) => weights[n]! > 0).sort((a, b) => a - b);
  const { method = prescription.kineticModel, heldHalfLifeH } =
    prescription.kineticsOf?.[region.structureId] ?? {};
  if (method === "permanent")
    return { kind: "shared", ratesPerH: [Math.LN2 / physicalHalfLifeH], byHand: true };
  const held = heldHalfLifeH && heldWith(heldHalfLifeH, method);
  const question = { ...readingsOf(region, prescription), physicalHalfLifeH };
  const two = counted.length >= LEAST_SCANS_FOR_TWO && missedByOne(region, question, held);
  if (!held)
    return two
      ? twoPhases(fitTimeActivity({ ...question, model: "biExponential" }).terms, counted)
      : ONE;
  const { slowest, second, third } = heldPhases(held);
  if (!second && !third && slowest && slowest[0] < slowest[1]) {
    if (!two) return { ...ONE, slowWithinH: slowest };
    const { terms } = fitTimeActivity({ ...question, model: "biExponential", heldHalfLifeH: held });
    const model = twoPhases(terms, counted);
    if (model.kind === "own") return { ...model, slowWithinH: slowest };
    return { ...model, byHand: true };
  }
  return {
    kind: "shared",
    ratesPerH: heldRatesOf(region, question, { held, two, counted }),
    byHand: true,
  };
}

const ONE = { kind: "own", phases: 1 } as const;

/** Two rates of the voxels' own, or those of the region's curve; one where the scans do not tell them apart. */
function twoPhases(terms: readonly ExponentialTerm[], countedH: readonly number[]): RegionModel {
  const [slow, fast] = terms.map(({ ratePerH }) => ratePerH).sort((a, b) => a - b);
  const [first, second] = countedH.filter((t) => t > 0);
  if (slow === undefined || fast === undefined || first === undefined || second === undefined)
    return ONE;
  if (countedH.length >= LEAST_SCANS_FOR_OWN_TWO && fast * second < SEEN_TWICE_EXPONENT)
    return { kind: "own", phases: 2 };
  return seenApart([slow, fast], first) ? { kind: "shared", ratesPerH: [slow, fast] } : ONE;
}

const seenApart = ([slow, fast]: readonly [number, number], firstH: number) =>
  fast > LEAST_RATE_RATIO * slow && fast * firstH < SEEN_EXPONENT;

/** Rates of the region's curve, slowest first, as far as the scans tell them apart; of a trapezoid, which has none but its tail's, those of exponentials. */
function heldRatesOf(
  region: RegionResult,
  question: FitQuestion,
  { held, two, counted }: { held: HeldHalfLife; two: boolean; counted: readonly number[] },
): number[] {
  const model = two ? "biExponential" : "monoExponential";
  const heldHalfLifeH = heldIn(held, model);
  const { terms } =
    region.fit.model === "trapezoid"
      ? fitTimeActivity({ ...question, model, ...(heldHalfLifeH ? { heldHalfLifeH } : {}) })
      : region.fit;
  const first = counted.find((t) => t > 0) ?? 0;
  return terms
    .map(({ ratePerH }) => ratePerH)
    .sort((a, b) => a - b)
    .filter((rate, i, all) => i === 0 || seenApart([all[i - 1]!, rate], first))
    .slice(0, Math.max(1, counted.length - 1));
}

/** Whether one exponential through the region's readings misses one of them. */
function missedByOne(
  { timesH, activityMBq }: RegionResult,
  question: FitQuestion,
  held: HeldHalfLife | undefined,
): boolean {
  if (timesH.length < LEAST_SCANS_FOR_TWO || !activityMBq.every((a) => a > 0)) return false;
  const heldHalfLifeH = held && heldIn(held, "monoExponential");
  const { residualsMBq } = fitTimeActivity({
    ...question,
    model: "monoExponential",
    ...(heldHalfLifeH ? { heldHalfLifeH } : {}),
  });
  return residualsMBq.some((r, n) => Math.abs(r) > MISSED_SIGMAS * question.sigmaMBq[n]!);
}

type FitQuestion = ReturnType<typeof readingsOf> & { readonly physicalHalfLifeH: number };

const readingsOf = (
  { timesH, activityMBq }: RegionResult,
  { readingErrorPercent = USUAL_READING_ERROR_PERCENT }: Prescription,
) => ({
  timesH,
  activityMBq,
  sigmaMBq: activityMBq.map((a) => (a * readingErrorPercent) / 100),
});

const sumOf = (values: readonly number[]) => values.reduce((total, a) => total + a, 0);
