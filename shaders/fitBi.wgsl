// Two exponentials through the readings of every voxel, by least squares:
//
//   A(t) = c1 (e^(-rate t) - e^(-(rate + gap) t)) + c2 e^(-(rate + gap) t),   0 <= c2 <= largest c1, slowest rate <= rate, gap > 0
//
// and rate <= fastest slow rate, so that noise in what was over before the first reading is not read back to the administration;
// which is the biExponential of src/kinetics/models.ts: uptake from zero with c2 = 0, two washouts with c2 > c1, A(0) = c2 never negative.
// c1 and c2 are linear and follow from the rates (variable projection with Kaufman's Jacobian, BIT 15 (1975) 49), so the search is over
// (ln rate, ln gap): a scan of pairs prepared on the CPU finds the valleys, damped Gauss-Newton steps from the best few the floor.
// Readings are scaled to their largest, so that all numbers stay near 1; 1 - e^(-x) is summed as a series where x is small.
// Moves 4 * times + 28 bytes a voxel; about 5 flops per time and scanned pair and 60 per time and step.

struct Params {
  voxels: u32,
  scanned: u32,
  steps: u32,
  logSlowestRate: f32,
  logFastestRate: f32,
  // Of the slow phase.
  logFastestSlowRate: f32,
  logSmallestGap: f32,
  // c2 / c1 at most.
  largest: f32,
  threshold: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> timesH: array<f32>;
// Square roots of the weights of the readings.
@group(0) @binding(2) var<storage, read> rootWeights: array<f32>;
// For each scanned pair ln(rate), ln(gap), then of its two weighted curves, those at both ends of what is allowed, c = (1, 0) and
// c = (1, largest): R12/R22, the second's direction in the orthonormal columns Q1 and Q2, and these.
@group(0) @binding(3) var<storage, read> scan: array<f32>;
// One volume of readings after another.
@group(0) @binding(4) var<storage, read> activity: array<f32>;
// Planes: slow amplitude, slow rate, fast amplitude, fast rate, integral, weighted residual sum, status.
@group(0) @binding(5) var<storage, read_write> result: array<f32>;

const MAX_TIMES = 8u;
// Number of scans, known when the pipeline is made so that loops over it unroll.
override TIMES: u32 = MAX_TIMES;
const STARTS = 3u;
const FITTED = 1.0;
const HELD_AT_DECAY = 2.0;
const NOT_CONVERGED = 3.0;

var<private> reading: array<f32, MAX_TIMES>;
// Left by `tryRates`: the two coefficients, the residual, the curve, its fast part's column, the orthonormal columns in use.
var<private> c: vec2f;
var<private> residual: array<f32, MAX_TIMES>;
var<private> curve: array<f32, MAX_TIMES>;
var<private> fast: array<f32, MAX_TIMES>;
var<private> q1: array<f32, MAX_TIMES>;
var<private> q2: array<f32, MAX_TIMES>;

fn oneMinusExp(x: f32) -> f32 {
  let series = x * (1.0 - x * (0.5 - x * (1.0 / 6.0 - x * (1.0 / 24.0 - x / 120.0))));
  return select(1.0 - exp(-x), series, x < 0.25);
}

// Best coefficients at a pair of rates; returns the residual sum.
fn tryRates(at: vec2f) -> f32 {
  let rate = exp(at.x);
  let gap = exp(at.y);
  var slow: array<f32, MAX_TIMES>;
  var slow2 = 0.0;
  var fast2 = 0.0;
  for (var t = 0u; t < TIMES; t++) {
    let e = rootWeights[t] * exp(-rate * timesH[t]);
    slow[t] = e * oneMinusExp(gap * timesH[t]);
    fast[t] = e * exp(-gap * timesH[t]);
    slow2 += slow[t] * slow[t];
    fast2 += fast[t] * fast[t];
  }
  let slowLength = sqrt(slow2);
  var along1 = 0.0;
  var shared12 = 0.0;
  for (var t = 0u; t < TIMES; t++) {
    q1[t] = slow[t] / slowLength;
    along1 += q1[t] * reading[t];
    shared12 += q1[t] * fast[t];
  }
  var rest2 = 0.0;
  for (var t = 0u; t < TIMES; t++) {
    q2[t] = fast[t] - shared12 * q1[t];
    rest2 += q2[t] * q2[t];
  }
  let restLength = sqrt(rest2);
  let independent = restLength > 1e-6 * sqrt(fast2) && fast2 > 1e-30;
  var along2 = 0.0;
  for (var t = 0u; t < TIMES; t++) {
    q2[t] = select(0.0, q2[t] / restLength, independent);
    along2 += q2[t] * reading[t];
  }
  // Shares of the two ends of what is allowed, (1, 0) and (1, largest): neither below 0.
  let r12 = slowLength + params.largest * shared12;
  let r22 = params.largest * restLength;
  var share = vec2f(0.0, select(0.0, along2 / r22, independent));
  share.x = (along1 - r12 * share.y) / slowLength;
  if (share.x < 0.0 || share.y < 0.0) {
    // One end alone: the better of the two.
    let length2 = sqrt(r12 * r12 + r22 * r22);
    let alongEnd = (r12 * along1 + r22 * along2) / length2;
    let firstAlone = max(along1, 0.0) >= max(alongEnd, 0.0);
    share = select(vec2f(0.0, max(alongEnd, 0.0) / length2), vec2f(max(along1, 0.0) / slowLength, 0.0), firstAlone);
    for (var t = 0u; t < TIMES; t++) {
      if (!firstAlone) { q1[t] = (slow[t] + params.largest * fast[t]) / length2; }
      q2[t] = 0.0;
    }
  }
  c = vec2f(share.x + share.y, params.largest * share.y);
  var sum = 0.0;
  for (var t = 0u; t < TIMES; t++) {
    curve[t] = c.x * slow[t] + c.y * fast[t];
    residual[t] = reading[t] - curve[t];
    sum += residual[t] * residual[t];
  }
  return sum;
}

// Normal equations of the step: JtJ as (d1.d1, d1.d2, d2.d2), Jtr as (d1.r, d2.r).
struct Slopes {
  square: vec3f,
  toResidual: vec2f,
}

// Derivatives of the curve by (ln rate, ln gap), free of what the coefficients take up, after `tryRates`.
fn slopesAt(at: vec2f) -> Slopes {
  let rate = exp(at.x);
  let gap = exp(at.y);
  var d1: array<f32, MAX_TIMES>;
  var d2: array<f32, MAX_TIMES>;
  var on1 = vec2f(0.0);
  for (var t = 0u; t < TIMES; t++) {
    d1[t] = -rate * timesH[t] * curve[t];
    d2[t] = gap * timesH[t] * fast[t] * (c.x - c.y);
    on1 += vec2f(d1[t], d2[t]) * q1[t];
  }
  var on2 = vec2f(0.0);
  for (var t = 0u; t < TIMES; t++) {
    d1[t] -= on1.x * q1[t];
    d2[t] -= on1.y * q1[t];
    on2 += vec2f(d1[t], d2[t]) * q2[t];
  }
  var slopes = Slopes(vec3f(0.0), vec2f(0.0));
  for (var t = 0u; t < TIMES; t++) {
    d1[t] -= on2.x * q2[t];
    d2[t] -= on2.y * q2[t];
    slopes.square += vec3f(d1[t] * d1[t], d1[t] * d2[t], d2[t] * d2[t]);
    slopes.toResidual += vec2f(d1[t], d2[t]) * residual[t];
  }
  return slopes;
}

fn dampedStep(slopes: Slopes, at: vec2f, damping: f32) -> vec2f {
  var square = slopes.square;
  var to = slopes.toResidual;
  let held1 = (at.x <= params.logSlowestRate && to.x < 0.0) || (at.x >= params.logFastestSlowRate && to.x > 0.0);
  let held2 = (at.y <= params.logSmallestGap && to.y < 0.0) || (at.y >= params.logFastestRate && to.y > 0.0);
  if (held1) { square.x = 0.0; square.y = 0.0; to.x = 0.0; }
  if (held2) { square.z = 0.0; square.y = 0.0; to.y = 0.0; }
  // Damped by the other direction's slope too: one that the readings hardly see must not run away.
  let floor = 0.01 * damping * max(square.x, square.z) + 1e-20;
  let a = square.x * (1.0 + damping) + floor;
  let b = square.z * (1.0 + damping) + floor;
  let determinant = max(a * b - square.y * square.y, 1e-7 * a * b);
  let step = vec2f(b * to.x - square.y * to.y, a * to.y - square.y * to.x) / determinant;
  return clamp(step, vec2f(-2.0), vec2f(2.0));
}

fn write(voxel: u32, plane: u32, value: f32) {
  result[plane * params.voxels + voxel] = value;
}

@compute @workgroup_size(256, 1, 1)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let voxel = linearIndex(id);
  if (voxel >= params.voxels) { return; }

