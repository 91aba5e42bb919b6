// Standard error of the integral of two fitted exponentials, from the scatter about the fit of `fitBi`:
//
//   s² gᵀ C g,   s² = residual sum / (times - 4),   C = (Jᵀ J)⁻¹ over what the bounds leave free of c1, c2, ln rate, ln gap
//
// as the covariance of `fitExponentials` has it. With the orthonormal columns Q R of the curves in use, the slopes d of the curve by the
// logarithms of the rates, and what Q leaves of them, free = d - Q Qᵀ d,
//
//   gᵀ C g = |u|² + wᵀ (freeᵀ free)⁻¹ w,   u = R⁻ᵀ (slope of the integral by c),   w = (slope by the logarithms) - (Qᵀ d)ᵀ u
//
// (block inverse of JᵀJ; Golub and Pereyra, SIAM J Numer Anal 10 (1973) 413). A phase that is over before the first reading shows no slope:
// its rate is taken as it stands.
// Moves 24 bytes a voxel; about 50 flops per time.

struct Params {
  voxels: u32,
  slowestRate: f32,
  fastestSlowRate: f32,
  smallestGap: f32,
  fastestGap: f32,
  // c2 / c1 at most.
  largest: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> timesH: array<f32>;
// Square roots of the weights of the readings, the largest 1.
@group(0) @binding(2) var<storage, read> rootWeights: array<f32>;
// The planes that `fitBi` leaves, and one after them for the errors.
@group(0) @binding(3) var<storage, read_write> fits: array<f32>;

const MAX_TIMES = 8u;
override TIMES: u32 = MAX_TIMES;
const PARAMETERS = 4u;
const ERRORS = 7u;
// Share of a bound within which a number stands at it; and of the curve's square below which a slope is rounding.
const AT_BOUND = 1e-4;
const UNSEEN = 1e-10;

fn plane(p: u32, voxel: u32) -> f32 {
  return fits[p * params.voxels + voxel];
}

fn oneMinusExp(x: f32) -> f32 {
  let series = x * (1.0 - x * (0.5 - x * (1.0 / 6.0 - x * (1.0 / 24.0 - x / 120.0))));
  return select(1.0 - exp(-x), series, x < 0.25);
}

@compute @workgroup_size(256, 1, 1)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let voxel = linearIndex(id);
  if (voxel >= params.voxels) { return; }
  // In units of the larger amplitude, of which the error over the residual does not depend: fourth powers of activities leave f32.
  let amplitudes = vec2f(plane(0u, voxel), plane(2u, voxel));
  let unit = max(max(abs(amplitudes.x), abs(amplitudes.y)), 1e-30);
  let c1 = amplitudes.x / unit;
  let c2 = (amplitudes.x + amplitudes.y) / unit;
  let rate = plane(1u, voxel);
  let fastRate = plane(3u, voxel);
  let gap = fastRate - rate;

  // The columns in use: both curves, or that of the end of what is allowed at which c stands.
  let atFirst = c2 <= AT_BOUND * AT_BOUND * c1;
  let atSecond = c2 >= params.largest * c1 * (1.0 - AT_BOUND);
  let alone = atFirst || atSecond;
  let mix = select(0.0, params.largest, atSecond);
  var column1: array<f32, MAX_TIMES>;
  var column2: array<f32, MAX_TIMES>;
  var d: array<vec2f, MAX_TIMES>;
  var curve2 = 0.0;
  var length1 = 0.0;
  var shared12 = 0.0;
  for (var t = 0u; t < TIMES; t++) {
    let e = rootWeights[t] * exp(-rate * timesH[t]);
    let slow = e * oneMinusExp(gap * timesH[t]);
    let fast = e * exp(-gap * timesH[t]);
    let curve = c1 * slow + c2 * fast;
    d[t] = timesH[t] * vec2f(-rate * curve, gap * fast * (c1 - c2));
    column1[t] = slow + mix * fast;
    column2[t] = fast;
    curve2 += curve * curve;
    length1 += column1[t] * column1[t];
    shared12 += column1[t] * fast;
  }
  length1 = sqrt(length1);
  shared12 /= length1;
  var length2 = 0.0;
  for (var t = 0u; t < TIMES; t++) {
    column1[t] /= length1;
    column2[t] -= shared12 * column1[t];
    length2 += column2[t] * column2[t];
  }
  length2 = sqrt(length2);
  let inverse2 = select(1.0 / length2, 0.0, alone || length2 <= 1e-6 * abs(shared12));

  var on1 = vec2f(0.0);
  var on2 = vec2f(0.0);
  for (var t = 0u; t < TIMES; t++) {
    on1 += d[t] * column1[t];
    on2 += d[t] * column2[t] * inverse2;
  }
  var square = vec3f(0.0);
  for (var t = 0u; t < TIMES; t++) {
    let free = d[t] - on1 * column1[t] - on2 * column2[t] * inverse2;
    square += vec3f(free.x * free.x, free.x * free.y, free.y * free.y);
  }

  // The integral is c1 (1/rate - 1/fastRate) + c2/fastRate.
  let byC = vec2f(gap / (rate * fastRate), 1.0 / fastRate);
  let u1 = (byC.x + mix * byC.y) / length1;
  let u2 = (byC.y - shared12 * u1) * inverse2;
  let byRates = (c1 - c2) * vec2f(rate, gap) / (fastRate * fastRate) - vec2f(c1 / rate, 0.0);
  let w = byRates - u1 * on1 - u2 * on2;

  let held1 = rate <= params.slowestRate * (1.0 + AT_BOUND) || rate >= params.fastestSlowRate * (1.0 - AT_BOUND) || square.x <= UNSEEN * curve2;
  let held2 = gap <= params.smallestGap * (1.0 + AT_BOUND) || gap >= params.fastestGap * (1.0 - AT_BOUND) || square.z <= UNSEEN * curve2;
  var spread = u1 * u1 + u2 * u2;
  if (held1 && !held2) { spread += w.y * w.y / square.z; }
  if (!held1 && held2) { spread += w.x * w.x / square.x; }
  if (!held1 && !held2) {
    let product = square.x * square.z;
    let determinant = max(product - square.y * square.y, 1e-6 * product);
    spread += (square.z * w.x * w.x - 2.0 * square.y * w.x * w.y + square.x * w.y * w.y) / determinant;
  }
  let freedom = f32(max(TIMES, PARAMETERS + 1u) - PARAMETERS);
  fits[ERRORS * params.voxels + voxel] = select(0.0, sqrt(spread * plane(5u, voxel) / freedom), TIMES > PARAMETERS);
}
