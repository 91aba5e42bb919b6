// The real spectrum of an even kernel: the octant of frequencies 0..length/2, picked from the digit-reversed points and scaled for the inverse transform.
//
//   spectrum(f) = scale * re points(position of f)
//
// Bytes: 12 a frequency. Operations: 1 a frequency.

struct Params {
  spectrumSize: vec3u,
  lengths: vec3u,
  scale: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
// Position of every frequency of the octant along x, then y, then z.
@group(0) @binding(1) var<storage, read> positions: array<u32>;
@group(0) @binding(2) var<storage, read> points: array<vec2f>;
@group(0) @binding(3) var<storage, read_write> spectrum: array<f32>;

@compute @workgroup_size(64, 1, 1)
fn main(@builtin(global_invocation_id) f: vec3u) {
  let size = params.spectrumSize;
  if (isOutside(f, size)) { return; }
  let position = vec3u(positions[f.x], positions[size.x + f.y], positions[size.x + size.y + f.z]);
  spectrum[voxelIndex(f, size)] = params.scale * points[voxelIndex(position, params.lengths)].x;
}
