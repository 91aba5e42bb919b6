import volume from "../../../shaders/lib/volume.wgsl?raw";
import resampleOverlapWgsl from "../../../shaders/resampleOverlap.wgsl?raw";
import { defineKernel } from "../kernel";

/** A volume on a parallel lattice by tabulated weights: totals are kept exactly where the target is coarser. */
export const resampleOverlap = defineKernel({
  label: "resampleOverlap",
  wgsl: [volume, resampleOverlapWgsl],
  params: { targetSize: "vec3u", width: "vec3u", stride: "vec3u", outside: "f32" },
  buffers: {
    source: "read",
    first: "read",
    weights: "read",
    resampled: "write",
  },
  workgroup: [256, 1, 1],
});
