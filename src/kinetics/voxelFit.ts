import type { Gpu, Numbers } from "../gpu/gpu";
import { dispatch, linearThreads } from "../gpu/kernel";
import { biError } from "../gpu/kernels/biError";
import { fitBi } from "../gpu/kernels/fitBi";
import { fitMono } from "../gpu/kernels/fitMono";
import { InputError } from "../inputError";
import { HOUR_S, MM3_TO_ML } from "../physics/units";
import { type Grid, voxelVolumeMm3 } from "../volume/grid";
import { type Volume, volume } from "../volume/volume";
import type { Work } from "../work";
import { FASTEST_RATE_PER_H, LARGEST_SHARE } from "./exponentialFit";
import type { RateRange as HeldRateRange } from "./heldHalfLife";
import { biScan, monoScan, type RateRange } from "./scanTables";
import { gather, scatter } from "./voxelRuns";

export type VoxelModel = "monoExponential" | "biExponential";

export interface VoxelFitQuestion {
  /** One volume a scan on one grid, Bq/mL at the time of the scan. */
  readonly activity: readonly Volume<"activityBqPerMl">[];
  /** Hours since administration. */
  readonly timesH: readonly number[];
  /** Of each scan; equal where not given. */
  readonly weights?: readonly number[];
  readonly physicalHalfLifeH: number;
  /** What bounds the only phase, or the slower of two, by hand, inside what physical decay allows. */
  readonly slowRateWithin?: HeldRateRange;
  readonly model: VoxelModel;
  /** A voxel that never exceeds this is left empty, Bq/mL. */
  readonly thresholdBqPerMl: number;
}

/** How the fit of a voxel ended, by number in `VoxelFit.status`; a bound by hand stands in for decay, or for the fastest rate, where it is the tighter one. */
export const VOXEL_STATUS = [
  "empty",
  "fitted",
  "held at decay",
  "not converged",
  "held at fastest",
] as const;

/** Fits of all voxels, x fastest; 0 where a voxel is empty. */
export interface VoxelFit {
  /** A(t) = Σ amplitude · e^(−rate·t): the slow phase, and with two exponentials the fast one. */
  readonly amplitudesBqPerMl: readonly Float32Array<ArrayBuffer>[];
  readonly ratesPerH: readonly Float32Array<ArrayBuffer>[];
  /** Integral from 0 to infinity, Bq·h/mL. */
  readonly tiaBqHPerMl: Float32Array<ArrayBuffer>;
  /** From the scatter about the fit; undefined where there are no more scans than fitted numbers. */
  readonly tiaStandardErrorBqHPerMl: Float32Array<ArrayBuffer> | undefined;
  /** Weighted sum of squared residuals, (Bq/mL)². */
  readonly residualSum: Float32Array<ArrayBuffer>;
  /** Index into `VOXEL_STATUS`. */
  readonly status: Uint8Array<ArrayBuffer>;
}

const MAX_SCANS = 8;
/** Voxels in one submission: below 50 ms on a graphics card, 0.2 s on two cores. */
const CHUNK = 2 ** 17;
/** Of an invocation of `fitMono` and `fitBi`; as `VOXELS` in their shaders. */
const VOXELS_AN_INVOCATION = 4;
const STEPS = 60;
const PLANES = { monoExponential: 6, biExponential: 8 } as const;

/**
 * One fit a voxel on the GPU; the models, their bounds and their integrals are those of `fitExponentials`, its f64 twin.
 *
 * @throws InputError on fewer scans than rates, more than eight, volumes of different size, or readings that are no numbers.
 */
