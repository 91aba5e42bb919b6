import convolveDirectWgsl from "../../../shaders/convolveDirect.wgsl?raw";
import volume from "../../../shaders/lib/volume.wgsl?raw";
import { defineKernel } from "../kernel";

/** Adds the convolution with a short even kernel, given by one octant, offset by offset. */
export const convolveDirect = defineKernel({
  label: "convolveDirect",
  wgsl: [volume, convolveDirectWgsl],
  params: { size: "vec3u", octantSize: "vec3u", firstPlane: "u32", endPlane: "u32" },
  buffers: { octant: "read", source: "read", result: "write" },
  workgroup: [64, 1, 1],
});