  var scale = 0.0;
  for (var t = 0u; t < TIMES; t++) { scale = max(scale, activity[t * params.voxels + voxel]); }
  for (var plane = 0u; plane < 7u; plane++) { write(voxel, plane, 0.0); }
  if (!(scale > params.threshold)) { return; }
  for (var t = 0u; t < TIMES; t++) {
    reading[t] = rootWeights[t] * activity[t * params.voxels + voxel] / scale;
  }

  // What a pair of rates explains of the readings' square: the best pair of those inside what is allowed and at either end of it.
  var starts: array<vec2f, STARTS>;
  var explained = array<f32, STARTS>(0.0, 0.0, 0.0);
  let stride = 5u + 2u * TIMES;
  for (var s = 0u; s < params.scanned; s++) {
    let base = s * stride;
    var along = vec2f(0.0);
    for (var t = 0u; t < TIMES; t++) {
      along += vec2f(scan[base + 5u + t], scan[base + 5u + TIMES + t]) * reading[t];
    }
    let inside = along.y >= 0.0 && along.x >= scan[base + 2u] * along.y;
    let ends = max(vec2f(along.x, dot(vec2f(scan[base + 3u], scan[base + 4u]), along)), vec2f(0.0));
    let here = vec3f(select(0.0, dot(along, along), inside), ends * ends);
    for (var start = 0u; start < STARTS; start++) {
      if (here[start] > explained[start]) {
        explained[start] = here[start];
        starts[start] = vec2f(scan[base], scan[base + 1u]);
      }
    }
  }

