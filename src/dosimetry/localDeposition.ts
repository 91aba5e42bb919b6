import { allocate, download, upload } from "../gpu/deviceVolume";
import type { Gpu } from "../gpu/gpu";
import { dispatch } from "../gpu/kernel";
import { localDose } from "../gpu/kernels/localDose";
import type { PointKernel } from "../physics/pointKernel";
import { MEV_TO_J, MM3_TO_M3 } from "../physics/units";
import { voxelVolumeMm3 } from "../volume/grid";
import type { Volume } from "../volume/volume";
import type { Work } from "../work";
import { MIN_DENSITY_KG_PER_M3 } from "./air";
import type { DoseResult } from "./doseEngine";
import { energyBalance } from "./energyBalance";

export interface LocalInput {
  readonly decays: readonly Volume<"decays">[];
  readonly density: Volume<"densityKgPerM3">;
  /** Energy of these stays in the voxel of the decay. */
  readonly short: PointKernel;
  /** Energy of these leaves it, and is not followed. */
  readonly long: PointKernel;
}

/** Dose when every charged particle stops where it starts; what photons carry is counted as leaving the grid. */
export async function localDeposition(
  gpu: Gpu,
  { decays, density, short, long }: LocalInput,
  work: Work,
): Promise<DoseResult> {
  const { grid } = density;
  const params = {
    size: grid.size,
    energyPerDecayJ: short.totalMeV * MEV_TO_J,
    voxelVolumeM3: voxelVolumeMm3(grid) * MM3_TO_M3,
    minDensityKgPerM3: MIN_DENSITY_KG_PER_M3,
  };
  const onGpu = upload(gpu, density);
  const doses: Volume<"doseGy">[] = [];
  try {
    for (const volume of decays) {
      work.signal.throwIfAborted();
      const source = upload(gpu, volume);
      const dose = allocate(gpu, "doseGy", grid);
      const buffers = {
        decays: source.buffer,
        densityKgPerM3: onGpu.buffer,
        doseGy: dose.buffer,
      };
      try {
        await gpu.submit([dispatch(localDose, grid.size, params, buffers)]);
        doses.push(await download(gpu, dose));
      } finally {
        gpu.release(source.buffer, dose.buffer);
      }
      work.report("Local deposition", doses.length / decays.length);
    }
  } finally {
    gpu.release(onGpu.buffer);
  }
  return { doses, balance: balanceOf(decays, density, doses, short, long) };
}

function balanceOf(
  decays: readonly Volume<"decays">[],
  density: Volume<"densityKgPerM3">,
  doses: readonly Volume<"doseGy">[],
  short: PointKernel,
  long: PointKernel,
) {
  const volumeM3 = voxelVolumeMm3(density.grid) * MM3_TO_M3;
  let [all, inAir, absorbedJ] = [0, 0, 0];
  for (const [v, { values }] of decays.entries())
    for (let at = 0; at < values.length; at++) {
      const kgPerM3 = density.values[at]!;
      all += values[at]!;
      if (kgPerM3 < MIN_DENSITY_KG_PER_M3) inAir += values[at]!;
      absorbedJ += doses[v]!.values[at]! * kgPerM3 * volumeM3;
    }
  return energyBalance({
    emittedJ: all * (short.totalMeV + long.totalMeV) * MEV_TO_J,
    absorbedJ,
    leftGridJ: all * long.totalMeV * MEV_TO_J,
    inAirJ: inAir * short.totalMeV * MEV_TO_J,
  });
}
