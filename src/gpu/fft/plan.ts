import type { Triple } from "../../volume/grid";
import type { Gpu, Numbers } from "../gpu";
import { type Dispatch, dispatch, type Kernel } from "../kernel";
import { fftForward } from "../kernels/fftForward";
import { fftInverse } from "../kernels/fftInverse";
import { fftProduct } from "../kernels/fftProduct";
import { butterflyText, productText } from "./butterflyText";
import { stagesOf } from "./lengths";

export type Axis = 0 | 1 | 2;

/** How padded points of these lengths are transformed, with the tables that takes. Whoever makes one releases it. */
export interface FftPlan {
  readonly lengths: Triple;
  /** Radices along each axis in the order of the forward stages. */
  readonly stages: readonly [readonly number[], readonly number[], readonly number[]];
  readonly twiddles: readonly [GPUBuffer, GPUBuffer, GPUBuffer];
}

/** The part of the padded points that a pass has to visit: lines beyond `extent` on the other axes are left alone. */
export interface Reach {
  readonly extent: Triple;
  /** Points of a line that are not zero before a forward transform, or that are wanted after an inverse one. */
  readonly points: number;
}

/** A plan for lengths from `fftLength`, 2 or more each. */
export function createPlan(gpu: Gpu, lengths: Triple): FftPlan {
  const twiddles = lengths.map((n, axis) => gpu.buffer(`twiddles ${"xyz"[axis]}`, twiddleTable(n)));
  return {
    lengths,
    stages: [stagesOf(lengths[0])!, stagesOf(lengths[1])!, stagesOf(lengths[2])!],
    twiddles: twiddles as unknown as FftPlan["twiddles"],
  };
}

export const releasePlan = (gpu: Gpu, plan: FftPlan): void => gpu.release(...plan.twiddles);

/** The forward stages along one axis; without the last one when the product is to do it. */
export function forward(
  plan: FftPlan,
  points: GPUBuffer,
  axis: Axis,
  reach: Reach,
  withLast = true,
): Dispatch[] {
  const stages = plan.stages[axis];
  return stages.slice(0, withLast ? undefined : -1).map((_, s) =>
    pass(plan, points, axis, s, "forward", {
      extent: reach.extent,
      pointsIn: s === 0 ? reach.points : plan.lengths[axis],
      pointsOut: plan.lengths[axis],
    }),
  );
}

/** The inverse stages along one axis; without the first one when the product has done it. */
export function inverse(
  plan: FftPlan,
  points: GPUBuffer,
  axis: Axis,
  reach: Reach,
  withFirst = true,
): Dispatch[] {
  const order = plan.stages[axis].map((_, s) => s).reverse();
  return order.slice(withFirst ? 0 : 1).map((s) =>
    pass(plan, points, axis, s, "inverse", {
      extent: reach.extent,
      pointsIn: plan.lengths[axis],
      pointsOut: s === 0 ? reach.points : plan.lengths[axis],
    }),
  );
}

/** The last forward stage along z, the product with the spectrum and the first inverse stage. */
export function product(
  plan: FftPlan,
  points: GPUBuffer,
  { spectrum, folded }: { readonly spectrum: GPUBuffer; readonly folded: GPUBuffer },
  planes: number,
): Dispatch {
  const { lengths, stages } = plan;
  const radix = stages[2].at(-1)!;
  const threads: Triple = [lengths[0], lengths[1], lengths[2] / radix];
  const params = {
    threads,
    lengths,
    spectrumSize: spectrumSize(lengths),
    pointsIn: stages[2].length === 1 ? planes : lengths[2],
  };
  return dispatch(productOfRadix(radix), threads, params, { spectrum, folded, points });
}

/** Frequencies 0..length/2 along each axis. */
export const spectrumSize = (lengths: Triple): Triple => [
  Math.floor(lengths[0] / 2) + 1,
  Math.floor(lengths[1] / 2) + 1,
  Math.floor(lengths[2] / 2) + 1,
];

function pass(
  { lengths, stages, twiddles }: FftPlan,
  points: GPUBuffer,
  axis: Axis,
  stage: number,
  direction: "forward" | "inverse",
  { extent, pointsIn, pointsOut }: { extent: Triple; pointsIn: number; pointsOut: number },
): Dispatch {
  const radix = stages[axis][stage]!;
  const block = stages[axis].slice(0, stage).reduce((rest, r) => rest / r, lengths[axis]);
  const butterflies = lengths[axis] / radix;
  const threads = threadsAlong(axis, butterflies, extent);
  const params = {
    threads,
    axis,
    stride: [1, lengths[0], lengths[0] * lengths[1]] as const,
    butterflies,
    length: lengths[axis],
    block,
    pointsIn,
    pointsOut,
  };
  const kernel = direction === "forward" ? forwardOfRadix(radix) : inverseOfRadix(radix);
  return dispatch(kernel, threads, params, { twiddles: twiddles[axis], points });
}

/** As in `lineOf` of lib/fftPoints.wgsl. */
function threadsAlong(axis: Axis, butterflies: number, [x, y, z]: Triple): Triple {
  if (axis === 0) return [butterflies * y, z, 1];
  return axis === 1 ? [x, butterflies, z] : [x, y, butterflies];
}

const forwardOfRadix = variants(fftForward, (radix) => butterflyText(radix, "forward"));
const inverseOfRadix = variants(fftInverse, (radix) => butterflyText(radix, "inverse"));
const productOfRadix = variants(fftProduct, productText);

/** One kernel a radix, made once so that its pipeline is compiled once. */
function variants<K extends Kernel>(kernel: K, textOf: (radix: number) => string) {
  const made = new Map<number, K>();
  return (radix: number): K => {
    const known = made.get(radix) ?? {
      ...kernel,
      label: `${kernel.label} ${radix}`,
      wgsl: [...kernel.wgsl.slice(0, -1), textOf(radix)],
    };
    made.set(radix, known);
    return known;
  };
}

function twiddleTable(length: number): Numbers {
  const table = new Float32Array(2 * length);
  for (let t = 0; t < length; t++) {
    table[2 * t] = Math.cos((2 * Math.PI * t) / length);
    table[2 * t + 1] = -Math.sin((2 * Math.PI * t) / length);
  }
  return table;
}
