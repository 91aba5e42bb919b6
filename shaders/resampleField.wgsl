// A volume seen through a displacement field, on another lattice:
//
//   target(i) = mean over points x of voxel i of  source(voxelMap * x + shift * u(fieldMap * x))
//
// u in patient mm, three planes on a lattice of its own, trilinear; beyond that lattice nothing moves. `shift` turns mm into source voxels.
// Sampling of source and field, boxes and names as in resampleAffine.wgsl; the f64 twin is `resample` of src/volume.
// Bytes: 4 written and, a point, up to 96 + 32 read through the cache. Operations: about 220 a point.

struct Params {
  // Voxel of the target box -> voxel of the source box, were nothing displaced.
  voxelMap: mat4x4f,
  // Voxel of the target box -> voxel of the field's box.
  fieldMap: mat4x4f,
  // Patient mm -> source voxels; no translation.
  shift: mat4x4f,
  targetSize: vec3u,
  sourceSize: vec3u,
  fieldSize: vec3u,
  // First and last voxel centre of the whole source, counted from its box; and of the field.
  firstCentre: vec3f,
  lastCentre: vec3f,
  firstField: vec3f,
  lastField: vec3f,
  // Points a target voxel along each of its axes.
  points: vec3u,
  // 1: take the voxel that holds the point; 0: interpolate.
  nearest: u32,
  // Value beyond the source.
  outside: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> source: array<f32>;
@group(0) @binding(2) var<storage, read> field: array<f32>;
@group(0) @binding(3) var<storage, read_write> resampled: array<f32>;

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
        let point = vec4f(voxel - 0.5 + (vec3f(vec3u(u, v, w)) + 0.5) * step, 1.0);
        let moved = params.shift * vec4f(displacementAt((params.fieldMap * point).xyz), 0.0);
        sum += valueAt((params.voxelMap * point).xyz + moved.xyz);
      }
    }
  }
  resampled[at] = sum / f32(points.x * points.y * points.z);
}

fn displacementAt(position: vec3f) -> vec3f {
  let margin = 0.5 + FACE_TOLERANCE;
  if (any(position < params.firstField - margin) || any(position > params.lastField + margin)) {
    return vec3f(0.0);
  }
  let inside = clamp(position, params.firstField, params.lastField);
  let low = floor(inside);
  let f = inside - low;
  let first = vec3i(low);
  let near = mix(
    mix(fieldAt(first), fieldAt(first + vec3i(1, 0, 0)), f.x),
    mix(fieldAt(first + vec3i(0, 1, 0)), fieldAt(first + vec3i(1, 1, 0)), f.x), f.y);
  let far = mix(
    mix(fieldAt(first + vec3i(0, 0, 1)), fieldAt(first + vec3i(1, 0, 1)), f.x),
    mix(fieldAt(first + vec3i(0, 1, 1)), fieldAt(first + vec3i(1, 1, 1)), f.x), f.y);
  return mix(near, far, f.z);
}

fn fieldAt(voxel: vec3i) -> vec3f {
  let size = params.fieldSize;
  let count = size.x * size.y * size.z;
  let at = voxelIndex(vec3u(clamp(voxel, vec3i(0), vec3i(size) - 1)), size);
  return vec3f(field[at], field[count + at], field[2u * count + at]);
}

fn valueAt(position: vec3f) -> f32 {
  let margin = 0.5 + FACE_TOLERANCE;
  if (any(position < params.firstCentre - margin) || any(position > params.lastCentre + margin)) {
    return params.outside;
  }
  let inside = clamp(position, params.firstCentre, params.lastCentre);
  if (params.nearest == 1u) { return sourceAt(vec3i(floor(inside + 0.5))); }
  let low = floor(inside);
  let f = inside - low;
  let first = vec3i(low);
  let near = mix(
    mix(sourceAt(first), sourceAt(first + vec3i(1, 0, 0)), f.x),
    mix(sourceAt(first + vec3i(0, 1, 0)), sourceAt(first + vec3i(1, 1, 0)), f.x), f.y);
  let far = mix(
    mix(sourceAt(first + vec3i(0, 0, 1)), sourceAt(first + vec3i(1, 0, 1)), f.x),
    mix(sourceAt(first + vec3i(0, 1, 1)), sourceAt(first + vec3i(1, 1, 1)), f.x), f.y);
  return mix(near, far, f.z);
}

fn sourceAt(voxel: vec3i) -> f32 {
  let inBox = vec3u(clamp(voxel, vec3i(0), vec3i(params.sourceSize) - 1));
  return source[voxelIndex(inBox, params.sourceSize)];
}
