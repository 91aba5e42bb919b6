import fitBiWgsl from "../../../shaders/fitBi.wgsl?raw";
import volume from "../../../shaders/lib/volume.wgsl?raw";
import { defineKernel } from "../kernel";

/** Two exponentials through the readings of every voxel: both amplitudes and rates, integral, residual sum, status. */
export const fitBi = defineKernel({
  label: "fitBi",
  wgsl: [volume, fitBiWgsl],
  params: {
    voxels: "u32",
    scanned: "u32",
    steps: "u32",
    logSlowestRate: "f32",
    logFastestRate: "f32",
    logFastestSlowRate: "f32",
    logSmallestGap: "f32",
    largest: "f32",
  },
  buffers: { timesH: "read", rootWeights: "read", scan: "read", activity: "read", result: "write" },
  workgroup: [256, 1, 1],
});
