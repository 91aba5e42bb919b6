// Sums over a window of 2 radius + 1 voxels along one axis, of the five products that local correlation needs. The first pass makes the products of the
// images; the next ones sum what the pass before left. At the border the window is cut.
//
//   sums(x) = sum over the window of (f, w, f^2, w^2) and f w
//
// Bytes: 20 read (8 of images) and 20 written a voxel, each read (BLOCK + 2 radius) / BLOCK times through the cache. Operations: 10 (BLOCK + 2 radius) a voxel.

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
  var product = vec4f(0.0);
  for (var away = -radius; away < i32(BLOCK) + radius; away++) {
    inside = vec4f(select(0.0, 1.0, abs(away) <= radius), inside.xyz);
    if (place + away < 0 || place + away >= length) { continue; }
    let there = u32(start + away * i32(stride));
    var here: vec4f;
    var cross: f32;
    if (params.fromImages == 1u) {
      let f = fixedImage[there];
      let w = warped[there];
      here = vec4f(f, w, f * f, w * w);
      cross = f * w;
    } else {
      here = before[there];
      cross = crossBefore[there];
    }
    sum[0] += here * inside.x;
    sum[1] += here * inside.y;
    sum[2] += here * inside.z;
    sum[3] += here * inside.w;
    product += cross * inside;
  }
  for (var n = 0u; n < min(BLOCK, u32(length - place)); n++) {
    let at = u32(start) + n * stride;
    sums[at] = sum[n];
    crossSums[at] = product[n];
  }
}
