import type { PointKernel } from "../physics/pointKernel";

/** A point kernel as a smooth function of the radius, in its own medium of 1 g/cm3. */
export interface RadialEnergy {
  /** Energy deposited within a radius, MeV per decay: `localMeV` at 0, rising monotonically, constant beyond the last radius. */
  readonly within: (radiusMm: number) => number;
  readonly localMeV: number;
  readonly lastRadiusMm: number;
}

/**
 * Monotone cubic interpolation of the cumulative energy in ln r, linear from the point itself to the first radius.
 * Source: Fritsch and Carlson, SIAM J Numer Anal 17 (1980) 238, slopes as harmonic means (Fritsch and Butland, 1984).
 */
export function radialEnergy({ radiusMm, cumulativeMeV, localMeV }: PointKernel): RadialEnergy {
  const logRadius = radiusMm.map(Math.log);
  const slope = monotoneSlopes(logRadius, cumulativeMeV);
  const last = radiusMm.length - 1;
  const within = (radius: number): number => {
    if (radius <= radiusMm[0]!)
      return localMeV + ((cumulativeMeV[0]! - localMeV) * Math.max(0, radius)) / radiusMm[0]!;
    if (radius >= radiusMm[last]!) return cumulativeMeV[last]!;
    const x = Math.log(radius);
    const i = intervalOf(logRadius, x);
    const width = logRadius[i + 1]! - logRadius[i]!;
    const t = (x - logRadius[i]!) / width;
    const rise = cumulativeMeV[i + 1]! - cumulativeMeV[i]!;
    const [a, b] = [slope[i]! * width, slope[i + 1]! * width];
    return cumulativeMeV[i]! + t * (a + t * (3 * rise - 2 * a - b + t * (a + b - 2 * rise)));
  };
  return { within, localMeV, lastRadiusMm: radiusMm[last]! };
}

/** The radius in mm, at 1 g/cm3, within which a kernel deposits `share` of all its energy; the last radius when it never does. */
export function radiusHolding(kernel: PointKernel, share: number): number {
  const { within, lastRadiusMm } = radialEnergy(kernel);
  const wanted = share * kernel.totalMeV;
  let [low, high] = [0, lastRadiusMm];
  if (wanted <= 0) return 0;
  if (within(high) <= wanted) return high;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (within(middle) < wanted) low = middle;
    else high = middle;
  }
  return high;
}

function monotoneSlopes(x: Float64Array, y: Float64Array): Float64Array {
  const last = x.length - 1;
  const secant = (i: number) => (y[i + 1]! - y[i]!) / (x[i + 1]! - x[i]!);
  return x.map((_, i) => {
    if (i === 0 || i === last) return secant(Math.min(i, last - 1));
    const [before, after] = [secant(i - 1), secant(i)];
    return before * after <= 0 ? 0 : (2 * before * after) / (before + after);
  });
}

function intervalOf(ascending: Float64Array, x: number): number {
  let [low, high] = [0, ascending.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! <= x) low = middle;
    else high = middle;
  }
  return low;
}
