import type { Gpu } from "../gpu/gpu";
import { dispatch, linearThreads } from "../gpu/kernel";
import { histogram } from "../gpu/kernels/histogram";
import type { Triple } from "../volume/grid";
import type { Bins } from "../volume/histogram";
import type { Samples } from "../volume/interpolation";
import type { Mask } from "../volume/mask";
import type { Work } from "../work";

/** One histogram to be counted: a region on the grid of the values, and its bins. All regions of a call have the same count of bins. */
export interface CountedRegion {
  readonly mask: Mask;
  readonly bins: Bins;
}

/**
 * For each region the sum of its fractions in each bin, counted on the GPU (see histogram.wgsl; the f64 twin is `regionHistogram`).
 * Values and regions pass in slabs of whole planes, so no buffer grows with the grid.
 */
export async function countRegions(
  gpu: Gpu,
  { grid, values }: Samples,
  regions: readonly CountedRegion[],
  work: Work,
): Promise<Float64Array[]> {
  const bins = regions[0]?.bins.count ?? 0;
  const counts = gpu.buffer("histograms", regions.length * bins * 2);
  try {
    const slabs = slabsOf(grid.size);
    for (const [n, slab] of slabs.entries()) {
      work.report("Dose-volume histograms", n / slabs.length);
      const plane = grid.size[0] * grid.size[1];
      const part = values.subarray(plane * slab.from, plane * slab.to) as Float32Array<ArrayBuffer>;
      await countSlab(gpu, { planeSize: grid.size, slab, values: part }, regions, counts, work);
    }
    return decodeCounts(await gpu.readU32(counts), regions.length, bins);
  } finally {
    gpu.release(counts);
  }
}

/** Values handed to the GPU at a time: 32 MiB, far inside the limits that every device grants. */
const SLAB_VOXELS = 2 ** 23;

/** Planes `from` up to but not including `to`. */
interface Slab {
  readonly from: number;
  readonly to: number;
}

function slabsOf([nx, ny, nz]: Triple): Slab[] {
  const planes = Math.max(1, Math.floor(SLAB_VOXELS / (nx * ny)));
  return Array.from({ length: Math.ceil(nz / planes) }, (_, n) => ({
    from: n * planes,
    to: Math.min(nz, (n + 1) * planes),
  }));
}

interface SlabOfValues {
  readonly planeSize: Triple;
  readonly slab: Slab;
  readonly values: Float32Array<ArrayBuffer>;
}

/** The regions follow each other in few buffers and submissions: one of each a region would take longer than the counting. */
async function countSlab(
  gpu: Gpu,
  { planeSize, slab, values }: SlabOfValues,
  regions: readonly CountedRegion[],
  counts: GPUBuffer,
  work: Work,
): Promise<void> {
  const parts = regions.flatMap(({ mask, bins }, r) => {
    const part = partOfMask(mask, slab);
    return part ? [{ ...part, bins, firstBin: r * bins.count }] : [];
  });
  const onDevice = gpu.buffer("histogram values", values);
  try {
    for (const batch of batchesOf(parts)) {
      work.signal.throwIfAborted();
      const occupancy = gpu.buffer("histogram regions", batch.voxels);
      const dispatches = batch.parts.map(({ part, firstFraction }) => {
        gpu.write(occupancy, part.occupancy, 4 * firstFraction);
        const params = {
          planeSize,
          boxOrigin: part.boxOrigin,
          boxSize: part.boxSize,
          binsPerUnit: 1 / part.bins.width,
          bins: part.bins.count,
          firstBin: part.firstBin,
          firstFraction,
        };
        const buffers = { values: onDevice, occupancy, counts };
        return dispatch(histogram, linearThreads(part.occupancy.length), params, buffers);
      });
      await gpu.submit(dispatches).finally(() => gpu.release(occupancy));
    }
  } finally {
    gpu.release(onDevice);
  }
}

interface Batch<Part> {
  readonly parts: { readonly part: Part; readonly firstFraction: number }[];
  voxels: number;
}

/** Parts in their order, as many together as fit a slab; a larger one alone. */
function batchesOf<Part extends { readonly occupancy: Float32Array }>(parts: readonly Part[]) {
  const batches: Batch<Part>[] = [];
  for (const part of parts) {
    const size = part.occupancy.length;
    let last = batches.at(-1);
    if (!last || last.voxels + size > SLAB_VOXELS) {
      last = { parts: [], voxels: 0 };
      batches.push(last);
    }
    last.parts.push({ part, firstFraction: last.voxels });
    last.voxels += size;
  }
  return batches;
}

/** The planes of a mask's box that lie in a slab, counted from its first plane. */
function partOfMask({ boxOrigin, boxSize, occupancy }: Mask, slab: Slab) {
  const from = Math.max(slab.from, boxOrigin[2]);
  const to = Math.min(slab.to, boxOrigin[2] + boxSize[2]);
  if (to <= from) return undefined;
  const plane = boxSize[0] * boxSize[1];
  const first = from - boxOrigin[2];
  return {
    boxOrigin: [boxOrigin[0], boxOrigin[1], from - slab.from] as Triple,
    boxSize: [boxSize[0], boxSize[1], to - from] as Triple,
    occupancy: occupancy.subarray(plane * first, plane * (first + to - from)),
  };
}

const UNITS_PER_VOXEL = 2 ** 24;

/** Two u32 a bin, low before high, in units of 2^-24 voxel. */
function decodeCounts(words: Uint32Array, regions: number, bins: number): Float64Array[] {
  return Array.from({ length: regions }, (_, r) =>
    Float64Array.from({ length: bins }, (_, b) => {
      const at = 2 * (r * bins + b);
      return (words[at]! + words[at + 1]! * 2 ** 32) / UNITS_PER_VOXEL;
    }),
  );
}
