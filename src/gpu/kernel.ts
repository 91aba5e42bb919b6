import type { Triple } from "../volume/grid";
import { packStruct, type Struct, type StructValue } from "./struct";

export type Buffers = Readonly<Record<string, "read" | "write">>;
export type Constants = Readonly<Record<string, number>>;

/** A compute shader as data. `params` is binding 0; `buffers` follow in order from binding 1. */
export interface Kernel<P extends Struct = Struct, B extends Buffers = Buffers> {
  readonly label: string;
  readonly wgsl: readonly string[];
  readonly params: P;
  readonly buffers: B;
  readonly workgroup: Triple;
}

/** One launch of a kernel as plain data: built and tested without a GPU, recorded by `Gpu.submit`. */
export interface Dispatch {
  readonly kernel: Kernel;
  readonly params: ArrayBuffer;
  readonly buffers: readonly GPUBuffer[];
  readonly workgroups: Triple;
  /** Values of the shader's `override` constants. */
  readonly constants: Constants;
}

export const defineKernel = <const P extends Struct, const B extends Buffers>(
  kernel: Kernel<P, B>,
) => kernel;

/** Describes a launch of `kernel` over `threads` invocations; the shader ignores the overhang. */
export function dispatch<P extends Struct, B extends Buffers>(
  kernel: Kernel<P, B>,
  threads: Triple,
  params: StructValue<P>,
  buffers: { readonly [K in keyof B]: GPUBuffer },
  constants: Constants = {},
): Dispatch {
  const groups = (axis: 0 | 1 | 2) => Math.ceil(threads[axis] / kernel.workgroup[axis]);
  return {
    kernel,
    params: packStruct(kernel.params, params),
    buffers: Object.keys(kernel.buffers).map((name) => buffers[name]!),
    workgroups: [groups(0), groups(1), groups(2)],
    constants,
  };
}

/** Elements along x of a launch over a flat array: 32768 workgroups of 256, below the 65535 a device must grant. As in `linearIndex` of lib/volume.wgsl. */
const ROW = 32768 * 256;

/** The threads that cover `count` elements of a flat array, for a kernel of workgroup (256, 1, 1) that uses `linearIndex`. */
export const linearThreads = (count: number): Triple => [
  Math.min(count, ROW),
  Math.ceil(count / ROW),
  1,
];
