// For kernels that filter along one axis: a thread takes BLOCK voxels in a row along it, so that each is read once for all the outputs it enters.

const BLOCK = 4u;

// First voxel of a thread's block; past the end of the volume where there is none.
fn blockStart(thread: vec3u, axis: u32) -> vec3u {
  return thread * select(vec3u(1u), vec3u(BLOCK), vec3u(0u, 1u, 2u) == vec3u(axis));
}

// Distance in a flat array between neighbours along an axis.
fn strideOf(size: vec3u, axis: u32) -> u32 {
  return select(select(size.x * size.y, size.x, axis == 1u), 1u, axis == 0u);
}
