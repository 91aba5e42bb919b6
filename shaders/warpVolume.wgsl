// The moving image seen through a displacement field and then an affine map:
//
//   warped(x) = moving(movingFromFixed * (x + u(x)))       trilinear; the outermost voxels continue outward
//
// u in voxels of the fixed grid, three planes one after the other.
// Bytes: 12 + 4 and, through the cache, 32 a voxel. Operations: about 60 a voxel.

struct Params {
  // Fixed voxel -> moving voxel.
  movingFromFixed: mat4x4f,
  fixedSize: vec3u,
  movingSize: vec3u,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> displacement: array<f32>;
@group(0) @binding(2) var<storage, read> movingImage: array<f32>;
@group(0) @binding(3) var<storage, read_write> warped: array<f32>;

@compute @workgroup_size(32, 8, 1)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let size = params.fixedSize;
  if (isOutside(id, size)) { return; }
  let count = size.x * size.y * size.z;
  let at = voxelIndex(id, size);
  let moved = vec3f(id) + vec3f(displacement[at], displacement[count + at], displacement[2u * count + at]);
  let position = (params.movingFromFixed * vec4f(moved, 1.0)).xyz;
  let inside = clamp(position, vec3f(0.0), vec3f(params.movingSize) - 1.0);
  warped[at] = sampleMoving(inside).w;
}

fn movingAt(voxel: vec3u) -> f32 {
  return movingImage[voxelIndex(voxel, params.movingSize)];
}
