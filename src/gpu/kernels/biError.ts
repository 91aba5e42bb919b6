import biErrorWgsl from "../../../shaders/biError.wgsl?raw";
import volume from "../../../shaders/lib/volume.wgsl?raw";
import { defineKernel } from "../kernel";

/** Standard error of the integral of every voxel that `fitBi` fitted through five scans or more, as a plane after its own. */
export const biError = defineKernel({
  label: "biError",
  wgsl: [volume, biErrorWgsl],
  params: {
    voxels: "u32",
    slowestRate: "f32",
    fastestSlowRate: "f32",
    smallestGap: "f32",
    fastestGap: "f32",
    largest: "f32",
  },
  buffers: { timesH: "read", rootWeights: "read", fits: "write" },
  workgroup: [256, 1, 1],
});
