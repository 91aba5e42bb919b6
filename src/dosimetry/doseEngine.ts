import type { Gpu } from "../gpu/gpu";
import { InputError } from "../inputError";
import { chainKernel } from "../physics/chainKernel";
import { audited } from "../physics/kernelAudit";
import type { Nuclide } from "../physics/nuclide";
import type { PointKernel } from "../physics/pointKernel";
import { sameGrid } from "../volume/grid";
import type { Volume } from "../volume/volume";
import type { Work } from "../work";
import type { EnergyBalance } from "./energyBalance";
import { kernelDose } from "./kernelDose";
import { localDeposition } from "./localDeposition";
import { massPathDose } from "./massPathDose";

/**
 * - `local`: betas, electrons, alphas and recoils stop in the voxel of the decay; photons give nothing and count as leaving the grid.
 * - `kernel`: voxel S values of a uniform medium of the kernel's density, whatever the density of the voxels.
 * - `densityScaledKernel`: the same energy per voxel, divided by the voxel's own mass.
 * - `massPathKernel`: charged particles by the voxel kernel of the mean density on their way, for lung borders; photons as in `densityScaledKernel`.
 *
 * No method states a dose in air (below 100 kg/m3).
 */
export type DoseMethod = (typeof DOSE_METHODS)[number];

/** From the plainest to the most accurate at borders. */
export const DOSE_METHODS = ["local", "kernel", "densityScaledKernel", "massPathKernel"] as const;

export interface DoseInput {
  /** Decays in each voxel, absolute or per GBq administered: a dose each comes out, in Gy or Gy per GBq. */
  readonly decays: readonly Volume<"decays">[];
  readonly density: Volume<"densityKgPerM3">;
  readonly method: DoseMethod;
  readonly kernelDensityGPerCm3: number;
}

export interface DoseResult {
  readonly doses: readonly Volume<"doseGy">[];
  /** Of all volumes together. */
  readonly balance: EnergyBalance;
}

/**
 * The dose that decays give, one volume for each volume of decays, and where their energy went. Short-lived daughters decay with their parent
 * (`chainKernel`); those that live longer are not included.
 *
 * @throws InputError when the grids differ or the kernel's density is not positive.
 */
export function doseFromDecays(
  gpu: Gpu,
  input: DoseInput & { readonly nuclide: Nuclide },
  work: Work,
): Promise<DoseResult> {
  work.report("Kernels of the nuclide", 0);
  const [short, long] = audited(
    [
      chainKernel(input.nuclide, ["beta", "electron", "alpha"]).kernel,
      chainKernel(input.nuclide, ["photon", "bremsstrahlung"]).kernel,
    ] as const,
    input.nuclide,
  );
  return doseFromKernels(gpu, { ...input, short, long }, work);
}

/** As `doseFromDecays`, for any pair of point kernels: `short` of what stops within some mm, `long` of what crosses the body. */
export async function doseFromKernels(
  gpu: Gpu,
  input: DoseInput & { readonly short: PointKernel; readonly long: PointKernel },
  work: Work,
): Promise<DoseResult> {
  check(input);
  if (input.method === "local") return localDeposition(gpu, input, work);
  if (input.method === "massPathKernel") return massPathDose(gpu, input, work);
  return kernelDose(
    gpu,
    { ...input, scaledByDensity: input.method === "densityScaledKernel" },
    work,
  );
}

function check({ decays, density, kernelDensityGPerCm3 }: DoseInput): void {
  if (decays.length === 0) throw new InputError("dose: expected at least one volume of decays");
  if (!(kernelDensityGPerCm3 > 0))
    throw new InputError(
      `dose: the kernel's density must be above 0 g/cm3, got ${kernelDensityGPerCm3}`,
    );
  for (const { grid } of decays)
    if (!sameGrid(grid, density.grid))
      throw new InputError(
        `dose: decays and density must share one grid, got ${grid.size.join(" × ")} and ${density.grid.size.join(" × ")} voxels or other positions`,
      );
}
