import type { Gpu } from "../gpu/gpu";
import { type Dispatch, dispatch, linearThreads } from "../gpu/kernel";
import { histogramSlope } from "../gpu/kernels/histogramSlope";
import { imageMoments } from "../gpu/kernels/imageMoments";
import { jointHistogram } from "../gpu/kernels/jointHistogram";
import { sumPartials } from "../gpu/kernels/sumPartials";
import { voxelCount } from "../volume/grid";
import type { Matrix4 } from "../volume/transform";
import { columns, type ImagePair, movingFromFixed, unitScale } from "./imagePair";
import { correlationOf, type Moments, meanSquaresOf } from "./momentMetrics";
import { HISTOGRAM_BINS, mutualInformationOf } from "./mutualInformation";

/** How two images are compared; the smaller the better for all. */
export type Metric = "ssd" | "ncc" | "nmi";

/** The metric under one map, with its derivative by the 3×4 entries of (unit coordinates of the fixed image → moving voxel). */
export interface Comparison {
  readonly value: number;
  readonly byMatrix: readonly number[];
  /** Share of the fixed voxels that found a partner. */
  readonly overlap: number;
}

/** Fixed voxels that share one thread's sums: enough threads for a large GPU, few enough for a short second pass. */
const MOST_THREADS = 8192;
/** Maps that are compared in one submission: some ms on a graphics card, and one readback instead of many. */
const BATCH = 32;
/** Less overlap than this is no comparison. */
const LEAST_OVERLAP = 0.2;

/**
 * Owns the small buffers that comparing one pair again and again needs.
 *
 * One comparison of means or correlation reads 8 bytes a voxel (the moving image's neighbours come through the cache) and takes about 130 operations a
 * voxel: at 128³ 17 MB and 0.27 Gflop, 0.3 to 2 ms on an integrated GPU (50 GB/s, some 0.15 Tflop/s in practice), below 0.1 ms on a laptop's
 * (300 GB/s); computed, not measured. Mutual information takes two such passes, 16 bytes and 240 operations, and a histogram of 9 kB read in between.
 */
export class LinearMetric {
  readonly #threads: number;
  readonly #partials: GPUBuffer;
  readonly #sums: GPUBuffer;
  readonly #joint: GPUBuffer;
  readonly #slopes: GPUBuffer;

  constructor(
    readonly gpu: Gpu,
    readonly pair: ImagePair,
    readonly metric: Metric,
    readonly fixedVoxels: number,
  ) {
    this.#threads = Math.min(MOST_THREADS, 64 * Math.ceil(voxelCount(pair.fixed.grid) / 1024));
    this.#partials = gpu.buffer("metric partials", MOMENT_ROWS * 4 * this.#threads);
    this.#sums = gpu.buffer("metric sums", BATCH * MOMENT_ROWS * 4);
    this.#joint = gpu.buffer("joint histogram", HISTOGRAM_BINS ** 2);
    this.#slopes = gpu.buffer("histogram slopes", HISTOGRAM_BINS ** 2);
  }

  /** Compares under a map of patient space (fixed → moving). Where the images hardly overlap the value is infinite. */
  async compare(map: Matrix4): Promise<Comparison> {
    return (await this.compareMany([map]))[0]!;
  }

