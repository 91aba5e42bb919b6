import type { Random } from "./random";
import { formFactorSquared, momentumTransfer } from "./waterFormFactor";

/** mu = (1 - cos theta)/2 of a photon that water scatters coherently: Thomson's angles times the squared form factor. */
export function sampleRayleigh(energyMeV: number, random: Random): number {
  const scale = momentumTransfer(energyMeV, 1);
  const total = integralTo(Math.min(LARGEST_X2, scale ** 2));
  for (;;) {
    const mu = Math.min(1, inverseIntegral(total * random()) / scale ** 2);
    const cosine = 1 - 2 * mu;
    if (2 * random() < 1 + cosine ** 2) return mu;
  }
}

const LARGEST_X2 = 100;
const POINTS = 600;
/** Integral of F^2 over x^2, up to x^2 = 100 (i/600)^3. */
const INTEGRAL = integralTable();

function x2At(i: number): number {
  return LARGEST_X2 * (i / POINTS) ** 3;
}

function integralTable(): Float64Array {
  const table = new Float64Array(POINTS + 1);
  for (let i = 1; i <= POINTS; i++) {
    const [from, to] = [x2At(i - 1), x2At(i)];
    table[i] = table[i - 1]! + (to - from) * formFactorSquared(Math.sqrt((from + to) / 2));
  }
  return table;
}

function integralTo(x2: number): number {
  const place = POINTS * Math.cbrt(x2 / LARGEST_X2);
  const i = Math.min(POINTS - 1, Math.floor(place));
  const share = (x2 - x2At(i)) / (x2At(i + 1) - x2At(i));
  return INTEGRAL[i]! + share * (INTEGRAL[i + 1]! - INTEGRAL[i]!);
}

function inverseIntegral(value: number): number {
  let low = 0;
  let high = POINTS;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (INTEGRAL[middle]! <= value) low = middle;
    else high = middle;
  }
  const share = (value - INTEGRAL[low]!) / (INTEGRAL[high]! - INTEGRAL[low]!);
  return x2At(low) + share * (x2At(high) - x2At(low));
}
