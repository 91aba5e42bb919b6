import type { DoseMethod } from "../dosimetry/doseEngine";

/** How a dose method is named wherever it is shown. */
export const DOSE_METHOD_NAME: Readonly<Record<DoseMethod, string>> = {
  local: "Local deposition",
  kernel: "Kernel of one density",
  densityScaledKernel: "Density-scaled kernel",
  massPathKernel: "Mass-path kernel",
};

/** What a dose method does, a sentence. */
export const DOSE_METHOD_SENTENCE: Readonly<Record<DoseMethod, string>> = {
  local:
    "All charged particles leave their energy in the voxel where they start; photons are left out.",
  kernel: "Voxel kernels of one uniform medium, whatever the CT shows.",
  densityScaledKernel:
    "Voxel kernels of one medium, the dose divided by the mass of each voxel from its CT.",
  massPathKernel:
    "As the density-scaled kernel, with betas reaching as far as the mean density on their way lets them.",
};
