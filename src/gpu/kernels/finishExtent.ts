import finishExtentWgsl from "../../../shaders/finishExtent.wgsl?raw";
import { defineKernel } from "../kernel";

/** Longest vector and sums over all partial results: launch one workgroup. */
export const finishExtent = defineKernel({
  label: "finishExtent",
  wgsl: [finishExtentWgsl],
  params: { length: "u32" },
  buffers: { partials: "read", extent: "write" },
  workgroup: [256, 1, 1],
});
