// Two real volumes side by side as one complex one: a box of both into the corner of the padded points.
//
//   points(p) = first(origin + p) + i second(origin + p)
//
// Bytes: 16 a voxel. Operations: none.

struct Params {
  boxSize: vec3u,
  origin: vec3u,
  volumeSize: vec3u,
  lengths: vec3u,
  // 1: there is no second volume; its part is zero.
  single: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> first: array<f32>;
@group(0) @binding(2) var<storage, read> second: array<f32>;
@group(0) @binding(3) var<storage, read_write> points: array<vec2f>;

@compute @workgroup_size(64, 1, 1)
fn main(@builtin(global_invocation_id) p: vec3u) {
  if (isOutside(p, params.boxSize)) { return; }
  let i = voxelIndex(p + params.origin, params.volumeSize);
  if (params.single == 1u) {
    points[voxelIndex(p, params.lengths)] = vec2f(first[i], 0.0);
  } else {
    points[voxelIndex(p, params.lengths)] = vec2f(first[i], second[i]);
  }
}
