import fftPackWgsl from "../../../shaders/fftPack.wgsl?raw";
import volume from "../../../shaders/lib/volume.wgsl?raw";
import { defineKernel } from "../kernel";

/** A box of two real volumes as real and imaginary parts of padded points. */
export const fftPack = defineKernel({
  label: "fftPack",
  wgsl: [volume, fftPackWgsl],
  params: {
    boxSize: "vec3u",
    origin: "vec3u",
    volumeSize: "vec3u",
    lengths: "vec3u",
    single: "u32",
  },
  buffers: { first: "read", second: "read", points: "write" },
  workgroup: [64, 1, 1],
});
