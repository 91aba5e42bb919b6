// Direction in which each voxel should look to raise the local correlation of the images (B. Avants et al., Med Image Anal 12 (2008) 26):
//
//   cc = A^2 / ((B + e) (C + e)),   force = s(B) s(C) 2 A / ((B + e) (C + e)) * (f' - A / (C + e) w') * grad w
//
// A, B, C: covariance and variances of the fixed (f) and warped (w) image in the window, f' and w' the values less their means, e = FLAT
// so that windows of little at all pull little, and s = max(0, 1 - variance of noise / variance) of each image, that of noise twice its estimate,
// so that windows of little but noise do not pull. Grad w by central differences.
// The fourth plane holds cc; voxels whose fixed value is LEFT_OUT pull nothing.
// Bytes: 24 + 8 read and 24 through the cache, 16 written a voxel. Operations: about 60 a voxel.

struct Params {
  size: vec3u,
  // Below these a window shows but noise, in the fixed and in the warped image.
  fixedNoise: f32,
  warpedNoise: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> fixedImage: array<f32>;
@group(0) @binding(2) var<storage, read> warped: array<f32>;
@group(0) @binding(3) var<storage, read> sums: array<vec4f>;
@group(0) @binding(4) var<storage, read> crossSums: array<vec2f>;
@group(0) @binding(5) var<storage, read_write> force: array<f32>;

// The images have spread 1: a window whose variance is below this shows nothing.
const FLAT = 3e-4;

@compute @workgroup_size(32, 8, 1)
fn main(@builtin(global_invocation_id) voxel: vec3u) {
  let size = params.size;
  if (isOutside(voxel, size)) { return; }
  let count = size.x * size.y * size.z;
  let at = voxelIndex(voxel, size);
  let sum = sums[at];
  let n = max(crossSums[at].y, 1.0);
  let covariance = crossSums[at].x / n - sum.x * sum.y / (n * n);
  let varianceF = sum.z / n - sum.x * sum.x / (n * n);
  let varianceW = sum.w / n - sum.y * sum.y / (n * n);
  let seen = fixedImage[at] < LEFT_OUT && varianceF > max(FLAT, params.fixedNoise) && varianceW > max(FLAT, params.warpedNoise);
  var pull = vec3f(0.0);
  var correlation = 0.0;
  if (seen) {
    let f = fixedImage[at] - sum.x / n;
    let w = warped[at] - sum.y / n;
    let scale = covariance / ((varianceF + FLAT) * (varianceW + FLAT));
    correlation = covariance * scale;
    let signal = (1.0 - params.fixedNoise / varianceF) * (1.0 - params.warpedNoise / varianceW);
    pull = 2.0 * signal * scale * (f - covariance / (varianceW + FLAT) * w) * warpedSlope(voxel, at);
  }
  force[at] = pull.x;
  force[count + at] = pull.y;
  force[2u * count + at] = pull.z;
  force[3u * count + at] = correlation;
}
