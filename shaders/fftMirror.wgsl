// A kernel given by one octant, spread over the padded points around point 0, so that its spectrum is real:
//
//   points(p) = octant(min(p, lengths - p)) within the octant, else 0
//
// Along y and z only the first half is filled: the rest is its mirror image, and stays so through transforms along other axes (fftReflect).
// Bytes: 12 a point. Operations: 6 a point.

struct Params {
  extent: vec3u,
  octantSize: vec3u,
  lengths: vec3u,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> octant: array<f32>;
@group(0) @binding(2) var<storage, read_write> points: array<vec2f>;

@compute @workgroup_size(64, 1, 1)
fn main(@builtin(global_invocation_id) p: vec3u) {
  if (isOutside(p, params.extent)) { return; }
  let folded = min(p, params.lengths - p);
  let i = voxelIndex(p, params.lengths);
  if (isOutside(folded, params.octantSize)) {
    points[i] = vec2f(0.0);
  } else {
    points[i] = vec2f(octant[voxelIndex(folded, params.octantSize)], 0.0);
  }
}
