import { butterflyText } from "../fft/butterflyText";
import { defineKernel } from "../kernel";
import { fftForward as forward } from "./fftForward";

/** One inverse stage of a Fourier transform along one axis, for radix 2; other radices exchange the last text. */
export const fftInverse = defineKernel({
  ...forward,
  label: "fftInverse",
  wgsl: [...forward.wgsl.slice(0, -1), butterflyText(2, "inverse")],
});
