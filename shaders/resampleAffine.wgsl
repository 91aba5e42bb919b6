// A volume seen through an affine map, on another lattice:
//
//   target(i) = mean over points x of voxel i of  source(voxelMap * x)
//
// with trilinear interpolation between voxel centres, or the voxel that holds the point (for labels). With one point a voxel this is plain resampling; with more
// it is the average over the target voxel, for going to coarser voxels. The source ends at the outer faces of its voxels: in its outermost half voxel
// the value of the last centre holds, beyond is `outside`. Rule and names as in src/volume/interpolation.ts, the f64 twin.
// Source and target come as boxes cut out of their lattices, both counted from the box's first voxel.
// Bytes: 4 written and, a point, up to 32 read through the cache. Operations: about 60 a point.

struct Params {
  // Voxel of the target box -> voxel of the source box.
  voxelMap: mat4x4f,
  targetSize: vec3u,
  sourceSize: vec3u,
  // First and last voxel centre of the whole source, counted from the box.
  firstCentre: vec3f,
  lastCentre: vec3f,
  // Points a target voxel along each of its axes.
  points: vec3u,
  // 1: take the voxel that holds the point; 0: interpolate.
  nearest: u32,
  // Value beyond the source.
  outside: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> source: array<f32>;
@group(0) @binding(2) var<storage, read_write> resampled: array<f32>;

const FACE_TOLERANCE = 1e-3; // voxels; rounding must not decide at a face

@compute @workgroup_size(256, 1, 1)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = linearIndex(id);
  let size = params.targetSize;
  if (at >= size.x * size.y * size.z) { return; }
  let voxel = vec3f(vec3u(at % size.x, (at / size.x) % size.y, at / (size.x * size.y)));

  let points = params.points;
  let step = 1.0 / vec3f(points);
  var sum = 0.0;
  for (var w = 0u; w < points.z; w++) {
    for (var v = 0u; v < points.y; v++) {
      for (var u = 0u; u < points.x; u++) {
        let point = voxel - 0.5 + (vec3f(vec3u(u, v, w)) + 0.5) * step;
        sum += valueAt((params.voxelMap * vec4f(point, 1.0)).xyz);
      }
    }
  }
  resampled[at] = sum / f32(points.x * points.y * points.z);
}

fn valueAt(position: vec3f) -> f32 {
  let margin = 0.5 + FACE_TOLERANCE;
  if (any(position < params.firstCentre - margin) || any(position > params.lastCentre + margin)) {
    return params.outside;
  }
  let inside = clamp(position, params.firstCentre, params.lastCentre);
  if (params.nearest == 1u) { return sourceAt(vec3i(floor(inside + 0.5))); }
  let low = floor(inside);
  return interpolate(vec3i(low), inside - low);
}

fn interpolate(low: vec3i, f: vec3f) -> f32 {
  let near = mix(
    mix(sourceAt(low), sourceAt(low + vec3i(1, 0, 0)), f.x),
    mix(sourceAt(low + vec3i(0, 1, 0)), sourceAt(low + vec3i(1, 1, 0)), f.x), f.y);
  let far = mix(
    mix(sourceAt(low + vec3i(0, 0, 1)), sourceAt(low + vec3i(1, 0, 1)), f.x),
    mix(sourceAt(low + vec3i(0, 1, 1)), sourceAt(low + vec3i(1, 1, 1)), f.x), f.y);
  return mix(near, far, f.z);
}

fn sourceAt(voxel: vec3i) -> f32 {
  let inBox = vec3u(clamp(voxel, vec3i(0), vec3i(params.sourceSize) - 1));
  return source[voxelIndex(inBox, params.sourceSize)];
}
