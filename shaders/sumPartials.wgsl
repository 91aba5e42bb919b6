// Adds up rows of partial sums: one workgroup a row, each of its 256 threads every 256th entry, then a tree.
// Bytes: 16 read an entry. Operations: 4 an entry.

struct Params {
  // Entries of a row.
  length: u32,
  rows: u32,
  // Where the first row's sum goes.
  firstSum: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> partials: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> sums: array<vec4f>;

var<workgroup> shared_sums: array<vec4f, 256>;

@compute @workgroup_size(256, 1, 1)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  var sum = vec4f(0.0);
  if (group.x < params.rows) {
    for (var at = thread; at < params.length; at += 256u) {
      sum += partials[group.x * params.length + at];
    }
  }
  shared_sums[thread] = sum;
  workgroupBarrier();
  for (var half = 128u; half > 0u; half /= 2u) {
    if (thread < half) { shared_sums[thread] += shared_sums[thread + half]; }
    workgroupBarrier();
  }
  if (thread == 0u && group.x < params.rows) { sums[params.firstSum + group.x] = shared_sums[0]; }
}
