import coarsenWgsl from "../../../shaders/coarsen.wgsl?raw";
import volume from "../../../shaders/lib/volume.wgsl?raw";
import { defineKernel } from "../kernel";

/** Voxels shared out linearly to a lattice of twice the spacing. */
export const coarsen = defineKernel({
  label: "coarsen",
  wgsl: [volume, coarsenWgsl],
  params: { fineSize: "vec3u", coarseSize: "vec3u" },
  buffers: { fine: "read", coarse: "write" },
  workgroup: [64, 1, 1],
});
