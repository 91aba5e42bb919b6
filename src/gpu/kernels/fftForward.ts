import fftPassWgsl from "../../../shaders/fftPass.wgsl?raw";
import fftPoints from "../../../shaders/lib/fftPoints.wgsl?raw";
import { butterflyText } from "../fft/butterflyText";
import { defineKernel } from "../kernel";

/** One forward stage of a Fourier transform along one axis, for radix 2; other radices exchange the last text. */
export const fftForward = defineKernel({
  label: "fftForward",
  wgsl: [fftPoints, fftPassWgsl, butterflyText(2, "forward")],
  params: {
    threads: "vec3u",
    axis: "u32",
    stride: "vec3u",
    butterflies: "u32",
    length: "u32",
    block: "u32",
    pointsIn: "u32",
    pointsOut: "u32",
  },
  buffers: { twiddles: "read", points: "write" },
  workgroup: [64, 1, 1],
});
