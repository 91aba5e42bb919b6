// Sums over the voxels x of the fixed image from which mean squares and correlation, and their gradients by the twelve entries of an affine map, follow:
//
//   1, f, m, f^2, m^2, f m      and      g (x) X,  f g (x) X,  m g (x) X
//
// f the fixed value, m the moving value at movingFromFixed * x (trilinear), g its gradient in moving voxels, X = (unit coordinates of x, 1).
// A fixed voxel at or above LEFT_OUT does not take part, nor does a point outside the outermost voxel centres of the moving image.
// Every thread keeps its own sums over every `threads`-th voxel; `sumPartials` adds them up, so the result does not depend on the order of threads.
// Bytes: 4 read a voxel of the fixed image, 32 of the moving one through the cache. Operations: about 130 a voxel.

struct Params {
  // Fixed voxel -> moving voxel.
  movingFromFixed: mat4x4f,
  fixedSize: vec3u,
  movingSize: vec3u,
  // Unit coordinates of a fixed voxel: voxel * unitScale - 1, from -1 to 1 across the image.
  unitScale: vec3f,
  // Threads that share the voxels.
  threads: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> fixedImage: array<f32>;
@group(0) @binding(2) var<storage, read> movingImage: array<f32>;
// Row s of `threads` entries: the s-th sum of every thread.
@group(0) @binding(3) var<storage, read_write> partials: array<vec4f>;

@compute @workgroup_size(64, 1, 1)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= params.threads) { return; }
  let size = params.fixedSize;
  let count = size.x * size.y * size.z;
  var values = vec4f(0.0);  // n, f, m, f^2
  var products = vec4f(0.0); // m^2, f m
  var plain = mat3x4f();
  var byFixed = mat3x4f();
  var byMoving = mat3x4f();
  for (var at = id.x; at < count; at += params.threads) {
    let f = fixedImage[at];
    if (f >= LEFT_OUT) { continue; }
    let voxel = vec3f(vec3u(at % size.x, (at / size.x) % size.y, at / (size.x * size.y)));
    let position = (params.movingFromFixed * vec4f(voxel, 1.0)).xyz;
    if (!isBetweenCentres(position, params.movingSize)) { continue; }
    let sample = sampleMoving(position);
    let m = sample.w;
    let unit = vec4f(voxel * params.unitScale - 1.0, 1.0);
    let slope = mat3x4f(sample.x * unit, sample.y * unit, sample.z * unit);
    values += vec4f(1.0, f, m, f * f);
    products += vec4f(m * m, f * m, 0.0, 0.0);
    plain += slope;
    byFixed += f * slope;
    byMoving += m * slope;
  }
  store(0u, id.x, values);
  store(1u, id.x, products);
  for (var axis = 0u; axis < 3u; axis++) {
    store(2u + axis, id.x, plain[axis]);
    store(5u + axis, id.x, byFixed[axis]);
    store(8u + axis, id.x, byMoving[axis]);
  }
}

fn store(sum: u32, thread: u32, value: vec4f) {
  partials[sum * params.threads + thread] = value;
}

fn movingAt(voxel: vec3u) -> f32 {
  return movingImage[voxelIndex(voxel, params.movingSize)];
}
