// Two exponentials through the readings of every voxel, by least squares:
//
//   A(t) = c1 (e^(-rate t) - e^(-(rate + gap) t)) + c2 e^(-(rate + gap) t),   0 <= c2 <= largest c1, slowest rate <= rate, gap > 0
//
// and rate <= fastest slow rate, so that noise in what was over before the first reading is not read back to the administration;
// which is the biExponential of src/kinetics/models.ts: uptake from zero with c2 = 0, two washouts with c2 > c1, A(0) = c2 never negative.
// c1 and c2 are linear and follow from the rates (variable projection; Golub and Pereyra, SIAM J Numer Anal 10 (1973) 413), so the search
// is over (ln rate, ln gap), by Newton's method with the exact second derivatives of the projected sum. The bounds of c make that sum
// three smooth ones, which are searched apart: c free, c = (1, 0) alone, c = (1, largest) alone. A scan of pairs prepared on the CPU finds
// a start for each; a search that cannot come below the best so far is left.
// An invocation scans for four voxels, so that a pair is read once for them, and takes their searches one after the other in a single
// loop, so that neighbours wait for the sum of four voxels, not for the longest of each.
// Readings are scaled to their largest, so that all numbers stay near 1; 1 - e^(-x) is summed as a series where x is small.
// Moves 4 * times + 28 bytes a voxel; about 4 flops per time and scanned pair and 100 per time and step.

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
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> timesH: array<f32>;
// Square roots of the weights of the readings, the largest 1.
@group(0) @binding(2) var<storage, read> rootWeights: array<f32>;
// For each scanned pair ln(rate), ln(gap), then of its two weighted curves, those at both ends of what is allowed, c = (1, 0) and
// c = (1, largest): R12/R22, the second's direction in the orthonormal columns Q1 and Q2, and these.
@group(0) @binding(3) var<storage, read> scan: array<f32>;
// One scan's readings after another; of every voxel at least one is above 0.
@group(0) @binding(4) var<storage, read> activity: array<f32>;
// Planes: slow amplitude, slow rate, fast amplitude, fast rate, integral, weighted residual sum, status.
@group(0) @binding(5) var<storage, read_write> result: array<f32>;

const MAX_TIMES = 8u;
// Number of scans, known when the pipeline is made so that loops over it unroll.
override TIMES: u32 = MAX_TIMES;
const FITTED = 1.0;
const HELD_AT_DECAY = 2.0;
const NOT_CONVERGED = 3.0;

// As `VOXELS_AN_INVOCATION` of src/kinetics/voxelFit.ts.
const VOXELS = 4u;

// What a search leaves free: both coefficients; c = (1, 0) times a number; c = (1, largest) times a number; again both, from the best of these.
const BOTH = 0u;
const FIRST = 1u;
const SECOND = 2u;
const AGAIN = 3u;
const SEARCHES = 4u;

// Steps that promise less of the sum than this are the last one, or not worth taking.
const LAST_SHARE = 3e-4;
const NO_SHARE = 1e-5;
// Of the sum itself, which is about 1 where nothing is explained: rounding.
const ROUNDING = 1e-13;
const LONGEST_STEP = 2.0;

var<private> times: array<f32, MAX_TIMES>;
var<private> roots: array<f32, MAX_TIMES>;
// Of the voxels of this invocation, and of the one that is searched.
var<private> readings: array<vec4f, MAX_TIMES>;
var<private> reading: array<f32, MAX_TIMES>;

// What the best coefficients at a pair of rates leave, and how that changes with (ln rate, ln gap).
struct Trial {
  c: vec2f,
  sum: f32,
  // With both free they are what is allowed.
  allowed: bool,
  // Half the slope of the sum, downwards.
  downhill: vec2f,
  // Half its second derivatives (11, 12, 22), and those without the bend of the curve (Gauss and Newton, Kaufman).
  square: vec3f,
  gauss: vec3f,
}

fn oneMinusExp(x: f32, e: f32) -> f32 {
  let series = x * (1.0 - x * (0.5 - x * (1.0 / 6.0 - x * (1.0 / 24.0 - x / 120.0))));
  return select(1.0 - e, series, x < 0.25);
}

fn pairs(v: vec2f) -> vec3f {
  return vec3f(v.x * v.x, v.x * v.y, v.y * v.y);
}

fn twice(a: vec2f, b: vec2f) -> vec3f {
  return vec3f(2.0 * a.x * b.x, a.x * b.y + a.y * b.x, 2.0 * a.y * b.y);
}

