// Joint histogram of the fixed and the moving image: a fixed value falls into one bin, a moving value is spread over four by the cubic B-spline
// (Parzen window; D. Mattes et al., IEEE Trans Med Imaging 22 (2003) 120):
//
//   joint[b, k] += B3(xi(x) - k),   b = bin of f(x),   xi = m * binsPerMoving + movingShift
//
// in units of 1/unitsPerVoxel, so that integer sums do not depend on the order of threads.
// Bytes: 4 + 32 read a voxel, 16 added. Operations: about 90 a voxel.

struct Params {
  // Fixed voxel -> moving voxel.
  movingFromFixed: mat4x4f,
  fixedSize: vec3u,
  movingSize: vec3u,
  // Bin of a fixed value: floor(f * binsPerFixed + fixedShift).
  binsPerFixed: f32,
  fixedShift: f32,
  binsPerMoving: f32,
  movingShift: f32,
  bins: u32,
  unitsPerVoxel: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> fixedImage: array<f32>;
@group(0) @binding(2) var<storage, read> movingImage: array<f32>;
@group(0) @binding(3) var<storage, read_write> joint: array<atomic<u32>>;

@compute @workgroup_size(256, 1, 1)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = linearIndex(id);
  let size = params.fixedSize;
  if (at >= size.x * size.y * size.z) { return; }
  let f = fixedImage[at];
  if (f >= LEFT_OUT) { return; }
  let voxel = vec3f(vec3u(at % size.x, (at / size.x) % size.y, at / (size.x * size.y)));
  let position = (params.movingFromFixed * vec4f(voxel, 1.0)).xyz;
  if (!isBetweenCentres(position, params.movingSize)) { return; }

  let top = f32(params.bins - 1u);
  let row = u32(clamp(f * params.binsPerFixed + params.fixedShift, 0.0, top)) * params.bins;
  let xi = clamp(sampleMoving(position).w * params.binsPerMoving + params.movingShift, 1.0, top - 1.001);
  let first = u32(xi) - 1u;
  for (var k = 0u; k < 4u; k++) {
    let weight = cubicSpline(xi - f32(first + k));
    atomicAdd(&joint[row + first + k], u32(weight * params.unitsPerVoxel + 0.5));
  }
}

fn movingAt(voxel: vec3u) -> f32 {
  return movingImage[voxelIndex(voxel, params.movingSize)];
}
