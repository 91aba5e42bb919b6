// Gradient of a function of the joint histogram by the twelve entries of an affine map:
//
//   sum over x of  [ sum over k of  slopes[b, k] * B3'(xi(x) - k) * binsPerMoving ]  g (x) X
//
// slopes = derivative of the function by the histogram's entries; the rest as in jointHistogram.wgsl and imageMoments.wgsl.
// Bytes: 4 + 32 read a voxel. Operations: about 150 a voxel.

struct Params {
  movingFromFixed: mat4x4f,
  fixedSize: vec3u,
  movingSize: vec3u,
  unitScale: vec3f,
  threads: u32,
  binsPerFixed: f32,
  fixedShift: f32,
  binsPerMoving: f32,
  movingShift: f32,
  bins: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> fixedImage: array<f32>;
@group(0) @binding(2) var<storage, read> movingImage: array<f32>;
@group(0) @binding(3) var<storage, read> slopes: array<f32>;
@group(0) @binding(4) var<storage, read_write> partials: array<vec4f>;

@compute @workgroup_size(64, 1, 1)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= params.threads) { return; }
  let size = params.fixedSize;
  let count = size.x * size.y * size.z;
  let top = f32(params.bins - 1u);
  var sum = mat3x4f();
  for (var at = id.x; at < count; at += params.threads) {
    let f = fixedImage[at];
    if (f >= LEFT_OUT) { continue; }
    let voxel = vec3f(vec3u(at % size.x, (at / size.x) % size.y, at / (size.x * size.y)));
    let position = (params.movingFromFixed * vec4f(voxel, 1.0)).xyz;
    if (!isBetweenCentres(position, params.movingSize)) { continue; }
    let sample = sampleMoving(position);
    let row = u32(clamp(f * params.binsPerFixed + params.fixedShift, 0.0, top)) * params.bins;
    let xi = clamp(sample.w * params.binsPerMoving + params.movingShift, 1.0, top - 1.001);
    let first = u32(xi) - 1u;
    var weight = 0.0;
    for (var k = 0u; k < 4u; k++) {
      weight += slopes[row + first + k] * cubicSplineSlope(xi - f32(first + k));
    }
    weight *= params.binsPerMoving;
    let unit = weight * vec4f(voxel * params.unitScale - 1.0, 1.0);
    sum += mat3x4f(sample.x * unit, sample.y * unit, sample.z * unit);
  }
  for (var axis = 0u; axis < 3u; axis++) {
    partials[axis * params.threads + id.x] = sum[axis];
  }
}

fn movingAt(voxel: vec3u) -> f32 {
  return movingImage[voxelIndex(voxel, params.movingSize)];
}
