import histogramWgsl from "../../../shaders/histogram.wgsl?raw";
import volume from "../../../shaders/lib/volume.wgsl?raw";
import { defineKernel } from "../kernel";

/** Fractional, deterministic histogram of one region: two u32 a bin, in units of 2^-24 voxel. */
export const histogram = defineKernel({
  label: "histogram",
  wgsl: [volume, histogramWgsl],
  params: {
    planeSize: "vec3u",
    boxOrigin: "vec3u",
    boxSize: "vec3u",
    binsPerUnit: "f32",
    bins: "u32",
    firstBin: "u32",
    firstFraction: "u32",
  },
  buffers: { values: "read", occupancy: "read", counts: "write" },
  workgroup: [256, 1, 1],
});
