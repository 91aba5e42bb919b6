// The last step of fieldExtent.wgsl: maximum and sums over all threads' partials, by one workgroup.
// Bytes: 16 read a partial. Operations: 4 a partial.

struct Params {
  length: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> partials: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> extent: array<vec4f>;

var<workgroup> shared_extent: array<vec4f, 256>;

fn joined(a: vec4f, b: vec4f) -> vec4f {
  return vec4f(max(a.x, b.x), a.yzw + b.yzw);
}

@compute @workgroup_size(256, 1, 1)
fn main(@builtin(local_invocation_index) thread: u32) {
  var found = vec4f(0.0);
  for (var at = thread; at < params.length; at += 256u) { found = joined(found, partials[at]); }
  shared_extent[thread] = found;
  workgroupBarrier();
  for (var half = 128u; half > 0u; half /= 2u) {
    if (thread < half) {
      shared_extent[thread] = joined(shared_extent[thread], shared_extent[thread + half]);
    }
    workgroupBarrier();
  }
  if (thread == 0u) { extent[0] = shared_extent[0]; }
}