  var best = starts[0];
  var bestSum = 1e30;
  var status = NOT_CONVERGED;
  for (var start = 0u; start < STARTS; start++) {
    if (explained[start] <= 0.0) { continue; }
    var at = min(starts[start], vec2f(params.logFastestSlowRate, params.logFastestRate));
    var sum = tryRates(at);
    var slopes = slopesAt(at);
    var damping = 1e-2;
    var ended = NOT_CONVERGED;
    for (var step = 0u; step < params.steps; step++) {
      let lower = vec2f(params.logSlowestRate, params.logSmallestGap);
      let upper = vec2f(params.logFastestSlowRate, params.logFastestRate);
      let next = clamp(at + dampedStep(slopes, at, damping), lower, upper);
      // What the step promises; where that is nothing beside the sum, or beside rounding, the floor is reached.
      let still = dot(slopes.toResidual, next - at) < 1e-5 * sum + 1e-13;
      if (still && damping <= 1.0) { ended = FITTED; break; }
      let nextSum = tryRates(next);
      if (nextSum < sum) {
        at = next;
        sum = nextSum;
        slopes = slopesAt(at);
        damping *= 0.2;
      } else {
        damping = max(damping, 1e-4) * 6.0;
      }
      if (damping > 1e5) { ended = FITTED; break; }
    }
    if (sum < bestSum) {
      bestSum = sum;
      best = at;
      status = ended;
      if (at.x <= params.logSlowestRate && slopes.toResidual.x < 0.0) { status = HELD_AT_DECAY; }
    }
  }

  let sum = tryRates(best);
  let rate = exp(best.x);
  let gap = exp(best.y);
  let fastRate = rate + gap;
  write(voxel, 0u, scale * c.x);
  write(voxel, 1u, rate);
  write(voxel, 2u, scale * (c.y - c.x));
  write(voxel, 3u, fastRate);
  write(voxel, 4u, scale * (c.x * gap / (rate * fastRate) + c.y / fastRate));
  write(voxel, 5u, scale * scale * sum);
  write(voxel, 6u, status);
}
