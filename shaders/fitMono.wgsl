// One exponential through the readings of every voxel, by least squares:
//
//   A(t) = a e^(-rate t),   slowest rate <= rate <= fastest
//
// The amplitude is linear and follows from the rate (variable projection; Golub and Pereyra, SIAM J Numer Anal 10 (1973) 413), so the
// search is over ln(rate) alone: a scan of rates prepared on the CPU finds the valley, damped Gauss-Newton steps its floor.
// An invocation scans for four voxels, so that a rate is read once for them, and takes their searches one after the other in a single loop,
// so that neighbours wait for the sum of four voxels, not for the longest of each.
// Readings are scaled to their largest, so that all numbers stay near 1.
// Moves 4 * times + 24 bytes a voxel; about 2 flops per time and scanned rate and 25 per time and step.

struct Params {
  voxels: u32,
  scanned: u32,
  steps: u32,
  logSlowestRate: f32,
  logFastestRate: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> timesH: array<f32>;
// Square roots of the weights of the readings, the largest 1.
@group(0) @binding(2) var<storage, read> rootWeights: array<f32>;
// For each scanned rate its logarithm, then the weighted curve e^(-rate t) of length 1.
@group(0) @binding(3) var<storage, read> scan: array<f32>;
// One scan's readings after another; of every voxel at least one is above 0.
@group(0) @binding(4) var<storage, read> activity: array<f32>;
// Planes: amplitude, rate, integral, its standard error, weighted residual sum, status.
@group(0) @binding(5) var<storage, read_write> result: array<f32>;

const MAX_TIMES = 8u;
// Number of scans, known when the pipeline is made so that loops over it unroll.
override TIMES: u32 = MAX_TIMES;
const FITTED = 1.0;
const HELD_AT_DECAY = 2.0;
const NOT_CONVERGED = 3.0;

// As `VOXELS_AN_INVOCATION` of src/kinetics/voxelFit.ts.
const VOXELS = 4u;

var<private> times: array<f32, MAX_TIMES>;
var<private> roots: array<f32, MAX_TIMES>;
// Of the voxels of this invocation, and of the one that is searched.
var<private> readings: array<vec4f, MAX_TIMES>;
var<private> reading: array<f32, MAX_TIMES>;
// The best amplitude at a rate, and what is left: residual sum, the slope d.d of the curve's direction and its product d.r with the residual;
// the curve's square and its mean time for the error.
struct Trial {
  amplitude: f32,
  residualSum: f32,
  slope2: f32,
  slopeResidual: f32,
  curve2: f32,
  meanTime: f32,
}

fn tryRate(logRate: f32) -> Trial {
  let rate = exp(logRate);
  var curve: array<f32, MAX_TIMES>;
  var curve2 = 0.0;
  var product = 0.0;
  var timeProduct = 0.0;
  for (var t = 0u; t < TIMES; t++) {
    let c = roots[t] * exp(-rate * times[t]);
    curve[t] = c;
    curve2 += c * c;
    product += c * reading[t];
    timeProduct += times[t] * c * c;
  }
  let amplitude = max(product / curve2, 0.0);
  let meanTime = timeProduct / curve2;
  var trial = Trial(amplitude, 0.0, 0.0, 0.0, curve2, meanTime);
  for (var t = 0u; t < TIMES; t++) {
    let r = reading[t] - amplitude * curve[t];
    // Derivative of the curve by ln(rate), free of what the amplitude takes up.
    let d = -rate * (times[t] - meanTime) * amplitude * curve[t];
    trial.residualSum += r * r;
    trial.slope2 += d * d;
    trial.slopeResidual += d * r;
  }
  return trial;
}

fn write(voxel: u32, plane: u32, value: f32) {
  result[plane * params.voxels + voxel] = value;
}

@compute @workgroup_size(256, 1, 1)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let invocations = (params.voxels + VOXELS - 1u) / VOXELS;
  let first = linearIndex(id);
  if (first >= invocations) { return; }

  var scales = vec4f(0.0);
  for (var t = 0u; t < TIMES; t++) {
    times[t] = timesH[t];
    roots[t] = rootWeights[t];
    for (var k = 0u; k < VOXELS; k++) {
      let voxel = first + k * invocations;
      if (voxel < params.voxels) { readings[t][k] = activity[t * params.voxels + voxel]; }
    }
    scales = max(scales, readings[t]);
  }
  for (var t = 0u; t < TIMES; t++) { readings[t] *= roots[t] / max(scales, vec4f(1e-30)); }

  var starts = vec4f(params.logSlowestRate);
  var most = vec4f(-1.0);
  let stride = 1u + TIMES;
  for (var s = 0u; s < params.scanned; s++) {
    var along = vec4f(0.0);
    for (var t = 0u; t < TIMES; t++) { along += scan[s * stride + 1u + t] * readings[t]; }
    starts = select(starts, vec4f(scan[s * stride]), along > most);
    most = max(most, along);
  }

  var k = 0u;
  var fresh = true;
  var at: Trial;
  var logRate = 0.0;
  var next = 0.0;
  var damping = 0.0;
  var step = 0u;
  while (k < VOXELS) {
    if (fresh) {
      for (var t = 0u; t < TIMES; t++) { reading[t] = readings[t][k]; }
      next = min(starts[k], params.logFastestRate);
      damping = 5e-3;
      step = 0u;
    }
    let trial = tryRate(next);
    if (fresh || trial.residualSum <= at.residualSum) {
      at = trial;
      logRate = next;
      damping *= 0.2;
    } else {
      damping = max(damping, 1e-3) * 8.0;
    }
    fresh = false;
    step++;
    let wanted = logRate + at.slopeResidual / (at.slope2 * (1.0 + damping) + 1e-30);
    next = clamp(wanted, params.logSlowestRate, params.logFastestRate);
    // What the step promises; where that is nothing beside the sum, or beside rounding, the floor is reached.
    let still = at.slopeResidual * (next - logRate) < 1e-7 * at.residualSum + 1e-13;
    let ended = (still && damping <= 100.0) || damping > 1e5;
    if (!ended && step <= params.steps) { continue; }

    let voxel = first + k * invocations;
    let scale = scales[k];
    k++;
    fresh = true;
    if (voxel >= params.voxels) { continue; }
    let held = logRate <= params.logSlowestRate && at.slopeResidual < 0.0;
    let rate = exp(logRate);
    let amplitude = scale * at.amplitude;
    // Covariance of (a, ln rate) from the projected slope: var(ln rate) = s2/d.d; the integral a/rate moves with both.
    let freedom = max(f32(TIMES) - 2.0, 1.0);
    let variance = at.residualSum / freedom;
    let shift = rate * at.meanTime - 1.0;
    let relative2 = variance * (1.0 / (at.curve2 * at.amplitude * at.amplitude + 1e-30) + shift * shift / (at.slope2 + 1e-30));
    write(voxel, 0u, amplitude);
    write(voxel, 1u, rate);
    write(voxel, 2u, amplitude / rate);
    write(voxel, 3u, select(0.0, amplitude / rate * sqrt(relative2), TIMES > 2u));
    write(voxel, 4u, at.residualSum * scale * scale);
    write(voxel, 5u, select(select(NOT_CONVERGED, FITTED, ended), HELD_AT_DECAY, held));
  }
}
