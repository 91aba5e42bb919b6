import volume from "../../../shaders/lib/volume.wgsl?raw";
import resampleFieldWgsl from "../../../shaders/resampleField.wgsl?raw";
import { defineKernel } from "../kernel";

/** A volume on another lattice through a displacement field: trilinear, nearest, or the mean over points of the target voxel. */
export const resampleField = defineKernel({
  label: "resampleField",
  wgsl: [volume, resampleFieldWgsl],
  params: {
    voxelMap: "mat4x4f",
    fieldMap: "mat4x4f",
    shift: "mat4x4f",
    targetSize: "vec3u",
    sourceSize: "vec3u",
    fieldSize: "vec3u",
    firstCentre: "vec3f",
    lastCentre: "vec3f",
    firstField: "vec3f",
    lastField: "vec3f",
    points: "vec3u",
    nearest: "u32",
    outside: "f32",
  },
  buffers: { source: "read", field: "read", resampled: "write" },
  workgroup: [256, 1, 1],
});
