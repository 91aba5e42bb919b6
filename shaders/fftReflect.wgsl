// Fills the second half of an even volume of complex points along one axis with the mirror image of the first:
//
//   points(p) = points(p with length - p along the axis)   beyond half the length
//
// Bytes: 16 a point filled. Operations: none.

struct Params {
  // Points to fill; `first` of them along the axis are there already.
  extent: vec3u,
  first: u32,
  axis: u32,
  lengths: vec3u,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> points: array<vec2f>;

@compute @workgroup_size(64, 1, 1)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (isOutside(id, params.extent)) { return; }
  var here = id;
  here[params.axis] += params.first;
  var image = here;
  image[params.axis] = params.lengths[params.axis] - here[params.axis];
  points[voxelIndex(here, params.lengths)] = points[voxelIndex(image, params.lengths)];
}