  /** The same for many maps, in a few submissions where the metric allows it. */
  async compareMany(maps: readonly Matrix4[]): Promise<Comparison[]> {
    const found: (Comparison | undefined)[] = [];
    for (let first = 0; first < maps.length; first += BATCH) {
      const batch = maps.slice(first, first + BATCH);
      if (this.metric !== "nmi") found.push(...(await this.#compareMoments(batch)));
      else for (const map of batch) found.push(await this.#compareNmi(map));
    }
    return found.map((comparison) => comparison ?? APART);
  }

  release(): void {
    this.gpu.release(this.#partials, this.#sums, this.#joint, this.#slopes);
  }

  /** One readback for all maps: the passes of a submission follow each other, so they share the partial sums. */
  async #compareMoments(maps: readonly Matrix4[]): Promise<(Comparison | undefined)[]> {
    const { fixed, moving } = this.pair;
    const images = { fixedImage: fixed.buffer, movingImage: moving.buffer };
    const launches = maps.flatMap((map, n) => [
      dispatch(imageMoments, [this.#threads, 1, 1], this.#geometry(map), {
        ...images,
        partials: this.#partials,
      }),
      this.#addUp(MOMENT_ROWS, n * MOMENT_ROWS),
    ]);
    await this.gpu.submit(launches);
    const sums = await this.gpu.read(this.#sums);
    const length = 4 * MOMENT_ROWS;
    return maps.map((_, n) =>
      this.#fromMoments(momentsFrom(sums.subarray(n * length, (n + 1) * length))),
    );
  }

  #fromMoments(moments: Moments): Comparison | undefined {
    const overlap = moments.n / this.fixedVoxels;
    if (!(overlap >= LEAST_OVERLAP)) return undefined;
    const found = this.metric === "ssd" ? meanSquaresOf(moments) : correlationOf(moments);
    return found && { ...found, overlap };
  }

  async #compareNmi(map: Matrix4): Promise<Comparison | undefined> {
    const { fixed, moving } = this.pair;
    const images = { fixedImage: fixed.buffer, movingImage: moving.buffer };
    const { movingFromFixed: matrix, fixedSize, movingSize } = this.#geometry(map);
    const count = voxelCount(fixed.grid);
    const binning = binningOf(this.pair);
    const unitsPerVoxel = Math.min(4096, 2 ** 31 / count);
    this.gpu.clear(this.#joint);
    await this.gpu.submit([
      dispatch(
        jointHistogram,
        linearThreads(count),
        { movingFromFixed: matrix, fixedSize, movingSize, ...binning, unitsPerVoxel },
        { ...images, joint: this.#joint },
      ),
    ]);
    const units = await this.gpu.readU32(this.#joint);
    const found = mutualInformationOf(Float64Array.from(units, (u) => u / unitsPerVoxel));
    const overlap = found ? found.voxels / this.fixedVoxels : 0;
    if (!found || overlap < LEAST_OVERLAP) return undefined;
    this.gpu.write(
      this.#slopes,
      Float32Array.from(found.slopes, (s) => s * found.voxels),
    );
    const launch = dispatch(
      histogramSlope,
      [this.#threads, 1, 1],
      { ...this.#geometry(map), ...binning },
      { ...images, slopes: this.#slopes, partials: this.#partials },
    );
    await this.gpu.submit([launch, this.#addUp(SLOPE_ROWS, 0)]);
    const sums = await this.gpu.read(this.#sums);
    const byMatrix = Array.from(sums.subarray(0, 12), (s) => s / found.voxels);
    return { value: found.value, byMatrix, overlap };
  }

  #geometry(map: Matrix4) {
    const { fixed, moving } = this.pair;
    return {
      movingFromFixed: columns(movingFromFixed(this.pair, map)),
      fixedSize: fixed.grid.size,
      movingSize: moving.grid.size,
      unitScale: unitScale(fixed.grid),
      threads: this.#threads,
    };
  }

  #addUp(rows: number, firstSum: number): Dispatch {
    return dispatch(
      sumPartials,
      [256 * rows, 1, 1],
      { length: this.#threads, rows, firstSum },
      { partials: this.#partials, sums: this.#sums },
    );
  }
}

const MOMENT_ROWS = 11;
const SLOPE_ROWS = 3;
/** Images that hardly overlap. */
const APART: Comparison = {
  value: Number.POSITIVE_INFINITY,
  byMatrix: new Array<number>(12).fill(0),
  overlap: 0,
};

function momentsFrom(sums: Float32Array): Moments {
  const [n, f, m, ff, mm, fm] = sums as unknown as [number, number, number, number, number, number];
  const rows = (from: number) => Array.from(sums.subarray(4 * from, 4 * (from + 3)));
  return { n, f, m, ff, mm, fm, plain: rows(2), byFixed: rows(5), byMoving: rows(8) };
}

/** Bins run over the values of each image; two at either end of the moving axis hold the Parzen window's tails. */
export function binningOf({ fixed, moving }: ImagePair) {
  const binsPerFixed = HISTOGRAM_BINS / Math.max(fixed.high - fixed.low, 1e-12);
  const binsPerMoving = (HISTOGRAM_BINS - 5) / Math.max(moving.high - moving.low, 1e-12);
  return {
    binsPerFixed,
    fixedShift: -fixed.low * binsPerFixed,
    binsPerMoving,
    movingShift: 2 - moving.low * binsPerMoving,
    bins: HISTOGRAM_BINS,
  };
}
