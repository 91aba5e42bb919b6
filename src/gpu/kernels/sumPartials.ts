import sumPartialsWgsl from "../../../shaders/sumPartials.wgsl?raw";
import { defineKernel } from "../kernel";

/** Adds up rows of vec4 partial sums, one workgroup a row: launch 256 threads a row. */
export const sumPartials = defineKernel({
  label: "sumPartials",
  wgsl: [sumPartialsWgsl],
  params: { length: "u32", rows: "u32", firstSum: "u32" },
  buffers: { partials: "read", sums: "write" },
  workgroup: [256, 1, 1],
});
