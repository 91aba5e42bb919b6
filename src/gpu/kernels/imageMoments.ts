import imageMomentsWgsl from "../../../shaders/imageMoments.wgsl?raw";
import leftOut from "../../../shaders/lib/leftOut.wgsl?raw";
import moving from "../../../shaders/lib/moving.wgsl?raw";
import volume from "../../../shaders/lib/volume.wgsl?raw";
import { defineKernel } from "../kernel";

/** Eleven rows of vec4 partial sums for mean squares, correlation and their gradients by an affine map. */
export const imageMoments = defineKernel({
  label: "imageMoments",
  wgsl: [volume, leftOut, moving, imageMomentsWgsl],
  params: {
    movingFromFixed: "mat4x4f",
    fixedSize: "vec3u",
    movingSize: "vec3u",
    unitScale: "vec3f",
    threads: "u32",
  },
  buffers: { fixedImage: "read", movingImage: "read", partials: "write" },
  workgroup: [64, 1, 1],
});
