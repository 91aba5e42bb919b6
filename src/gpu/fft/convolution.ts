import type { Triple } from "../../volume/grid";
import type { Work } from "../../work";
import { type Gpu, GpuError } from "../gpu";
import { type Dispatch, dispatch } from "../kernel";
import { fftMirror } from "../kernels/fftMirror";
import { fftOctant } from "../kernels/fftOctant";
import { fftPack } from "../kernels/fftPack";
import { fftReflect } from "../kernels/fftReflect";
import { fftUnpack } from "../kernels/fftUnpack";
import { type Brick, type BrickPlan, bricksOf, planBricks } from "./bricks";
import { frequencyOrder } from "./lengths";
import {
  type Axis,
  createPlan,
  type FftPlan,
  forward,
  inverse,
  product,
  releasePlan,
  spectrumSize,
} from "./plan";

/** A kernel that is even along each axis, by one octant: offset 0 first, x fastest. */
export interface Octant {
  readonly size: Triple;
  readonly values: Float32Array<ArrayBuffer>;
}

/** A kernel made ready to convolve volumes of one size. Whoever makes one releases it with `releaseConvolution`. */
export interface Convolution {
  readonly volumeSize: Triple;
  readonly half: Triple;
  readonly brick: Triple;
  readonly plan: FftPlan;
  readonly spectrum: GPUBuffer;
  readonly folded: GPUBuffer;
  readonly points: GPUBuffer;
}

/** One or two real volumes of x-fastest voxels on the GPU. */
export type Pair = readonly [GPUBuffer] | readonly [GPUBuffer, GPUBuffer];

/** Complex points that a device with WebGPU's default limits takes in one binding of 128 MiB. */
export const MAX_POINTS = 2 ** 24;

/** True when the linear convolution of such volumes fits a device of WebGPU's default limits. */
export const fitsFft = (volumeSize: Triple, half: Triple): boolean =>
  planBricks(volumeSize, half, MAX_POINTS) !== undefined;

/** Computes the spectrum of `octant` once, for linear convolutions of volumes of `volumeSize` voxels. */
export async function createConvolution(
  gpu: Gpu,
  octant: Octant,
  volumeSize: Triple,
  work: Work,
): Promise<Convolution> {
  const half: Triple = [octant.size[0] - 1, octant.size[1] - 1, octant.size[2] - 1];
  const { brick, lengths } = bricksWithin(gpu, volumeSize, half);
  const plan = createPlan(gpu, lengths);
  const made: Convolution = {
    volumeSize,
    half,
    brick,
    plan,
    spectrum: gpu.buffer("spectrum", product3(spectrumSize(lengths))),
    folded: gpu.buffer("folded frequencies", foldedFrequencies(plan)),
    points: gpu.buffer("FFT points", 2 * product3(lengths)),
  };
  try {
    await transformKernel(gpu, made, octant, work);
    return made;
  } catch (error) {
    releaseConvolution(gpu, made);
    throw error;
  }
}

export function releaseConvolution(gpu: Gpu, made: Convolution): void {
  releasePlan(gpu, made.plan);
  gpu.release(made.spectrum, made.folded, made.points);
}

/** Adds the convolution of one or two volumes to as many others; nothing wraps around. */
export async function addConvolved(
  gpu: Gpu,
  made: Convolution,
  sources: Pair,
  targets: Pair,
  work: Work,
): Promise<void> {
  const bricks = bricksOf(made.volumeSize, made.half, made.brick);
  const unused = targets[1] ?? gpu.buffer("no second volume", 1);
  try {
    for (const [b, brick] of bricks.entries()) {
      const steps = stepsOf(made, brick, sources, [targets[0], unused], targets.length === 1);
      for (const [s, step] of steps.entries()) {
        await run(gpu, step, work);
        work.report("convolving", (b + (s + 1) / steps.length) / bricks.length);
      }
    }
  } finally {
    if (!targets[1]) gpu.release(unused);
  }
}

/** Pass by pass, so that a cancellation is heard between two of them. */
async function run(gpu: Gpu, step: Dispatch, work: Work): Promise<void> {
  work.signal.throwIfAborted();
  await gpu.submit([step]);
  await gpu.settle();
}

