import axisBlocks from "../../../shaders/lib/axisBlocks.wgsl?raw";
import volume from "../../../shaders/lib/volume.wgsl?raw";
import smoothFieldWgsl from "../../../shaders/smoothField.wgsl?raw";
import { defineKernel } from "../kernel";

/** Gaussian smoothing of a vector field along one axis. */
export const smoothField = defineKernel({
  label: "smoothField",
  wgsl: [volume, axisBlocks, smoothFieldWgsl],
  params: { size: "vec3u", axis: "u32", radius: "u32", narrowness: "f32" },
  buffers: { field: "read", smooth_field: "write" },
  workgroup: [32, 8, 1],
});
