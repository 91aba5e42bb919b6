// The last forward stage along z, the product with the kernel's spectrum and the first inverse stage, on points that one invocation holds:
//
//   x <- IDFT( DFT(x) * spectrum )   over RADIX neighbours along z
//
// A kernel that is even along each axis has a real spectrum, even as well: one octant of it is stored, and a complex point carries two real volumes at once.
// Bytes: 20 a point (8 + 4 read, 8 written). Operations: about 10 log2(RADIX) + 2 a point.

struct Params {
  threads: vec3u,
  lengths: vec3u,
  spectrumSize: vec3u,
  // Planes beyond count as zero and are not read.
  pointsIn: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> spectrum: array<f32>;
// Index in the octant of every position along x, then y, then z.
@group(0) @binding(2) var<storage, read> folded: array<u32>;
@group(0) @binding(3) var<storage, read_write> points: array<vec2f>;

@compute @workgroup_size(64, 1, 1)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (any(id >= params.threads)) { return; }
  let row = folded[id.x] + params.spectrumSize.x * folded[params.lengths.x + id.y];
  butterfly(Butterfly(id.x + params.lengths.x * id.y, id.z * RADIX, row));
}

fn addressOf(at: Butterfly, q: u32) -> u32 {
  return at.line + params.lengths.x * params.lengths.y * (at.first + q);
}

fn loadPoint(at: Butterfly, q: u32) -> vec2f {
  if (at.first + q >= params.pointsIn) { return vec2f(0.0); }
  return points[addressOf(at, q)];
}

fn storePoint(at: Butterfly, q: u32, value: vec2f) {
  points[addressOf(at, q)] = value;
}

// `inner` holds the row of the spectrum here.
fn spectrumAt(at: Butterfly, q: u32) -> f32 {
  let plane = folded[params.lengths.x + params.lengths.y + at.first + q];
  return spectrum[at.inner + params.spectrumSize.x * params.spectrumSize.y * plane];
}
