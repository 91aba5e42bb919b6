import leftOut from "../../../shaders/lib/leftOut.wgsl?raw";
import volume from "../../../shaders/lib/volume.wgsl?raw";
import warpedSlope from "../../../shaders/lib/warpedSlope.wgsl?raw";
import lnccForceWgsl from "../../../shaders/lnccForce.wgsl?raw";
import { defineKernel } from "../kernel";

/** Direction that raises the local correlation, and that correlation, of every voxel. */
export const lnccForce = defineKernel({
  label: "lnccForce",
  wgsl: [leftOut, volume, warpedSlope, lnccForceWgsl],
  params: { size: "vec3u", fixedNoise: "f32", warpedNoise: "f32" },
  buffers: { fixedImage: "read", warped: "read", sums: "read", crossSums: "read", force: "write" },
  workgroup: [32, 8, 1],
});
