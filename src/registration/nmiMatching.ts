import type { Gpu } from "../gpu/gpu";
import { dispatch, linearThreads } from "../gpu/kernel";
import { jointHistogram } from "../gpu/kernels/jointHistogram";
import { nmiForce } from "../gpu/kernels/nmiForce";
import { voxelCount } from "../volume/grid";
import { IDENTITY } from "../volume/transform";
import { columns, type ImagePair } from "./imagePair";
import { binningOf } from "./linearMetric";
import type { Matching, MatchingBuffers } from "./matching";
import { HISTOGRAM_BINS, mutualInformationOf } from "./mutualInformation";

/**
 * Matching by normalised mutual information of the whole images: needs no relation of their values in space, only that one value meets few others. The
 * histogram (9 kB) is read back once an iteration; its slopes are a few thousand numbers in f64.
 */
export function nmiMatching(
  gpu: Gpu,
  pair: ImagePair,
  { warped, force }: MatchingBuffers,
): Matching {
  const { size } = pair.fixed.grid;
  const count = voxelCount(pair.fixed.grid);
  const threads = linearThreads(count);
  const joint = gpu.buffer("joint histogram", HISTOGRAM_BINS ** 2);
  const slopes = gpu.buffer("histogram slopes", HISTOGRAM_BINS ** 2);
  const binning = binningOf(pair);
  const unitsPerVoxel = Math.min(4096, 2 ** 31 / count);
  const fixedImage = pair.fixed.buffer;
  const tally = dispatch(
    jointHistogram,
    threads,
    {
      movingFromFixed: columns(IDENTITY.matrix),
      fixedSize: size,
      movingSize: size,
      ...binning,
      unitsPerVoxel,
    },
    { fixedImage, movingImage: warped, joint },
  );
  const pull = dispatch(
    nmiForce,
    size,
    { size, ...binning },
    { fixedImage, warped, slopes, force },
  );
  let agreement = 0;
  return {
    forces: async (warp) => {
      gpu.clear(joint);
      await gpu.submit([warp, tally]);
      const units = await gpu.readU32(joint);
      const found = mutualInformationOf(Float64Array.from(units, (u) => u / unitsPerVoxel));
      agreement = found ? -found.value : 0;
      const scaled = found
        ? Float32Array.from(found.slopes, (slope) => slope * found.voxels)
        : new Float32Array(HISTOGRAM_BINS ** 2);
      gpu.write(slopes, scaled);
      return [pull];
    },
    agreement: () => agreement,
    release: () => gpu.release(joint, slopes),
  };
}