fn tryRates(at: vec2f, search: u32) -> Trial {
  let rates = exp(at);
  var slow: array<f32, MAX_TIMES>;
  var fast: array<f32, MAX_TIMES>;
  var squares = vec3f(0.0);
  for (var t = 0u; t < TIMES; t++) {
    let e = roots[t] * exp(-rates.x * times[t]);
    let x = rates.y * times[t];
    let g = exp(-x);
    slow[t] = e * oneMinusExp(x, g);
    fast[t] = e * g;
    squares += pairs(vec2f(slow[t], fast[t]));
  }

  // Orthogonal columns: slow, and what is left of fast beside it.
  let inverse1 = inverseSqrt(squares.x);
  let onto = squares.y * inverse1 * inverse1;
  var along1 = 0.0;
  var along2 = 0.0;
  var rest2 = 0.0;
  for (var t = 0u; t < TIMES; t++) {
    let rest = fast[t] - onto * slow[t];
    along1 += slow[t] * reading[t];
    along2 += rest * reading[t];
    rest2 += rest * rest;
  }
  let independent = rest2 > 1e-12 * squares.z && squares.z > 1e-30;
  let inverse2 = select(0.0, inverseSqrt(rest2), independent);
  along1 *= inverse1;
  along2 *= inverse2;

  // Shares of the two ends of what is allowed, (1, 0) and (1, largest): neither below 0.
  let end2 = vec2f((squares.x + params.largest * squares.y) * inverse1, params.largest * sqrt(rest2));
  var share = vec2f(0.0, select(0.0, along2 / end2.y, independent));
  share.x = (along1 - end2.x * share.y) * inverse1;
  let allowed = share.x >= 0.0 && share.y >= 0.0;
  // Columns in use: (slow + mix fast) scale.x and (fast - onto slow) scale.y.
  var mix = 0.0;
  var scale = vec2f(inverse1, inverse2);
  if (search == FIRST) {
    share = vec2f(max(along1, 0.0) * inverse1, 0.0);
    scale.y = 0.0;
  }
  if (search == SECOND) {
    let inverseEnd = inverseSqrt(dot(end2, end2));
    share = vec2f(0.0, max(dot(end2, vec2f(along1, along2)) * inverseEnd, 0.0) * inverseEnd);
    mix = params.largest;
    scale = vec2f(inverseEnd, 0.0);
  }
  let c = vec2f(share.x + share.y, params.largest * share.y);

  // Derivatives by the rates themselves: of the curve d = (-t curve, t fast (c1 - c2)), of the columns -t and t (1, -1) fast.
  var left: array<f32, MAX_TIMES>;
  var d: array<vec2f, MAX_TIMES>;
  var sum = 0.0;
  var on1 = vec2f(0.0);
  var on2 = vec2f(0.0);
  var moved = vec2f(0.0);
  var bent = vec2f(0.0);
  for (var t = 0u; t < TIMES; t++) {
    let curve = c.x * slow[t] + c.y * fast[t];
    left[t] = reading[t] - curve;
    d[t] = times[t] * vec2f(-curve, fast[t] * (c.x - c.y));
    sum += left[t] * left[t];
    on1 += d[t] * (slow[t] + mix * fast[t]);
    on2 += d[t] * (fast[t] - onto * slow[t]);
    moved += times[t] * left[t] * vec2f(slow[t], fast[t]);
    bent += times[t] * left[t] * d[t];
  }
  on1 *= scale.x;
  on2 *= scale.y;
  // What the coefficients do not take up of d: subtracted before it is squared, since it is a small rest where the rates lie close.
  var downhill = vec2f(0.0);
  var gauss = vec3f(0.0);
  for (var t = 0u; t < TIMES; t++) {
    let free = d[t] - on1 * scale.x * (slow[t] + mix * fast[t]) - on2 * scale.y * (fast[t] - onto * slow[t]);
    downhill += free * left[t];
    gauss += pairs(free);
  }
  // The residual's hold on the derivatives of the columns in use.
  let held1 = scale.x * vec2f(-moved.x - mix * moved.y, (1.0 - mix) * moved.y);
  let held2 = scale.y * vec2f(onto * moved.x - moved.y, -(1.0 + onto) * moved.y);
  let hold = twice(on1, held1) + twice(on2, held2) - pairs(held1) - pairs(held2);
  let bend = vec3f(rates.x * downhill.x, 0.0, rates.y * downhill.y) - bent.xyy * pairs(rates);
  return Trial(c, sum, allowed, downhill * rates, (gauss + hold) * pairs(rates) - bend, gauss * pairs(rates));
}

