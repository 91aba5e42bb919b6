// Gaussian smoothing of the three planes of a vector field along one axis; at the border the weights inside are scaled to 1.
//
// Bytes: 12 (2 radius + 1) read through the cache, 12 written a voxel. Operations: 8 (2 radius + 1) a voxel.

struct Params {
  size: vec3u,
  axis: u32,
  radius: u32,
  // 1 / (2 sigma^2), voxels.
  narrowness: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> field: array<f32>;
@group(0) @binding(2) var<storage, read_write> smooth_field: array<f32>;

@compute @workgroup_size(256, 1, 1)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = linearIndex(id);
  let size = params.size;
  let count = size.x * size.y * size.z;
  if (at >= count) { return; }
  let voxel = vec3u(at % size.x, (at / size.x) % size.y, at / (size.x * size.y));
  let strides = vec3u(1u, size.x, size.x * size.y);
  let stride = strides[params.axis];
  let place = voxel[params.axis];
  let first = place - min(place, params.radius);
  let last = min(place + params.radius, size[params.axis] - 1u);
  var sum = vec3f(0.0);
  var weights = 0.0;
  for (var n = first; n <= last; n++) {
    let distance = f32(n) - f32(place);
    let weight = exp(-distance * distance * params.narrowness);
    let there = at + n * stride - place * stride;
    sum += weight * vec3f(field[there], field[count + there], field[2u * count + there]);
    weights += weight;
  }
  smooth_field[at] = sum.x / weights;
  smooth_field[count + at] = sum.y / weights;
  smooth_field[2u * count + at] = sum.z / weights;
}
