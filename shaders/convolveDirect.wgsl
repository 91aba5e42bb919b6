// Convolution with a short kernel, offset by offset:
//
//   result(v) += sum over o of kernel(|o|) * source(v - o),   |o| <= half on each axis
//
// The kernel is even along each axis and stored by one octant; the source is zero outside its volume. `firstPlane` lets a launch cover a slab.
// f64 twin: convolveDirectly of test/support/convolution.ts.
// An invocation computes a run of four voxels along x, so that each value it loads serves up to nine products: the kernel reaches four voxels along x at most.
// Bytes: 12 a voxel beyond the cache. Operations: 2 (2 half + 1)^3 a voxel.

struct Params {
  size: vec3u,
  octantSize: vec3u,
  firstPlane: u32,
  endPlane: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> octant: array<f32>;
@group(0) @binding(2) var<storage, read> source: array<f32>;
@group(0) @binding(3) var<storage, read_write> result: array<f32>;

@compute @workgroup_size(64, 1, 1)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let first = vec3u(4u * id.x, id.y, id.z + params.firstPlane);
  if (isOutside(first, params.size) || first.z >= params.endPlane) { return; }
  let here = vec3i(first);
  let half = vec3i(params.octantSize) - 1;
  let low = max(-half, here - vec3i(params.size) + 1);
  let high = min(half, here);
  var sum = vec4f(0.0);
  for (var c = low.z; c <= high.z; c++) {
    for (var b = low.y; b <= high.y; b++) {
      sum += convolvedRow(here - vec3i(0, b, c), kernelRow(u32(abs(b)), u32(abs(c))), half.x);
    }
  }
  let at = voxelIndex(first, params.size);
  for (var x = 0u; x < min(4u, params.size.x - first.x); x++) { result[at + x] += sum[x]; }
}

// One row of the source, weighed by kernel values of 0 to 4 voxels along x.
fn convolvedRow(start: vec3i, k: array<f32, 5>, half: i32) -> vec4f {
  let row = i32(params.size.x) * (start.y + i32(params.size.y) * start.z);
  let middle = vec4f(
    sourceAt(row, start.x), sourceAt(row, start.x + 1),
    sourceAt(row, start.x + 2), sourceAt(row, start.x + 3));
  var sum = k[0] * middle;
  if (half < 1) { return sum; }
  let l1 = vec4f(sourceAt(row, start.x - 1), middle.xyz);
  let r1 = vec4f(middle.yzw, sourceAt(row, start.x + 4));
  sum += k[1] * (l1 + r1);
  if (half < 2) { return sum; }
  let l2 = vec4f(sourceAt(row, start.x - 2), l1.xyz);
  let r2 = vec4f(r1.yzw, sourceAt(row, start.x + 5));
  sum += k[2] * (l2 + r2);
  if (half < 3) { return sum; }
  let l3 = vec4f(sourceAt(row, start.x - 3), l2.xyz);
  let r3 = vec4f(r2.yzw, sourceAt(row, start.x + 6));
  sum += k[3] * (l3 + r3);
  if (half < 4) { return sum; }
  let l4 = vec4f(sourceAt(row, start.x - 4), l3.xyz);
  let r4 = vec4f(r3.yzw, sourceAt(row, start.x + 7));
  return sum + k[4] * (l4 + r4);
}

fn sourceAt(row: i32, x: i32) -> f32 {
  let last = i32(params.size.x) - 1;
  return select(0.0, source[row + clamp(x, 0, last)], x >= 0 && x <= last);
}

fn kernelRow(b: u32, c: u32) -> array<f32, 5> {
  let at = params.octantSize.x * (b + params.octantSize.y * c);
  let last = params.octantSize.x - 1u;
  return array<f32, 5>(
    octant[at], octant[at + min(1u, last)], octant[at + min(2u, last)],
    octant[at + min(3u, last)], octant[at + min(4u, last)]);
}
