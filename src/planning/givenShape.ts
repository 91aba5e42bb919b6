/** How one dose lies in the parts of a structure. */
export interface LaidDose {
  /** Mean in each part over the mean of the structure. */
  readonly dose: Float64Array;
  /** Mean square in each part over the square of that mean. */
  readonly square: Float64Array;
}

/**
 * How the dose of each given cycle, and that of a coming one, lie in a structure, part by part. Known where the doses of the cycles are known voxel by voxel.
 */
export interface GivenShape {
  /** Of the structure; they sum to 1. */
  readonly share: Float64Array;
  /** One a given cycle, in their order. */
  readonly given: readonly LaidDose[];
  readonly coming: LaidDose;
  /** Smoothed doses over the same means, where one of their sums can be highest. */
  readonly smoothed?: { readonly given: readonly Float64Array[]; readonly coming: Float64Array };
}

/** Doses at the same places: of each given cycle as it was given, and of a coming one, each in its own unit of dose. */
export interface DosesAtPlaces {
  readonly given: readonly ArrayLike<number>[];
  readonly coming: ArrayLike<number>;
}

/** Cells along each axis of the histogram of voxels; each keeps the means of its voxels. */
const CELLS = 128;

/**
 * Voxels whose given doses together, and whose coming dose, are the same to a 128th of the highest, put together; means and mean squares stay exact, and voxels that can
 * be the hottest of a sum stay by themselves. Undefined where nothing was given, or nothing is to come. `smoothed` are smoothed doses at places of their own, in the same units.
 */
export function givenShapeOf(
  weights: ArrayLike<number>,
  { given, coming }: DosesAtPlaces,
  smoothed?: DosesAtPlaces,
): GivenShape | undefined {
  const together = sumOf(given, weights.length);
  const means = given.map((dose) => weightedMean(weights, dose));
  const [givenMean, comingMean] = [weightedMean(weights, together), weightedMean(weights, coming)];
  if (!(givenMean > 0 && comingMean > 0)) return undefined;
  const cellOf = cellsOf(together, coming);
  const alone = hottest(weights, together, coming, [givenMean, comingMean]);
  const places = new Map<number, number>();
  const own = new Uint32Array(weights.length);
  for (let v = 0; v < weights.length; v++) {
    if (!(weights[v]! > 0)) continue;
    const key = alone.has(v) ? -1 - v : cellOf(v);
    const place = places.get(key) ?? places.size;
    places.set(key, place);
    own[v] = place;
  }
  const parts = { own, weights, share: sharesOf(own, weights, places.size) };
  return {
    share: parts.share,
    given: given.map((dose, c) => laidIn(parts, dose, means[c]!)),
    coming: laidIn(parts, coming, comingMean),
    ...(smoothed ? { smoothed: hottestOf(smoothed, means, comingMean) } : {}),
  };
}

interface Parts {
  /** Of each voxel. */
  readonly own: Uint32Array;
  readonly weights: ArrayLike<number>;
  readonly share: Float64Array;
}

function laidIn({ own, weights, share }: Parts, gy: ArrayLike<number>, mean: number): LaidDose {
  const [dose, square] = [new Float64Array(share.length), new Float64Array(share.length)];
  if (!(mean > 0)) return { dose, square };
  const total = weightOf(weights);
  for (let v = 0; v < own.length; v++) {
    const part = own[v]!;
    const weight = weights[v]! / total / share[part]!;
    const relative = gy[v]! / mean;
    dose[part]! += weight * relative;
    square[part]! += weight * relative ** 2;
  }
  return { dose, square };
}

function sharesOf(own: Uint32Array, weights: ArrayLike<number>, count: number): Float64Array {
  const share = new Float64Array(count);
  const total = weightOf(weights);
  for (let v = 0; v < own.length; v++) share[own[v]!]! += weights[v]! / total;
  return share;
}

/** The cell of each voxel in the histogram of both doses. */
function cellsOf(given: ArrayLike<number>, coming: ArrayLike<number>): (v: number) => number {
  const [most, mostComing] = [largestOf(given), largestOf(coming)];
  const step = (gy: number, top: number) =>
    Math.min(CELLS - 1, Math.max(0, Math.floor((CELLS * gy) / top)));
  return (v) => CELLS * step(given[v]!, most) + step(coming[v]!, mostComing);
}

/** The smoothed doses, over the means, at the places where a sum of them is highest. */
function hottestOf(
  { given, coming }: DosesAtPlaces,
  means: readonly number[],
  comingMean: number,
): NonNullable<GivenShape["smoothed"]> {
  const together = sumOf(given, coming.length);
  const everywhere = Float64Array.from(coming, () => 1);
  const givenMean = means.reduce((sum, mean) => sum + mean, 0);
  const places = [...hottest(everywhere, together, coming, [givenMean, comingMean])];
  const over = (mean: number, dose: ArrayLike<number>) =>
    Float64Array.from(places, (at) => (mean > 0 ? dose[at]! / mean : 0));
  return { given: given.map((dose, c) => over(means[c]!, dose)), coming: over(comingMean, coming) };
}

/** Steps from all given to all coming dose, at which the hottest voxel is looked for. */
const STEPS = 32;

/** Voxels that are the hottest of some sum of the two doses: of a given sum the maximum is then met to cos(90°/64), 0.03 %. */
function hottest(
  weights: ArrayLike<number>,
  given: ArrayLike<number>,
  coming: ArrayLike<number>,
  [givenMean, comingMean]: readonly [number, number],
): ReadonlySet<number> {
  const found = new Set<number>();
  for (let step = 0; step <= STEPS; step++) {
    const angle = (step * Math.PI) / (2 * STEPS);
    const [a, b] = [Math.cos(angle) / givenMean, Math.sin(angle) / comingMean];
    let [best, most] = [-1, -1];
    for (let v = 0; v < weights.length; v++) {
      const sum = a * given[v]! + b * coming[v]!;
      if (weights[v]! > 0 && sum > most) [best, most] = [v, sum];
    }
    if (best >= 0) found.add(best);
  }
  return found;
}

function sumOf(doses: readonly ArrayLike<number>[], length: number): Float64Array {
  const sum = new Float64Array(length);
  for (const dose of doses) for (let v = 0; v < length; v++) sum[v]! += dose[v]!;
  return sum;
}

function weightedMean(weights: ArrayLike<number>, values: ArrayLike<number>): number {
  let sum = 0;
  for (let v = 0; v < weights.length; v++) sum += weights[v]! * values[v]!;
  const total = weightOf(weights);
  return total > 0 ? sum / total : 0;
}

function weightOf(weights: ArrayLike<number>): number {
  let total = 0;
  for (let v = 0; v < weights.length; v++) total += weights[v]!;
  return total;
}

function largestOf(values: ArrayLike<number>): number {
  let most = 0;
  for (let v = 0; v < values.length; v++) most = Math.max(most, values[v]!);
  return most;
}
