// Adds a box of the complex points to two real volumes: the inverse of fftPack.
//
//   first(origin + p) += re points(offset + p),   second(origin + p) += im points(offset + p)
//
// Bytes: 24 a voxel. Operations: 2 a voxel.

struct Params {
  boxSize: vec3u,
  origin: vec3u,
  offset: vec3u,
  volumeSize: vec3u,
  lengths: vec3u,
  // 1: there is no second volume.
  single: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> points: array<vec2f>;
@group(0) @binding(2) var<storage, read_write> first: array<f32>;
@group(0) @binding(3) var<storage, read_write> second: array<f32>;

@compute @workgroup_size(64, 1, 1)
fn main(@builtin(global_invocation_id) p: vec3u) {
  if (isOutside(p, params.boxSize)) { return; }
  let point = points[voxelIndex(p + params.offset, params.lengths)];
  let i = voxelIndex(p + params.origin, params.volumeSize);
  first[i] += point.x;
  if (params.single == 0u) { second[i] += point.y; }
}