// Newton's step where the sum is a bowl there, that of Gauss and Newton where not; along the bounds where it would leave them.
fn dampedStep(trial: Trial, at: vec2f, damping: f32) -> vec2f {
  let lower = vec2f(params.logSlowestRate, params.logSmallestGap);
  let upper = vec2f(params.logFastestSlowRate, params.logFastestRate);
  let held = ((at <= lower) & (trial.downhill < vec2f(0.0))) | ((at >= upper) & (trial.downhill > vec2f(0.0)));
  let to = select(trial.downhill, vec2f(0.0), held);
  let coupled = !any(held);
  let determinant2 = trial.square.x * trial.square.z - trial.square.y * trial.square.y;
  let bowl = all((trial.square.xz > vec2f(0.0)) | held) && (!coupled || determinant2 > 1e-3 * trial.square.x * trial.square.z);
  let square = select(trial.gauss, trial.square, bowl);
  let own = select(square.xz, vec2f(0.0), held);
  let cross = select(0.0, square.y, coupled);
  // Damped by the other direction's slope too: one that the readings hardly see must not run away.
  // Where both are held nothing is left to divide by; the square of what stands in for it is no denormal, which devices may take for 0.
  let damped = own * (1.0 + damping) + 0.01 * damping * max(own.x, own.y) + 1e-18;
  let product = damped.x * damped.y;
  let step = (damped.yx * to - cross * to.yx) / max(product - cross * cross, 1e-7 * product);
  // No farther than the scan is coarse, and downhill still.
  return step * (LONGEST_STEP / max(LONGEST_STEP, max(abs(step.x), abs(step.y))));
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

  // What a pair of rates explains of the readings' square: the best pair of those inside what is allowed and at either end of it.
  var starts: array<vec4u, 3>;
  var explained: array<vec4f, 3>;
  for (var s = 0u; s < params.scanned; s++) {
    let base = s * (5u + 2u * TIMES);
    var along1 = vec4f(0.0);
    var along2 = vec4f(0.0);
    for (var t = 0u; t < TIMES; t++) {
      along1 += scan[base + 5u + t] * readings[t];
      along2 += scan[base + 5u + TIMES + t] * readings[t];
    }
    let inside = (along2 >= vec4f(0.0)) & (along1 >= scan[base + 2u] * along2);
    let both = select(vec4f(0.0), along1 * along1 + along2 * along2, inside);
    let second = scan[base + 3u] * along1 + scan[base + 4u] * along2;
    starts[BOTH] = select(starts[BOTH], vec4u(base), both > explained[BOTH]);
    starts[FIRST] = select(starts[FIRST], vec4u(base), along1 > explained[FIRST]);
    starts[SECOND] = select(starts[SECOND], vec4u(base), second > explained[SECOND]);
    explained[BOTH] = max(explained[BOTH], both);
    explained[FIRST] = max(explained[FIRST], along1);
    explained[SECOND] = max(explained[SECOND], second);
  }

  let lower = vec2f(params.logSlowestRate, params.logSmallestGap);
  let upper = vec2f(params.logFastestSlowRate, params.logFastestRate);
  var k = 0u;
  var search = BOTH;
  var fresh = true;
  var best = vec2f(0.0);
  var bestC = vec2f(0.0);
  var bestSum = 0.0;
  var status = 0.0;
  var again = false;
  var at = vec2f(0.0);
  var next = vec2f(0.0);
  var here: Trial;
  var damping = 0.0;
  var step = 0u;
  var last = false;
  while (k < VOXELS) {
    if (fresh) {
      if (search == BOTH) {
        for (var t = 0u; t < TIMES; t++) { reading[t] = readings[t][k]; }
        // Should no search find a sum, there is no curve: not that of the voxel before.
        best = lower;
        bestC = vec2f(0.0);
        bestSum = 1e30;
        status = NOT_CONVERGED;
        again = false;
      }
      let start = select(select(starts[SECOND][k], starts[FIRST][k], search == FIRST), starts[BOTH][k], search == BOTH);
      next = select(clamp(vec2f(scan[start], scan[start + 1u]), lower, upper), best, search == AGAIN);
      damping = 1e-2;
      step = 0u;
      last = false;
    }
    let trial = tryRates(next, search);
    if (fresh || trial.sum < here.sum) {
      at = next;
      here = trial;
      damping *= 0.1;
    } else {
      damping = max(damping, 1e-3) * 8.0;
    }
    fresh = false;
    step++;
    let stride = dampedStep(here, at, damping);
    next = clamp(at + stride, lower, upper);
    // What the step promises; where that is nothing beside the sum, or beside rounding, the floor is reached.
    let promised = dot(here.downhill, stride);
    let trusted = damping <= 1.0;
    let floor = last || damping > 1e5 || (trusted && promised < NO_SHARE * here.sum + ROUNDING);
    last = trusted && promised < LAST_SHARE * here.sum + ROUNDING;
    let hopeless = trusted && here.sum - 4.0 * promised > bestSum;
    if (!floor && !hopeless && step <= params.steps) { continue; }

    let free = search == BOTH || search == AGAIN;
    if ((here.allowed || !free) && here.sum < bestSum) {
      best = at;
      bestC = here.c;
      bestSum = here.sum;
      status = select(NOT_CONVERGED, FITTED, floor);
      if (at.x <= params.logSlowestRate && here.downhill.x < 0.0) { status = HELD_AT_DECAY; }
      again = here.allowed && !free;
    }
    fresh = true;
    search++;
    // At an end of what is allowed, and lower if it were let go.
    if (search == AGAIN && !again) { search++; }
    if (search < SEARCHES) { continue; }

    let voxel = first + k * invocations;
    let scale = scales[k];
    search = BOTH;
    k++;
    if (voxel >= params.voxels) { continue; }
    let rates = exp(best);
    let fastRate = rates.x + rates.y;
    write(voxel, 0u, scale * bestC.x);
    write(voxel, 1u, rates.x);
    write(voxel, 2u, scale * (bestC.y - bestC.x));
    write(voxel, 3u, fastRate);
    write(voxel, 4u, scale * (bestC.x * rates.y / (rates.x * fastRate) + bestC.y / fastRate));
    write(voxel, 5u, scale * scale * bestSum);
    write(voxel, 6u, status);
  }
}
