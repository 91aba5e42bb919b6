import { addFromCoarse, coarseSize, toCoarse } from "../gpu/fft/coarseGrid";
import {
  addConvolved,
  type Convolution,
  createConvolution,
  type Pair,
  releaseConvolution,
} from "../gpu/fft/convolution";
import { addConvolvedDirectly } from "../gpu/fft/directConvolution";
import type { Gpu } from "../gpu/gpu";
import type { Triple } from "../volume/grid";
import { partOf, type Work } from "../work";
import type { KernelPiece } from "./kernelPieces";

/** Pieces of a kernel ready on the GPU for volumes of one size. Whoever makes one releases it. */
export interface KernelConvolution {
  readonly size: Triple;
  readonly pieces: readonly ReadyPiece[];
}

type ReadyPiece =
  | { readonly way: "direct"; readonly octantSize: Triple; readonly octant: GPUBuffer }
  | { readonly way: "fourier" | "coarseFourier"; readonly convolution: Convolution };

/** Uploads or transforms every piece once; `scale` brings the kernel's values near 1. */
export async function prepareKernel(
  gpu: Gpu,
  size: Triple,
  pieces: readonly KernelPiece[],
  scale: number,
  work: Work,
): Promise<KernelConvolution> {
  const ready: ReadyPiece[] = [];
  try {
    for (const { way, kernel } of pieces) {
      const values = new Float32Array(kernel.valuesGyPerDecay.map((value) => value * scale));
      if (way === "direct") {
        const octant = gpu.buffer("short kernel", values);
        ready.push({ way, octantSize: kernel.size, octant });
        continue;
      }
      const volumeSize = way === "fourier" ? size : coarseSize(size);
      const octant = { size: kernel.size, values };
      ready.push({ way, convolution: await createConvolution(gpu, octant, volumeSize, work) });
    }
    return { size, pieces: ready };
  } catch (error) {
    releaseKernel(gpu, { size, pieces: ready });
    throw error;
  }
}

export function releaseKernel(gpu: Gpu, { pieces }: KernelConvolution): void {
  for (const piece of pieces)
    if (piece.way === "direct") gpu.release(piece.octant);
    else releaseConvolution(gpu, piece.convolution);
}

/** Adds one or two volumes, convolved with every piece, to as many others. */
export async function addKernelConvolved(
  gpu: Gpu,
  { size, pieces }: KernelConvolution,
  sources: Pair,
  targets: Pair,
  work: Work,
): Promise<void> {
  for (const [p, piece] of pieces.entries()) {
    const part = partOf(work, p / pieces.length, (p + 1) / pieces.length);
    if (piece.way === "direct") {
      const direct = { volumeSize: size, octantSize: piece.octantSize, octant: piece.octant };
      for (const [v, source] of sources.entries())
        await addConvolvedDirectly(gpu, direct, source, targets[v]!, part);
    } else if (piece.way === "fourier")
      await addConvolved(gpu, piece.convolution, sources, targets, part);
    else await addCoarselyConvolved(gpu, size, piece.convolution, sources, targets, part);
  }
}

async function addCoarselyConvolved(
  gpu: Gpu,
  size: Triple,
  convolution: Convolution,
  sources: Pair,
  targets: Pair,
  work: Work,
): Promise<void> {
  const points = coarseSize(size).reduce((product, n) => product * n, 1);
  const coarse = sources.map(() => [
    gpu.buffer("coarse decays", points),
    gpu.buffer("coarse dose", points),
  ]);
  try {
    await gpu.submit(sources.map((source, v) => toCoarse(size, source, coarse[v]![0]!)));
    const from = coarse.map(([decays]) => decays!) as unknown as Pair;
    const to = coarse.map(([, dose]) => dose!) as unknown as Pair;
    await addConvolved(gpu, convolution, from, to, work);
    await gpu.submit(targets.map((target, v) => addFromCoarse(size, to[v]!, target)));
    await gpu.settle();
  } finally {
    gpu.release(...coarse.flat());
  }
}
