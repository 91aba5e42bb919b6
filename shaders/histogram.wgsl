// Histogram of the values of one region, each voxel counting by the fraction of it that belongs to the region:
//
//   counts[bin] += fraction,   bin = floor(value * binsPerUnit), cut to 0 .. bins-1
//
// Integer sums do not depend on the order of the threads, so every run gives the same counts. A bin is one 64-bit number in units of 2^-24 voxel:
// two u32, the high one counting the carries of the low one. Rounding a fraction costs at most 2^-25 voxel, and no region is too large.
// The values and the region come as slabs of whole planes; a voxel of the box lies at boxOrigin + its place in the box.
// Bytes: 8 read a voxel of the box, 4 written a voxel with a fraction above 0. Operations: about 12 a voxel.

struct Params {
  // Size of the lattice of values in x and y.
  planeSize: vec3u,
  // First voxel of the box in the slab of values.
  boxOrigin: vec3u,
  // Size of the box, or of the part of it that lies in this slab.
  boxSize: vec3u,
  // 1 / bin width.
  binsPerUnit: f32,
  // Number of bins of a histogram.
  bins: u32,
  // Place of this region's histogram in `counts`, in bins.
  firstBin: u32,
  // Place of this region's box in `occupancy`, which holds many.
  firstFraction: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> values: array<f32>;
@group(0) @binding(2) var<storage, read> occupancy: array<f32>;
@group(0) @binding(3) var<storage, read_write> counts: array<atomic<u32>>;

const UNITS_PER_VOXEL = 16777216.0; // 2^24

@compute @workgroup_size(256, 1, 1)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = linearIndex(id);
  let box = params.boxSize;
  if (at >= box.x * box.y * box.z) { return; }
  let units = u32(occupancy[params.firstFraction + at] * UNITS_PER_VOXEL + 0.5);
  if (units == 0u) { return; }

  let inBox = vec3u(at % box.x, (at / box.x) % box.y, at / (box.x * box.y));
  let value = values[voxelIndex(params.boxOrigin + inBox, params.planeSize)];
  let bin = u32(clamp(value * params.binsPerUnit, 0.0, f32(params.bins - 1u)));
  let low = 2u * (params.firstBin + bin);
  let before = atomicAdd(&counts[low], units);
  if (before + units < before) { atomicAdd(&counts[low + 1u], 1u); }
}
