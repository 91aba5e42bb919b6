import jointHistogramWgsl from "../../../shaders/jointHistogram.wgsl?raw";
import cubicSpline from "../../../shaders/lib/cubicSpline.wgsl?raw";
import leftOut from "../../../shaders/lib/leftOut.wgsl?raw";
import moving from "../../../shaders/lib/moving.wgsl?raw";
import volume from "../../../shaders/lib/volume.wgsl?raw";
import { defineKernel } from "../kernel";

/** Joint histogram of two images under an affine map, the moving one through a cubic Parzen window. */
export const jointHistogram = defineKernel({
  label: "jointHistogram",
  wgsl: [volume, leftOut, moving, cubicSpline, jointHistogramWgsl],
  params: {
    movingFromFixed: "mat4x4f",
    fixedSize: "vec3u",
    movingSize: "vec3u",
    binsPerFixed: "f32",
    fixedShift: "f32",
    binsPerMoving: "f32",
    movingShift: "f32",
    bins: "u32",
    unitsPerVoxel: "f32",
  },
  buffers: { fixedImage: "read", movingImage: "read", joint: "write" },
  workgroup: [256, 1, 1],
});