function stepsOf(
  { volumeSize, plan, spectrum, folded, points }: Convolution,
  { from, to, readFrom, readTo }: Brick,
  sources: Pair,
  targets: readonly [GPUBuffer, GPUBuffer],
  isSingle: boolean,
): Dispatch[] {
  const { lengths } = plan;
  const read = minus(readTo, readFrom);
  const wanted = minus(to, readFrom);
  const single = isSingle ? 1 : 0;
  const pack = { boxSize: read, origin: readFrom, volumeSize, lengths, single };
  const [first, second] = [sources[0], sources[1] ?? sources[0]];
  const boxSize = minus(to, from);
  const unpack = {
    boxSize,
    origin: from,
    offset: minus(from, readFrom),
    volumeSize,
    lengths,
    single,
  };
  const reach = (extent: Triple, along: number) => ({ extent, points: along });
  const [x, y, z] = lengths;
  return [
    dispatch(fftPack, read, pack, { first, second, points }),
    ...forward(plan, points, 0, reach(read, read[0])),
    ...forward(plan, points, 1, reach([x, y, read[2]], read[1])),
    ...forward(plan, points, 2, reach([x, y, z], read[2]), false),
    product(plan, points, { spectrum, folded }, read[2]),
    ...inverse(plan, points, 2, reach([x, y, z], wanted[2]), false),
    ...inverse(plan, points, 1, reach([x, y, wanted[2]], wanted[1])),
    ...inverse(plan, points, 0, reach([x, wanted[1], wanted[2]], wanted[0])),
    dispatch(fftUnpack, boxSize, unpack, { points, first: targets[0], second: targets[1] }),
  ];
}

async function transformKernel(
  gpu: Gpu,
  { plan, spectrum, points }: Convolution,
  { size, values }: Octant,
  work: Work,
): Promise<void> {
  const { lengths } = plan;
  const octant = gpu.buffer("kernel octant", values);
  const positions = gpu.buffer("frequency positions", frequencyPositions(plan));
  const params = {
    spectrumSize: spectrumSize(lengths),
    lengths,
    scale: 1 / product3(lengths),
  };
  const [x, y, z] = lengths;
  const [, halfY, halfZ] = params.spectrumSize;
  const mirror = { extent: [x, halfY, halfZ] as const, octantSize: size, lengths };
  const along = (axis: Axis, extent: Triple) =>
    forward(plan, points, axis, { extent, points: lengths[axis] });
  const steps = [
    dispatch(fftMirror, mirror.extent, mirror, { octant, points }),
    ...along(0, [x, halfY, halfZ]),
    ...reflect(plan, points, 1, [x, y - halfY, halfZ]),
    ...along(1, [x, y, halfZ]),
    ...reflect(plan, points, 2, [x, y, z - halfZ]),
    ...along(2, lengths),
    dispatch(fftOctant, params.spectrumSize, params, { positions, points, spectrum }),
  ];
  try {
    for (const step of steps) await run(gpu, step, work);
  } finally {
    gpu.release(octant, positions);
  }
}

/** Fills `extent` points behind the first half along an axis; none when there is no second half. */
function reflect({ lengths }: FftPlan, points: GPUBuffer, axis: Axis, extent: Triple): Dispatch[] {
  const params = { extent, first: lengths[axis] - extent[axis], axis, lengths };
  return extent[axis] > 0 ? [dispatch(fftReflect, extent, params, { points })] : [];
}

function bricksWithin(gpu: Gpu, volumeSize: Triple, half: Triple): BrickPlan {
  const { maxStorageBufferBindingSize, maxBufferSize } = gpu.device.limits;
  const granted = Math.floor(Math.min(maxStorageBufferBindingSize, maxBufferSize) / 8);
  const plan =
    planBricks(volumeSize, half, Math.min(granted, MAX_POINTS)) ??
    planBricks(volumeSize, half, granted);
  if (!plan)
    throw new GpuError(
      `A convolution of ${volumeSize.join(" × ")} voxels with a kernel reaching ${half.join(", ")} voxels needs more than the ${granted} points this graphics device takes; choose larger voxels`,
    );
  return plan;
}

/** For every position along each axis, where its frequency stands in the octant. */
function foldedFrequencies({ lengths, stages }: FftPlan): Uint32Array<ArrayBuffer> {
  const folded = lengths.flatMap((length, axis) =>
    [...frequencyOrder(length, stages[axis]!)].map((f) => Math.min(f, length - f)),
  );
  return Uint32Array.from(folded);
}

/** For every frequency of the octant along each axis, its position. */
function frequencyPositions({ lengths, stages }: FftPlan): Uint32Array<ArrayBuffer> {
  const positions = lengths.flatMap((length, axis) => {
    const order = frequencyOrder(length, stages[axis]!);
    const position = new Uint32Array(length);
    order.forEach((frequency, at) => {
      position[frequency] = at;
    });
    return [...position.subarray(0, Math.floor(length / 2) + 1)];
  });
  return Uint32Array.from(positions);
}

const minus = (a: Triple, b: Triple): Triple => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const product3 = ([x, y, z]: Triple) => x * y * z;
