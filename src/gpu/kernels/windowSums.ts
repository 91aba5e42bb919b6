import axisBlocks from "../../../shaders/lib/axisBlocks.wgsl?raw";
import leftOut from "../../../shaders/lib/leftOut.wgsl?raw";
import volume from "../../../shaders/lib/volume.wgsl?raw";
import windowSumsWgsl from "../../../shaders/windowSums.wgsl?raw";
import { defineKernel } from "../kernel";

/** Window sums along one axis of the products that local correlation needs. */
export const windowSums = defineKernel({
  label: "windowSums",
  wgsl: [leftOut, volume, axisBlocks, windowSumsWgsl],
  params: { size: "vec3u", axis: "u32", radius: "u32", fromImages: "u32" },
  buffers: {
    fixedImage: "read",
    warped: "read",
    before: "read",
    crossBefore: "read",
    sums: "write",
    crossSums: "write",
  },
  workgroup: [32, 8, 1],
});
