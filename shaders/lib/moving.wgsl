// Sampling of the moving image, for the kernels that measure how well it matches. The kernel supplies `movingAt(voxel)` and `params.movingSize`.

// Rounding must not decide at the outermost centres.
const CENTRE_TOLERANCE = 1e-3;

fn isBetweenCentres(position: vec3f, size: vec3u) -> bool {
  return all(position >= vec3f(-CENTRE_TOLERANCE)) && all(position <= vec3f(size) - 1.0 + CENTRE_TOLERANCE);
}

// Trilinear interpolation: gradient in xyz (a moving voxel), value in w.
fn sampleMoving(position: vec3f) -> vec4f {
  let inside = clamp(position, vec3f(0.0), vec3f(params.movingSize) - 1.0);
  let low = min(vec3u(inside), params.movingSize - 2u);
  let t = inside - vec3f(low);
  let c000 = movingAt(low);
  let c100 = movingAt(low + vec3u(1u, 0u, 0u));
  let c010 = movingAt(low + vec3u(0u, 1u, 0u));
  let c110 = movingAt(low + vec3u(1u, 1u, 0u));
  let c001 = movingAt(low + vec3u(0u, 0u, 1u));
  let c101 = movingAt(low + vec3u(1u, 0u, 1u));
  let c011 = movingAt(low + vec3u(0u, 1u, 1u));
  let c111 = movingAt(low + vec3u(1u, 1u, 1u));
  let x00 = mix(c000, c100, t.x);
  let x10 = mix(c010, c110, t.x);
  let x01 = mix(c001, c101, t.x);
  let x11 = mix(c011, c111, t.x);
  let y0 = mix(x00, x10, t.y);
  let y1 = mix(x01, x11, t.y);
  let alongX = mix(mix(c100 - c000, c110 - c010, t.y), mix(c101 - c001, c111 - c011, t.y), t.z);
  let alongY = mix(x10 - x00, x11 - x01, t.z);
  return vec4f(alongX, alongY, y1 - y0, mix(y0, y1, t.z));
}
