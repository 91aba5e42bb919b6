// A volume on another lattice whose axes are parallel to its own (any order, any sign), by weights tabulated along each axis:
//
//   target(i, j, k) = sum over a, b, c of  weightX[i, a] * weightY[j, b] * weightZ[k, c] * source(first + a, b, c)  + (1 - sum of weights) * outside
//
// Where the target is coarser the weights are the overlaps of the voxels' boxes, so totals are kept exactly; where it is finer they interpolate linearly.
// The tables are made in f64 by src/volume/axisOverlap.ts and hold the x, y and z axis of the target one after the other.
// Bytes: 4 written, 4 read through the cache for each weight above 0. Operations: 4 for each.

struct Params {
  targetSize: vec3u,
  // Weights a target voxel along each axis.
  width: vec3u,
  // Distance in `source` between neighbours along the axis that each target axis runs along.
  stride: vec3u,
  // Value beyond the source.
  outside: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> source: array<f32>;
@group(0) @binding(2) var<storage, read> first: array<u32>;
@group(0) @binding(3) var<storage, read> weights: array<f32>;
@group(0) @binding(4) var<storage, read_write> resampled: array<f32>;

@compute @workgroup_size(256, 1, 1)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = linearIndex(id);
  let size = params.targetSize;
  if (at >= size.x * size.y * size.z) { return; }
  let width = params.width;
  // Place of this voxel's row of each axis in `first`, then of its weights in `weights`.
  let row = vec3u(at % size.x, size.x + (at / size.x) % size.y, size.x + size.y + at / (size.x * size.y));
  let table = vec3u(0u, size.x * width.x, size.x * width.x + size.y * width.y);
  let weightX = table.x + row.x * width.x;
  let weightY = table.y + (row.y - size.x) * width.y;
  let weightZ = table.z + (row.z - size.x - size.y) * width.z;
  let corner = dot(vec3u(first[row.x], first[row.y], first[row.z]), params.stride);

  var sum = 0.0;
  var inside = 0.0;
  for (var c = 0u; c < width.z; c++) {
    for (var b = 0u; b < width.y; b++) {
      let plane = weights[weightZ + c] * weights[weightY + b];
      if (plane == 0.0) { continue; }
      let line = corner + b * params.stride.y + c * params.stride.z;
      for (var a = 0u; a < width.x; a++) {
        let weight = plane * weights[weightX + a];
        if (weight == 0.0) { continue; }
        sum += weight * source[line + a * params.stride.x];
        inside += weight;
      }
    }
  }
  resampled[at] = sum + max(0.0, 1.0 - inside) * params.outside;
}
