// Voxel addressing shared by every kernel. Volumes are flat arrays, x fastest.

fn isOutside(voxel: vec3u, size: vec3u) -> bool {
  return any(voxel >= size);
}

fn voxelIndex(voxel: vec3u, size: vec3u) -> u32 {
  return voxel.x + size.x * (voxel.y + size.y * voxel.z);
}

// Position of an invocation in a flat array when the launch was spread over x and y (`linearThreads`): a workgroup of 256 along x,
// at most 32768 workgroups along x, so 8388608 elements a row.
fn linearIndex(id: vec3u) -> u32 {
  return id.x + id.y * 8388608u;
}
