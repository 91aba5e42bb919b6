import composeFieldWgsl from "../../../shaders/composeField.wgsl?raw";
import volume from "../../../shaders/lib/volume.wgsl?raw";
import { defineKernel } from "../kernel";

/** One small step of a displacement field. */
export const composeField = defineKernel({
  label: "composeField",
  wgsl: [volume, composeFieldWgsl],
  params: { size: "vec3u", step: "f32", gain: "f32" },
  buffers: { displacement: "read", update: "read", extent: "read", composed: "write" },
  workgroup: [32, 8, 1],
});
