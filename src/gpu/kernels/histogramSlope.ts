import histogramSlopeWgsl from "../../../shaders/histogramSlope.wgsl?raw";
import cubicSpline from "../../../shaders/lib/cubicSpline.wgsl?raw";
import leftOut from "../../../shaders/lib/leftOut.wgsl?raw";
import moving from "../../../shaders/lib/moving.wgsl?raw";
import volume from "../../../shaders/lib/volume.wgsl?raw";
import { defineKernel } from "../kernel";

/** Three rows of vec4 partial sums: gradient of a function of the joint histogram by an affine map. */
export const histogramSlope = defineKernel({
  label: "histogramSlope",
  wgsl: [volume, leftOut, moving, cubicSpline, histogramSlopeWgsl],
  params: {
    movingFromFixed: "mat4x4f",
    fixedSize: "vec3u",
    movingSize: "vec3u",
    unitScale: "vec3f",
    threads: "u32",
    binsPerFixed: "f32",
    fixedShift: "f32",
    binsPerMoving: "f32",
    movingShift: "f32",
    bins: "u32",
  },
  buffers: { fixedImage: "read", movingImage: "read", slopes: "read", partials: "write" },
  workgroup: [64, 1, 1],
});
