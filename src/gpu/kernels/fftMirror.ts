import fftMirrorWgsl from "../../../shaders/fftMirror.wgsl?raw";
import volume from "../../../shaders/lib/volume.wgsl?raw";
import { defineKernel } from "../kernel";

/** An even kernel, given by one octant, spread over the first half of padded points. */
export const fftMirror = defineKernel({
  label: "fftMirror",
  wgsl: [volume, fftMirrorWgsl],
  params: { extent: "vec3u", octantSize: "vec3u", lengths: "vec3u" },
  buffers: { octant: "read", points: "write" },
  workgroup: [64, 1, 1],
});
