import cubicSpline from "../../../shaders/lib/cubicSpline.wgsl?raw";
import leftOut from "../../../shaders/lib/leftOut.wgsl?raw";
import volume from "../../../shaders/lib/volume.wgsl?raw";
import warpedSlope from "../../../shaders/lib/warpedSlope.wgsl?raw";
import nmiForceWgsl from "../../../shaders/nmiForce.wgsl?raw";
import { defineKernel } from "../kernel";

/** Direction that raises a function of the joint histogram, of every voxel. */
export const nmiForce = defineKernel({
  label: "nmiForce",
  wgsl: [volume, warpedSlope, leftOut, cubicSpline, nmiForceWgsl],
  params: {
    size: "vec3u",
    binsPerFixed: "f32",
    fixedShift: "f32",
    binsPerMoving: "f32",
    movingShift: "f32",
    bins: "u32",
  },
  buffers: { fixedImage: "read", warped: "read", slopes: "read", force: "write" },
  workgroup: [32, 8, 1],
});
