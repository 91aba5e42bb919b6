import { blockThreads } from "../gpu/blockThreads";
import type { Gpu } from "../gpu/gpu";
import { type Dispatch, dispatch } from "../gpu/kernel";
import { composeField } from "../gpu/kernels/composeField";
import { fieldExtent } from "../gpu/kernels/fieldExtent";
import { finishExtent } from "../gpu/kernels/finishExtent";
import { smoothField } from "../gpu/kernels/smoothField";
import { warpVolume } from "../gpu/kernels/warpVolume";
import { voxelCount } from "../volume/grid";
import type { Matrix4 } from "../volume/transform";
import { columns, type ImagePair, movingFromFixed } from "./imagePair";
import { lnccMatching } from "./lnccMatching";
import type { DeformableMetric, Matching } from "./matching";
import { nmiMatching } from "./nmiMatching";

/** How strongly a deformation is held smooth; lengths in voxels of the level. */
export interface Smoothness {
  /** Width of the Gaussian over each step (as a fluid). */
  readonly stepSigma: number;
  /** Width of the Gaussian over the whole field (as an elastic body). */
  readonly fieldSigma: number;
  /** Longest step of one iteration. */
  readonly step: number;
  /** Step for a unit of the force of local correlation, if shorter: as the images come to agree the steps shorten, and the field's smoothing outweighs noise. */
  readonly gain: number;
  /** Windows of local correlation are 2 radius + 1 voxels wide. */
  readonly radius: number;
}

const THREADS = 4096;
/** Steps as long as allowed: forces of mutual information have no scale of their own. */
const NO_END = 1e30;

/**
 * Owns the buffers of one resolution level and deforms step by step: greedy, diffeomorphic by composition of small smooth steps.
 *
 * One iteration with local correlation moves 392 bytes a voxel if every buffer is read once a pass (warp 20, window sums 32 + 48 + 48, force 48,
 * smoothing 6 × 24, extent 16, composition 36) and takes about 450 operations a voxel, so memory decides: at 128³ 0.82 GB and 0.95 Gflop, by bandwidth
 * 16 ms on an integrated GPU (50 GB/s), 2.7 ms on a laptop's (300 GB/s), 0.25 ms on an H100 (3.3 TB/s); computed, not measured. With mutual information
 * 250 bytes and the way of the histogram to the CPU and back. It holds 92 bytes a voxel beside the images.
 */
export class Deformation {
  readonly #count: number;
  readonly #buffers: Record<"field" | "next" | "force" | "warped", GPUBuffer>;
  readonly #matching: Matching;
  readonly #partials: GPUBuffer;
  readonly #extent: GPUBuffer;

  constructor(
    readonly gpu: Gpu,
    readonly pair: ImagePair,
    readonly map: Matrix4,
    readonly smoothness: Smoothness,
    displacement: Float32Array<ArrayBuffer> | undefined,
    readonly metric: DeformableMetric = "lncc",
  ) {
    const count = voxelCount(pair.fixed.grid);
    this.#count = count;
    const of = (label: string, numbers: number) => gpu.buffer(label, numbers);
    this.#buffers = {
      field: gpu.buffer("displacement", displacement ?? 3 * count),
      next: of("displacement step", 3 * count),
      force: of("deformation force", 4 * count),
      warped: of("warped image", count),
    };
    this.#matching =
      metric === "nmi"
        ? nmiMatching(gpu, pair, this.#buffers)
        : lnccMatching(gpu, pair, this.#buffers, smoothness.radius);
    this.#partials = of("field extent partials", 4 * THREADS);
    this.#extent = of("field extent", 4);
  }

  /** Takes `steps` steps; gives the agreement before the last of them, which costs nothing more. */
  async iterate(steps: number): Promise<number> {
    for (let n = 0; n < steps; n++) {
      const forces = await this.#matching.forces(this.#warp());
      await this.gpu.submit([...forces, ...this.#step()]);
    }
    return this.#agreementOfForces();
  }

  /**
   * How well the images agree under the present field, the larger the better: the mean local correlation (squared, 0..1) of the windows that show
   * anything, or the normalised mutual information (1..2).
   */
  async agreement(): Promise<number> {
    const forces = await this.#matching.forces(this.#warp());
    await this.gpu.submit([...forces, ...this.#measure(this.#buffers.force)]);
    return this.#agreementOfForces();
  }

  async #agreementOfForces(): Promise<number> {
    const known = this.#matching.agreement();
    if (known !== undefined) return known;
    const [, sum, seen] = await this.gpu.read(this.#extent);
    return seen! > 0 ? sum! / seen! : 0;
  }

  /** Three planes of displacements in voxels of the fixed grid. */
  displacement(): Promise<Float32Array<ArrayBuffer>> {
    return this.gpu.read(this.#buffers.field);
  }

  release(): void {
    this.#matching.release();
    this.gpu.release(...Object.values(this.#buffers), this.#partials, this.#extent);
  }

  /** From forces to the next field. */
  #step(): Dispatch[] {
    const { stepSigma, fieldSigma, step } = this.smoothness;
    const gain = this.metric === "lncc" ? this.smoothness.gain : NO_END;
    const { field, next, force } = this.#buffers;
    // The fourth plane of `force` holds what was looked at; smoothing and composing write the other three.
    const compose = dispatch(
      composeField,
      this.pair.fixed.grid.size,
      { size: this.pair.fixed.grid.size, step, gain },
      { displacement: field, update: next, extent: this.#extent, composed: force },
    );
    return [
      ...this.#smooth(force, next, stepSigma),
      ...this.#measure(next),
      compose,
      ...this.#smooth(force, field, fieldSigma),
    ];
  }

  #warp(): Dispatch {
    const { fixed, moving } = this.pair;
    const { field, warped } = this.#buffers;
    return dispatch(
      warpVolume,
      fixed.grid.size,
      {
        movingFromFixed: columns(movingFromFixed(this.pair, this.map)),
        fixedSize: fixed.grid.size,
        movingSize: moving.grid.size,
      },
      { displacement: field, movingImage: moving.buffer, warped },
    );
  }

  /** Smooths along x, y and z, going to and fro; `source` is used up. */
  #smooth(source: GPUBuffer, target: GPUBuffer, sigma: number): Dispatch[] {
    const { size } = this.pair.fixed.grid;
    const radius = Math.ceil(2.5 * sigma);
    const narrowness = 1 / (2 * sigma * sigma);
    const pass = (axis: number, field: GPUBuffer, smooth_field: GPUBuffer) =>
      dispatch(
        smoothField,
        blockThreads(size, axis),
        { size, axis, radius, narrowness },
        { field, smooth_field },
      );
    return [pass(0, source, target), pass(1, target, source), pass(2, source, target)];
  }

  /** Longest vector of `field` beside the fourth plane of the last forces. */
  #measure(field: GPUBuffer): Dispatch[] {
    const { force } = this.#buffers;
    return [
      dispatch(
        fieldExtent,
        [THREADS, 1, 1],
        { count: this.#count, threads: THREADS },
        { field, quality: force, partials: this.#partials },
      ),
      dispatch(
        finishExtent,
        [256, 1, 1],
        { length: THREADS },
        { partials: this.#partials, extent: this.#extent },
      ),
    ];
  }
}
