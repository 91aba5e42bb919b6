// Sums over a window of 2 radius + 1 voxels along one axis, of what local correlation needs. The first pass makes the products of the
// images; the next ones sum what the pass before left. At the border the window is cut.
//
//   sums(x) = sum over the window of (f, w, f^2, w^2) and (f w, 1)
//
// Voxels whose fixed value is LEFT_OUT do not take part.
// Bytes: 24 read (8 of images) and 24 written a voxel, each read (BLOCK + 2 radius) / BLOCK = 2 times through the cache at radius 2.
// Operations: 12 (BLOCK + 2 radius) / BLOCK = 24 a voxel.

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
@group(0) @binding(4) var<storage, read> crossBefore: array<vec2f>;
@group(0) @binding(5) var<storage, read_write> sums: array<vec4f>;
@group(0) @binding(6) var<storage, read_write> crossSums: array<vec2f>;

@compute @workgroup_size(32, 8, 1)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let size = params.size;
  let first = blockStart(id, params.axis);
  if (isOutside(first, size)) { return; }
  let stride = strideOf(size, params.axis);
  let place = i32(first[params.axis]);
  let length = i32(size[params.axis]);
  let radius = i32(params.radius);
  let start = i32(voxelIndex(first, size));

  // One column an output; `inside` is 1 for the outputs whose window holds the neighbour.
  var inside = vec4f(0.0);
  var sum = mat4x4f();
  var products = vec4f(0.0);
  var counts = vec4f(0.0);
  for (var away = -radius; away < i32(BLOCK) + radius; away++) {
    inside = vec4f(select(0.0, 1.0, abs(away) <= radius), inside.xyz);
    if (place + away < 0 || place + away >= length) { continue; }
    let there = u32(start + away * i32(stride));
    var here: vec4f;
    var cross: vec2f;
    if (params.fromImages == 1u) {
      let f = fixedImage[there];
      if (f >= LEFT_OUT) { continue; }
      let w = warped[there];
      here = vec4f(f, w, f * f, w * w);
      cross = vec2f(f * w, 1.0);
    } else {
      here = before[there];
      cross = crossBefore[there];
    }
    sum[0] += here * inside.x;
    sum[1] += here * inside.y;
    sum[2] += here * inside.z;
    sum[3] += here * inside.w;
    products += cross.x * inside;
    counts += cross.y * inside;
  }
  for (var n = 0u; n < min(BLOCK, u32(length - place)); n++) {
    let at = u32(start) + n * stride;
    sums[at] = sum[n];
    crossSums[at] = vec2f(products[n], counts[n]);
  }
}
