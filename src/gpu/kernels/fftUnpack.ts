import fftUnpackWgsl from "../../../shaders/fftUnpack.wgsl?raw";
import volume from "../../../shaders/lib/volume.wgsl?raw";
import { defineKernel } from "../kernel";

/** Adds real and imaginary parts of padded points to a box of two real volumes. */
export const fftUnpack = defineKernel({
  label: "fftUnpack",
  wgsl: [volume, fftUnpackWgsl],
  params: {
    boxSize: "vec3u",
    origin: "vec3u",
    offset: "vec3u",
    volumeSize: "vec3u",
    lengths: "vec3u",
    single: "u32",
  },
  buffers: { points: "read", first: "write", second: "write" },
  workgroup: [64, 1, 1],
});