export async function fitVoxels(
  gpu: Gpu,
  question: VoxelFitQuestion,
  work: Work,
): Promise<VoxelFit> {
  const { activity, timesH, model } = question;
  checkScans(question);
  const voxels = activity[0]!.values.length;
  const planes = Array.from({ length: PLANES[model] }, () => new Float32Array(voxels));
  const seen = voxelsAbove(question);
  const shared = sharedBuffers(gpu, question);
  const fitted = async (chunk: Uint32Array) => {
    const readings = new Float32Array(chunk.length * timesH.length);
    for (const [t, { values }] of activity.entries())
      gather(values, chunk, readings, t * chunk.length);
    const found = await fitChunk(gpu, question, shared, readings, chunk.length);
    for (const [p, plane] of planes.entries()) scatter(found, p * chunk.length, chunk, plane);
  };
  // The processor gathers and scatters one chunk while the adapter fits the next.
  const running: Promise<void>[] = [];
  try {
    for (let from = 0; from < seen.length; from += CHUNK) {
      work.signal.throwIfAborted();
      work.report("Fitting voxels", from / seen.length);
      const chunk = fitted(seen.subarray(from, from + CHUNK));
      chunk.catch(() => undefined); // a failure is thrown when its turn comes
      running.push(chunk);
      if (running.length > 1) await running.shift();
    }
    await running.shift();
  } finally {
    await Promise.allSettled(running);
    gpu.release(shared.timesH, shared.rootWeights, shared.scan);
  }
  const fit = (model === "monoExponential" ? monoResult : biResult)(planes, timesH.length);
  inUnitOf(fit.residualSum, largestWeight(question));
  nameFastest(fit, rangeOf(question).fastestSlowRatePerH);
  return fit;
}

/** Decays in each voxel from 0 to infinity. */
export function voxelDecays({ tiaBqHPerMl }: VoxelFit, grid: Grid): Volume<"decays"> {
  const scale = HOUR_S * voxelVolumeMm3(grid) * MM3_TO_ML;
  return volume(
    "decays",
    grid,
    tiaBqHPerMl.map((tia) => tia * scale),
  );
}

/** Those that exceed the threshold in some scan, ascending: the others cost nothing. */
function voxelsAbove({ activity, thresholdBqPerMl }: VoxelFitQuestion): Uint32Array {
  const scans = activity.map(({ values }) => values);
  const voxels = scans[0]!.length;
  const above = new Uint32Array(voxels);
  let count = 0;
  for (let v = 0; v < voxels; v++) {
    let most = 0;
    for (let t = 0; t < scans.length; t++) {
      const value = scans[t]![v]!;
      if (!Number.isFinite(value)) throw new InputError(brokenVoxel(v, value));
      if (value > most) most = value;
    }
    if (most > thresholdBqPerMl) above[count++] = v;
  }
  return above.subarray(0, count);
}

const brokenVoxel = (voxel: number, value: number) =>
  `voxel-wise fit: the reading of voxel ${voxel} is ${value}, which is not a number to fit`;

interface Shared {
  readonly timesH: GPUBuffer;
  readonly rootWeights: GPUBuffer;
  readonly scan: GPUBuffer;
  readonly scanned: number;
}

function sharedBuffers(gpu: Gpu, question: VoxelFitQuestion): Shared {
  const { timesH, model } = question;
  const unit = largestWeight(question);
  const rootWeights = timesH.map((_, i) => Math.sqrt((question.weights?.[i] ?? 1) / unit));
  const range = rangeOf(question);
  const { table, count } = (model === "monoExponential" ? monoScan : biScan)(
    timesH,
    rootWeights,
    range,
  );
  return {
    timesH: gpu.buffer("scan times", Float32Array.from(timesH)),
    rootWeights: gpu.buffer("scan weights", Float32Array.from(rootWeights)),
    scan: gpu.buffer("scanned rates", table),
    scanned: count,
  };
}

/** The shaders' thresholds are those of weights near 1. */
const largestWeight = ({ weights }: VoxelFitQuestion) => Math.max(...(weights ?? [1]));

/**
 * The only phase, or the slower of two, may fall to 1/`LARGEST_SHARE` by the first reading and no faster: else noise in a voxel that is empty from the second
 * reading on would be read back to the administration as any activity.
 */
function fastestSlowRatePerH({ timesH, physicalHalfLifeH }: VoxelFitQuestion): number {
  const first = Math.min(...timesH.filter((t) => t > 0));
  const slowest = Math.LN2 / physicalHalfLifeH;
  return Math.min(FASTEST_RATE_PER_H, Math.max(Math.log(LARGEST_SHARE) / first, 2 * slowest));
}

function rangeOf(question: VoxelFitQuestion): RateRange {
  const decayPerH = Math.LN2 / question.physicalHalfLifeH;
  const { lowestPerH = 0, highestPerH = Number.POSITIVE_INFINITY } = question.slowRateWithin ?? {};
  const slowestRatePerH = Math.max(decayPerH, lowestPerH);
  return {
    slowestRatePerH,
    fastestRatePerH: Math.max(FASTEST_RATE_PER_H, 100 * decayPerH),
    fastestSlowRatePerH: Math.max(
      slowestRatePerH,
      Math.min(fastestSlowRatePerH(question), highestPerH),
    ),
    smallestGapPerH: decayPerH * Math.exp(-7),
    largestStart: 1 + LARGEST_SHARE,
  };
}

