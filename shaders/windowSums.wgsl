// Sums over a window of 2 radius + 1 voxels along one axis, of the five products that local correlation needs. The first pass makes the products of the
// images; the next ones sum what the pass before left. At the border the window is cut.
//
//   sums(x) = sum over the window of (f, w, f^2, w^2) and f w
//
// Bytes: 20 (2 radius + 1) read through the cache, 20 written a voxel. Operations: 5 (2 radius + 1) a voxel.

struct Params {
  size: vec3u,
  // 0, 1 or 2: the axis of the window.
  axis: u32,
  radius: u32,
  // 1: read the images; 0: read the sums of the pass before.
  fromImages: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> fixedImage: array<f32>;
@group(0) @binding(2) var<storage, read> warped: array<f32>;
@group(0) @binding(3) var<storage, read> before: array<vec4f>;
@group(0) @binding(4) var<storage, read> crossBefore: array<f32>;
@group(0) @binding(5) var<storage, read_write> sums: array<vec4f>;
@group(0) @binding(6) var<storage, read_write> crossSums: array<f32>;

@compute @workgroup_size(256, 1, 1)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = linearIndex(id);
  let size = params.size;
  if (at >= size.x * size.y * size.z) { return; }
  let voxel = vec3u(at % size.x, (at / size.x) % size.y, at / (size.x * size.y));
  let strides = vec3u(1u, size.x, size.x * size.y);
  let place = voxel[params.axis];
  let first = place - min(place, params.radius);
  let last = min(place + params.radius, size[params.axis] - 1u);
  let stride = strides[params.axis];
  let start = at - place * stride;

  var sum = vec4f(0.0);
  var product = 0.0;
  for (var n = first; n <= last; n++) {
    let there = start + n * stride;
    if (params.fromImages == 1u) {
      let f = fixedImage[there];
      let w = warped[there];
      sum += vec4f(f, w, f * f, w * w);
      product += f * w;
    } else {
      sum += before[there];
      product += crossBefore[there];
    }
  }
  sums[at] = sum;
  crossSums[at] = product;
}
