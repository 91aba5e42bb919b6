// One radix stage of an in-place Fourier transform along one axis:
//
//   forward:  x[q] <- w^(inner q) * sum_p x[p] e^(-2 pi i pq/RADIX),   w = e^(-2 pi i/block)
//
// and the inverse in the opposite order with the conjugate. Points beyond `pointsIn` count as zero and are not read; those beyond `pointsOut` are not written:
// zero padding costs nothing. The frequencies come out in digit-reversed order, which the product with the spectrum undoes by table, so nothing is sorted.
// Source: Gentleman and Sande, AFIPS Fall Joint Computer Conf. (1966) 563. `butterfly` is generated per radix (src/gpu/fft/butterflyText.ts).
// Bytes: 16 a point (8 read, 8 written). Operations: about 5 log2(RADIX) + 6 a point.

struct Params {
  // Invocations that have work.
  threads: vec3u,
  axis: u32,
  stride: vec3u,
  butterflies: u32,
  length: u32,
  block: u32,
  pointsIn: u32,
  pointsOut: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
// e^(-2 pi i t/length)
@group(0) @binding(1) var<storage, read> twiddles: array<vec2f>;
@group(0) @binding(2) var<storage, read_write> points: array<vec2f>;

@compute @workgroup_size(64, 1, 1)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (any(id >= params.threads)) { return; }
  let at = lineOf(id, params.axis, params.butterflies, params.stride);
  let apart = params.block / RADIX;
  let inner = at.y % apart;
  butterfly(Butterfly(at.x, (at.y / apart) * params.block + inner, inner));
}

fn addressOf(at: Butterfly, position: u32) -> u32 {
  return at.line + position * params.stride[params.axis];
}

fn loadPoint(at: Butterfly, q: u32) -> vec2f {
  let position = at.first + q * (params.block / RADIX);
  if (position >= params.pointsIn) { return vec2f(0.0); }
  return points[addressOf(at, position)];
}

fn storePoint(at: Butterfly, q: u32, value: vec2f) {
  let position = at.first + q * (params.block / RADIX);
  if (position < params.pointsOut) { points[addressOf(at, position)] = value; }
}

fn twiddle(at: Butterfly, q: u32) -> vec2f {
  return twiddles[at.inner * q * (params.length / params.block)];
}
