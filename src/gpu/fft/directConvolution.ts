import type { Triple } from "../../volume/grid";
import type { Work } from "../../work";
import type { Gpu } from "../gpu";
import { dispatch } from "../kernel";
import { convolveDirect } from "../kernels/convolveDirect";

/** Products a submission may take: tens of milliseconds on a GPU. */
const MOST_PRODUCTS = 2 ** 29;

/** Voxels along x that an invocation computes at once. */
const RUN = 4;

/** Values of an octant along x that the shader holds in registers. */
const MOST_ALONG_X = 5;

export interface DirectConvolution {
  readonly volumeSize: Triple;
  /** At most `MOST_ALONG_X` along x. */
  readonly octantSize: Triple;
  /** Kernel at offset 0 first, x fastest. */
  readonly octant: GPUBuffer;
}

/** Adds to `result` the convolution of `source` with a kernel of few voxels; nothing wraps around. In slabs, so that a cancellation is heard. */
export async function addConvolvedDirectly(
  gpu: Gpu,
  { volumeSize, octantSize, octant }: DirectConvolution,
  source: GPUBuffer,
  result: GPUBuffer,
  work: Work,
): Promise<void> {
  if (octantSize[0] > MOST_ALONG_X)
    throw new Error(`a direct kernel of ${octantSize[0]} values along x; ${MOST_ALONG_X} at most`);
  const [nx, ny, nz] = volumeSize;
  const offsets = octantSize.reduce((product, n) => product * (2 * n - 1), 1);
  const planes = Math.max(1, Math.floor(MOST_PRODUCTS / (offsets * nx * ny)));
  for (let firstPlane = 0; firstPlane < nz; firstPlane += planes) {
    work.signal.throwIfAborted();
    const endPlane = Math.min(nz, firstPlane + planes);
    const params = { size: volumeSize, octantSize, firstPlane, endPlane };
    const threads: Triple = [Math.ceil(nx / RUN), ny, endPlane - firstPlane];
    await gpu.submit([dispatch(convolveDirect, threads, params, { octant, source, result })]);
    await gpu.settle();
    work.report("convolving", endPlane / nz);
  }
}
