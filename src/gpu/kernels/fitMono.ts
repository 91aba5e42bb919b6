import fitMonoWgsl from "../../../shaders/fitMono.wgsl?raw";
import volume from "../../../shaders/lib/volume.wgsl?raw";
import { defineKernel } from "../kernel";

/** One exponential through the readings of every voxel: amplitude, rate, integral, its standard error, residual sum, status. */
export const fitMono = defineKernel({
  label: "fitMono",
  wgsl: [volume, fitMonoWgsl],
  params: {
    voxels: "u32",
    scanned: "u32",
    steps: "u32",
    logSlowestRate: "f32",
    logFastestRate: "f32",
  },
  buffers: { timesH: "read", rootWeights: "read", scan: "read", activity: "read", result: "write" },
  workgroup: [256, 1, 1],
});
