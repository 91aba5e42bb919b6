import volume from "../../../shaders/lib/volume.wgsl?raw";
import refineWgsl from "../../../shaders/refine.wgsl?raw";
import { defineKernel } from "../kernel";

/** Adds a lattice of twice the spacing, interpolated linearly, to voxels. */
export const refine = defineKernel({
  label: "refine",
  wgsl: [volume, refineWgsl],
  params: { fineSize: "vec3u", coarseSize: "vec3u" },
  buffers: { coarse: "read", fine: "write" },
  workgroup: [64, 1, 1],
});
