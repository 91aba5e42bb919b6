// Adds a lattice of twice the spacing, interpolated linearly, to the voxels between its points:
//
//   fine(v) += sum over the eight points around v of (3/4 or 1/4 along each axis) * coarse(point)
//
// Voxel v lies 3/4 + v/2 coarse spacings from coarse point 0. The transpose of coarsen.wgsl.
// Bytes: 8 and, through the cache, 32 read a voxel. Operations: about 20 a voxel.

struct Params {
  fineSize: vec3u,
  coarseSize: vec3u,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> coarse: array<f32>;
@group(0) @binding(2) var<storage, read_write> fine: array<f32>;

@compute @workgroup_size(64, 1, 1)
fn main(@builtin(global_invocation_id) v: vec3u) {
  if (isOutside(v, params.fineSize)) { return; }
  let low = (v + 1u) / 2u;
  let f = select(vec3f(0.75), vec3f(0.25), v % 2u == vec3u(1u));
  let near = mix(
    mix(coarseAt(low, 0u, 0u, 0u), coarseAt(low, 1u, 0u, 0u), f.x),
    mix(coarseAt(low, 0u, 1u, 0u), coarseAt(low, 1u, 1u, 0u), f.x), f.y);
  let far = mix(
    mix(coarseAt(low, 0u, 0u, 1u), coarseAt(low, 1u, 0u, 1u), f.x),
    mix(coarseAt(low, 0u, 1u, 1u), coarseAt(low, 1u, 1u, 1u), f.x), f.y);
  fine[voxelIndex(v, params.fineSize)] += mix(near, far, f.z);
}

fn coarseAt(low: vec3u, a: u32, b: u32, c: u32) -> f32 {
  return coarse[voxelIndex(low + vec3u(a, b, c), params.coarseSize)];
}
