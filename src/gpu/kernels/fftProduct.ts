import fftProductWgsl from "../../../shaders/fftProduct.wgsl?raw";
import fftPoints from "../../../shaders/lib/fftPoints.wgsl?raw";
import { productText } from "../fft/butterflyText";
import { defineKernel } from "../kernel";

/** Last forward stage, product with a real even spectrum and first inverse stage, for radix 2; other radices exchange the last text. */
export const fftProduct = defineKernel({
  label: "fftProduct",
  wgsl: [fftPoints, fftProductWgsl, productText(2)],
  params: { threads: "vec3u", lengths: "vec3u", spectrumSize: "vec3u", pointsIn: "u32" },
  buffers: { spectrum: "read", folded: "read", points: "write" },
  workgroup: [64, 1, 1],
});
