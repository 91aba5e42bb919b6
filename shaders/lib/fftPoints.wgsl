// One stage of a Fourier transform along one axis of a volume of complex points (x fastest), in place. A line of `length` points is cut into blocks
// of `block` points; a butterfly takes RADIX of them, block/RADIX apart.

struct Butterfly {
  // Address of the line's point 0, position of the butterfly's first point on it, and the same within its block.
  line: u32,
  first: u32,
  inner: u32,
}

fn multiply(a: vec2f, b: vec2f) -> vec2f {
  return vec2f(a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x);
}

// Lanes run along x whatever the axis. Along x itself an invocation's id holds butterfly and row together.
fn lineOf(id: vec3u, axis: u32, butterflies: u32, stride: vec3u) -> vec2u {
  if (axis == 0u) {
    return vec2u((id.x / butterflies) * stride.y + id.y * stride.z, id.x % butterflies);
  }
  if (axis == 1u) { return vec2u(id.x + id.z * stride.z, id.y); }
  return vec2u(id.x + id.y * stride.y, id.z);
}
