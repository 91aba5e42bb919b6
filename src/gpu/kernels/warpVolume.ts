import moving from "../../../shaders/lib/moving.wgsl?raw";
import volume from "../../../shaders/lib/volume.wgsl?raw";
import warpVolumeWgsl from "../../../shaders/warpVolume.wgsl?raw";
import { defineKernel } from "../kernel";

/** The moving image seen through a displacement field and an affine map. */
export const warpVolume = defineKernel({
  label: "warpVolume",
  wgsl: [volume, moving, warpVolumeWgsl],
  params: { movingFromFixed: "mat4x4f", fixedSize: "vec3u", movingSize: "vec3u" },
  buffers: { displacement: "read", movingImage: "read", warped: "write" },
  workgroup: [32, 8, 1],
});
