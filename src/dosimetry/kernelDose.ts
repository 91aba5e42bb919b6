import type { Pair } from "../gpu/fft/convolution";
import type { Gpu } from "../gpu/gpu";
import type { PointKernel } from "../physics/pointKernel";
import { G_PER_CM3_TO_KG_PER_M3, MEV_TO_J, MM3_TO_M3 } from "../physics/units";
import { voxelVolumeMm3 } from "../volume/grid";
import { type Volume, volume } from "../volume/volume";
import { partOf, type Work } from "../work";
import { MIN_DENSITY_KG_PER_M3 } from "./air";
import type { DoseResult } from "./doseEngine";
import { energyBalance } from "./energyBalance";
import { escapedJ } from "./escape";
import {
  addKernelConvolved,
  type KernelConvolution,
  prepareKernel,
  releaseKernel,
} from "./kernelConvolution";
import { kernelPieces } from "./kernelPieces";
import { sumOfDecays } from "./sumOfDecays";

export interface KernelInput {
  readonly decays: readonly Volume<"decays">[];
  readonly density: Volume<"densityKgPerM3">;
  readonly short: PointKernel;
  readonly long: PointKernel;
  readonly kernelDensityGPerCm3: number;
  /** Whether the energy of a voxel is divided by its own mass or by that of the kernel's medium. */
  readonly scaledByDensity: boolean;
}

/**
 * Dose by convolution with the voxel kernel of a uniform medium, the kernel transformed once for all volumes, two of which pass at a time.
 * Decays and kernel are scaled so that f32 stays near 1.
 */
export async function kernelDose(gpu: Gpu, input: KernelInput, work: Work): Promise<DoseResult> {
  const { decays, density, short, long, kernelDensityGPerCm3 } = input;
  const { grid } = density;
  work.report("Voxel kernels", 0);
  const pieces = kernelPieces({ grid, densityGPerCm3: kernelDensityGPerCm3, short, long });
  work.signal.throwIfAborted();
  const peakDecays = largestOf(decays);
  const peakKernel = Math.max(...pieces.map(({ kernel }) => kernel.valuesGyPerDecay[0]!)) || 1;
  const preparing = partOf(work, 0.05, 0.2);
  const kernel = await prepareKernel(gpu, grid.size, pieces, 1 / peakKernel, preparing);
  const doses: Volume<"doseGy">[] = [];
  try {
    for (let first = 0; first < decays.length; first += 2) {
      const pair = decays.slice(first, first + 2);
      const part = partOf(
        work,
        0.2 + (0.7 * first) / decays.length,
        0.2 + (0.7 * (first + pair.length)) / decays.length,
      );
      const convolved = await convolvePair(gpu, kernel, pair, 1 / peakDecays, part);
      for (const values of convolved)
        doses.push(volume("doseGy", grid, scaled(values, peakDecays * peakKernel)));
    }
  } finally {
    releaseKernel(gpu, kernel);
  }
  work.report("Energy balance", 0.9);
  work.signal.throwIfAborted();
  const inAirGy = finish(doses, density, input);
  return { doses, balance: balanceOf(input, doses, inAirGy) };
}

async function convolvePair(
  gpu: Gpu,
  kernel: KernelConvolution,
  decays: readonly Volume<"decays">[],
  scale: number,
  work: Work,
): Promise<Float32Array<ArrayBuffer>[]> {
  const sources = decays.map(({ values }) => gpu.buffer("decays", scaled(values.slice(), scale)));
  const targets = decays.map(({ values }) => gpu.buffer("dose", values.length));
  try {
    await addKernelConvolved(
      gpu,
      kernel,
      sources as unknown as Pair,
      targets as unknown as Pair,
      work,
    );
    const results = [];
    for (const target of targets) results.push(await gpu.read(target));
    return results;
  } finally {
    gpu.release(...sources, ...targets);
  }
}

/** Takes the dose of a uniform medium to that of the voxels, and returns the sum of what it takes out of air, in Gy of the medium. */
function finish(
  doses: readonly Volume<"doseGy">[],
  { values: kgPerM3 }: Volume<"densityKgPerM3">,
  { kernelDensityGPerCm3, scaledByDensity }: KernelInput,
): number {
  const mediumKgPerM3 = kernelDensityGPerCm3 * G_PER_CM3_TO_KG_PER_M3;
  let inAirGy = 0;
  for (const { values } of doses)
    for (let at = 0; at < values.length; at++)
      if (kgPerM3[at]! < MIN_DENSITY_KG_PER_M3) {
        inAirGy += values[at]!;
        values[at] = 0;
      } else if (scaledByDensity) values[at]! *= mediumKgPerM3 / kgPerM3[at]!;
  return inAirGy;
}

function balanceOf(
  { decays, density, short, long, kernelDensityGPerCm3, scaledByDensity }: KernelInput,
  doses: readonly Volume<"doseGy">[],
  inAirGy: number,
) {
  const { grid } = density;
  const voxelM3 = voxelVolumeMm3(grid) * MM3_TO_M3;
  const mediumKg = kernelDensityGPerCm3 * G_PER_CM3_TO_KG_PER_M3 * voxelM3;
  let absorbedJ = 0;
  for (const { values } of doses)
    for (let at = 0; at < values.length; at++)
      absorbedJ += values[at]! * (scaledByDensity ? density.values[at]! * voxelM3 : mediumKg);
  const all = sumOfDecays(decays);
  const emittedMeV = all.reduce((sum, n) => sum + n, 0) * (short.totalMeV + long.totalMeV);
  return energyBalance({
    emittedJ: emittedMeV * MEV_TO_J,
    absorbedJ,
    leftGridJ:
      escapedJ(all, grid, short, kernelDensityGPerCm3) +
      escapedJ(all, grid, long, kernelDensityGPerCm3),
    inAirJ: inAirGy * mediumKg,
  });
}

/** The largest number of decays in a voxel; 1 when there are none. */
function largestOf(decays: readonly Volume<"decays">[]): number {
  let largest = 0;
  for (const { values } of decays)
    for (let at = 0; at < values.length; at++) largest = Math.max(largest, values[at]!);
  return largest > 0 ? largest : 1;
}

function scaled(values: Float32Array<ArrayBuffer>, factor: number): Float32Array<ArrayBuffer> {
  for (let at = 0; at < values.length; at++) values[at]! *= factor;
  return values;
}
