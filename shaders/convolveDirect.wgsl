// Convolution with a short kernel, offset by offset:
//
//   result(v) += sum over o of kernel(|o|) * source(v - o),   |o| <= half on each axis
//
// The kernel is even along each axis and stored by one octant; the source is zero outside its volume. `firstPlane` lets a launch cover a slab.
// f64 twin: convolveDirectly of test/support/convolution.ts.
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
  let voxel = id + vec3u(0u, 0u, params.firstPlane);
  if (isOutside(voxel, params.size) || voxel.z >= params.endPlane) { return; }
  let half = vec3i(params.octantSize) - 1;
  let here = vec3i(voxel);
  let last = vec3i(params.size) - 1;
  let low = max(-half, here - last);
  let high = min(half, here);
  var sum = 0.0;
  for (var c = low.z; c <= high.z; c++) {
    for (var b = low.y; b <= high.y; b++) {
      let row = params.size.x * u32(here.y - b + i32(params.size.y) * (here.z - c));
      let kernelRow = params.octantSize.x * (u32(abs(b)) + params.octantSize.y * u32(abs(c)));
      // The whole row is walked by every lane; what lies outside counts nothing.
      for (var a = -half.x; a <= half.x; a++) {
        let x = here.x - a;
        let value = source[row + u32(clamp(x, 0, last.x))];
        sum += select(0.0, octant[kernelRow + u32(abs(a))] * value, x >= 0 && x <= last.x);
      }
    }
  }
  result[voxelIndex(voxel, params.size)] += sum;
}
