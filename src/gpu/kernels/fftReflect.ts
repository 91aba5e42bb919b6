import fftReflectWgsl from "../../../shaders/fftReflect.wgsl?raw";
import volume from "../../../shaders/lib/volume.wgsl?raw";
import { defineKernel } from "../kernel";

/** Fills the second half of an even volume of points along one axis with the mirror image of the first. */
export const fftReflect = defineKernel({
  label: "fftReflect",
  wgsl: [volume, fftReflectWgsl],
  params: { extent: "vec3u", first: "u32", axis: "u32", lengths: "vec3u" },
  buffers: { points: "write" },
  workgroup: [64, 1, 1],
});
