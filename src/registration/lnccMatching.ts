import { blockThreads } from "../gpu/blockThreads";
import type { Gpu } from "../gpu/gpu";
import { dispatch } from "../gpu/kernel";
import { lnccForce } from "../gpu/kernels/lnccForce";
import { windowSums } from "../gpu/kernels/windowSums";
import { voxelCount } from "../volume/grid";
import type { ImagePair } from "./imagePair";
import type { Matching, MatchingBuffers } from "./matching";

/** A window of nothing but noise varies by its variance, give or take; one that varies by less than twice that shows nothing. */
const NOISES = 2;

/** Matching by local correlation in windows of 2 radius + 1 voxels: sums along x, y and z, then the force. */
export function lnccMatching(
  gpu: Gpu,
  { fixed, moving }: ImagePair,
  { warped, force }: MatchingBuffers,
  radius: number,
): Matching {
  const { size } = fixed.grid;
  const count = voxelCount(fixed.grid);
  const sums = gpu.buffer("window sums", 4 * count);
  const other = gpu.buffer("window sums", 4 * count);
  const cross = gpu.buffer("window products", 2 * count);
  const crossOther = gpu.buffer("window products", 2 * count);
  const images = { fixedImage: fixed.buffer, warped };
  const pass = (axis: number, forward: boolean) =>
    dispatch(
      windowSums,
      blockThreads(size, axis),
      { size, axis, radius, fromImages: axis === 0 ? 1 : 0 },
      {
        ...images,
        before: forward ? other : sums,
        crossBefore: forward ? crossOther : cross,
        sums: forward ? sums : other,
        crossSums: forward ? cross : crossOther,
      },
    );
  const pull = dispatch(
    lnccForce,
    size,
    { size, fixedNoise: NOISES * fixed.noise, warpedNoise: NOISES * moving.noise },
    { ...images, sums, crossSums: cross, force },
  );
  return {
    forces: async (warp) => [warp, pass(0, true), pass(1, false), pass(2, true), pull],
    agreement: () => undefined,
    release: () => gpu.release(sums, other, cross, crossOther),
  };
}