async function fitChunk(
  gpu: Gpu,
  question: VoxelFitQuestion,
  { scanned, ...shared }: Shared,
  readings: Numbers,
  count: number,
): Promise<Float32Array<ArrayBuffer>> {
  const activity = gpu.buffer("readings", readings);
  const result = gpu.buffer("fits", count * PLANES[question.model]);
  const range = rangeOf(question);
  const params = {
    voxels: count,
    scanned,
    steps: STEPS,
    logSlowestRate: Math.log(range.slowestRatePerH),
  };
  const buffers = { ...shared, activity, result };
  const constants = { TIMES: question.timesH.length };
  const invocations = linearThreads(Math.ceil(count / VOXELS_AN_INVOCATION));
  try {
    if (question.model === "monoExponential") {
      const bounded = { ...params, logFastestRate: Math.log(range.fastestSlowRatePerH) };
      await gpu.submit([dispatch(fitMono, invocations, bounded, buffers, constants)]);
    } else {
      const bounded = {
        ...params,
        logFastestRate: Math.log(range.fastestRatePerH),
        logFastestSlowRate: Math.log(range.fastestSlowRatePerH),
        logSmallestGap: Math.log(range.smallestGapPerH),
        largest: range.largestStart,
      };
      await gpu.submit([
        dispatch(fitBi, invocations, bounded, buffers, constants),
        dispatch(
          biError,
          linearThreads(count),
          {
            voxels: count,
            slowestRate: range.slowestRatePerH,
            fastestSlowRate: range.fastestSlowRatePerH,
            smallestGap: range.smallestGapPerH,
            fastestGap: range.fastestRatePerH,
            largest: range.largestStart,
          },
          { timesH: shared.timesH, rootWeights: shared.rootWeights, fits: result },
          constants,
        ),
      ]);
    }
    return await gpu.read(result);
  } finally {
    gpu.release(activity, result);
  }
}

function inUnitOf(residualSum: Float32Array, unit: number): void {
  if (unit === 1) return;
  for (let v = 0; v < residualSum.length; v++) residualSum[v]! *= unit;
}

/** Fits that ended at the fastest rate say so. */
function nameFastest({ status, ratesPerH: [slow] }: VoxelFit, fastest: number): void {
  const [fitted, held] = [VOXEL_STATUS.indexOf("fitted"), VOXEL_STATUS.indexOf("held at fastest")];
  for (let v = 0; v < status.length; v++)
    if (status[v] === fitted && slow![v]! > 0.9999 * fastest) status[v] = held;
}

type Planes = readonly Float32Array<ArrayBuffer>[];

const monoResult = (planes: Planes, scans: number): VoxelFit => ({
  amplitudesBqPerMl: [planes[0]!],
  ratesPerH: [planes[1]!],
  tiaBqHPerMl: planes[2]!,
  tiaStandardErrorBqHPerMl: scans > 2 ? planes[3]! : undefined,
  residualSum: planes[4]!,
  status: Uint8Array.from(planes[5]!),
});

const biResult = (planes: Planes, scans: number): VoxelFit => ({
  amplitudesBqPerMl: [planes[0]!, planes[2]!],
  ratesPerH: [planes[1]!, planes[3]!],
  tiaBqHPerMl: planes[4]!,
  tiaStandardErrorBqHPerMl: scans > 4 ? planes[7]! : undefined,
  residualSum: planes[5]!,
  status: Uint8Array.from(planes[6]!),
});

function checkScans({ activity, timesH, model }: VoxelFitQuestion): void {
  const least = model === "monoExponential" ? 2 : 4;
  if (timesH.length < least || timesH.length > MAX_SCANS || activity.length !== timesH.length)
    throw new InputError(
      `voxel-wise ${model} fit: expected ${least} to ${MAX_SCANS} scans with their times, received ${activity.length} scans and ${timesH.length} times`,
    );
  const sizes = new Set(activity.map(({ values }) => values.length));
  if (sizes.size > 1)
    throw new InputError(
      `voxel-wise fit: expected scans on one grid, received ${[...sizes].join(", ")} voxels`,
    );
}
