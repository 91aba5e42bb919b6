import volume from "../../../shaders/lib/volume.wgsl?raw";
import massPathWgsl from "../../../shaders/massPath.wgsl?raw";
import { defineKernel } from "../kernel";

/** Adds the dose of short-range particles by the voxel kernel of the mean density between source and target. */
export const massPath = defineKernel({
  label: "massPath",
  wgsl: [volume, massPathWgsl],
  params: {
    size: "vec3u",
    octantSize: "vec3u",
    first: "vec3u",
    end: "vec3u",
    tables: "u32",
    firstLogDensity: "f32",
    logDensityStep: "f32",
  },
  buffers: { kernels: "read", decays: "read", densityGPerCm3: "read", dose: "write" },
  workgroup: [64, 1, 1],
});
