// Gradient of the warped image by central differences, a voxel; one-sided at the border. The kernel supplies `warped` and `params.size`.
fn warpedSlope(voxel: vec3u, at: u32) -> vec3f {
  let size = params.size;
  let strides = vec3u(1u, size.x, size.x * size.y);
  var slope = vec3f(0.0);
  for (var axis = 0u; axis < 3u; axis++) {
    let behind = min(voxel[axis], 1u);
    let ahead = min(size[axis] - 1u - voxel[axis], 1u);
    let rise = warped[at + ahead * strides[axis]] - warped[at - behind * strides[axis]];
    slope[axis] = rise / f32(max(behind + ahead, 1u));
  }
  return slope;
}
