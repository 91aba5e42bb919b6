// Longest vector of a field, and sum and count of its fourth plane where it is not 0, of every `threads`-th voxel:
//
//   partials[thread] = (max |v|^2, sum of plane 3, voxels with plane 3 above 0, 0)
//
// Bytes: 16 read a voxel (12 of the field, 4 of the fourth plane). Operations: 10 a voxel.

struct Params {
  // Voxels of the field.
  count: u32,
  threads: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> field: array<f32>;
@group(0) @binding(2) var<storage, read> quality: array<f32>;
@group(0) @binding(3) var<storage, read_write> partials: array<vec4f>;

@compute @workgroup_size(64, 1, 1)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= params.threads) { return; }
  let count = params.count;
  var longest = 0.0;
  var sum = 0.0;
  var seen = 0.0;
  for (var at = id.x; at < count; at += params.threads) {
    let v = vec3f(field[at], field[count + at], field[2u * count + at]);
    longest = max(longest, dot(v, v));
    let q = quality[3u * count + at];
    sum += q;
    seen += select(0.0, 1.0, q > 0.0);
  }
  partials[id.x] = vec4f(longest, sum, seen, 0.0);
}
