// Gaussian smoothing of the three planes of a vector field along one axis; at the border the weights inside are scaled to 1.
//
// Bytes: 12 read and 12 written a voxel, each read (BLOCK + 2 radius) / BLOCK times through the cache. Operations: 8 (BLOCK + 2 radius) + 5 a voxel.

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

@compute @workgroup_size(32, 8, 1)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let size = params.size;
  let count = size.x * size.y * size.z;
  let first = blockStart(id, params.axis);
  if (isOutside(first, size)) { return; }
  let stride = strideOf(size, params.axis);
  let place = i32(first[params.axis]);
  let length = i32(size[params.axis]);
  let radius = i32(params.radius);
  let start = i32(voxelIndex(first, size));

  // One column an output: its weight moves on by one output as the neighbour moves on by one voxel.
  var weight = vec4f(0.0);
  var weights = vec4f(0.0);
  var x = vec4f(0.0);
  var y = vec4f(0.0);
  var z = vec4f(0.0);
  for (var away = -radius; away < i32(BLOCK) + radius; away++) {
    weight = vec4f(weightAt(away), weight.xyz);
    if (place + away < 0 || place + away >= length) { continue; }
    let there = u32(start + away * i32(stride));
    weights += weight;
    x += weight * field[there];
    y += weight * field[count + there];
    z += weight * field[2u * count + there];
  }
  for (var n = 0u; n < min(BLOCK, u32(length - place)); n++) {
    let at = u32(start) + n * stride;
    smooth_field[at] = x[n] / weights[n];
    smooth_field[count + at] = y[n] / weights[n];
    smooth_field[2u * count + at] = z[n] / weights[n];
  }
}

fn weightAt(away: i32) -> f32 {
  let distance = f32(away);
  return select(0.0, exp(-distance * distance * params.narrowness), abs(away) <= i32(params.radius));
}
