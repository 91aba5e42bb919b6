import volume from "../../../shaders/lib/volume.wgsl?raw";
import resampleAffineWgsl from "../../../shaders/resampleAffine.wgsl?raw";
import { defineKernel } from "../kernel";

/** A volume on another lattice through an affine map: trilinear, nearest, or the mean over points of the target voxel. */
export const resampleAffine = defineKernel({
  label: "resampleAffine",
  wgsl: [volume, resampleAffineWgsl],
  params: {
    voxelMap: "mat4x4f",
    targetSize: "vec3u",
    sourceSize: "vec3u",
    firstCentre: "vec3f",
    lastCentre: "vec3f",
    points: "vec3u",
    nearest: "u32",
    outside: "f32",
  },
  buffers: { source: "read", resampled: "write" },
  workgroup: [256, 1, 1],
});
