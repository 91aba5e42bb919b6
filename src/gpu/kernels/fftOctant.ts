import fftOctantWgsl from "../../../shaders/fftOctant.wgsl?raw";
import volume from "../../../shaders/lib/volume.wgsl?raw";
import { defineKernel } from "../kernel";

/** The octant of a real even spectrum, picked from transformed points. */
export const fftOctant = defineKernel({
  label: "fftOctant",
  wgsl: [volume, fftOctantWgsl],
  params: { spectrumSize: "vec3u", lengths: "vec3u", scale: "f32" },
  buffers: { positions: "read", points: "read", spectrum: "write" },
  workgroup: [64, 1, 1],
});
