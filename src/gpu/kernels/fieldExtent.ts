import fieldExtentWgsl from "../../../shaders/fieldExtent.wgsl?raw";
import { defineKernel } from "../kernel";

/** Longest vector of a field and mean quality, as partial results. */
export const fieldExtent = defineKernel({
  label: "fieldExtent",
  wgsl: [fieldExtentWgsl],
  params: { count: "u32", threads: "u32" },
  buffers: { field: "read", quality: "read", partials: "write" },
  workgroup: [64, 1, 1],
});
