import { betaSquared } from "./transport/constants";
import { linear } from "./transport/interpolate";
import { collisionStoppingPower, radiativeStoppingPower } from "./transport/stoppingPower";

/** So many particles or photons per decay of one energy. */
export interface Packet {
  readonly energyMeV: number;
  readonly perDecay: number;
}

/**
 * The photons that electrons radiate while they stop in water, carrying `radiatedMeV` in all: their numbers are
 * those of the fluence of slowing electrons N(>T)/S(T) times the cross-section of S.M. Seltzer, M.J. Berger, At Data
 * Nucl Data Tables 35 (1986) 345 for the molecule.
 */
export function bremsstrahlung(electrons: readonly Packet[], radiatedMeV: number): Packet[] {
  const highestMeV = Math.max(0, ...electrons.map(({ energyMeV }) => energyMeV));
  if (highestMeV <= SOFTEST_MEV || radiatedMeV === 0) return [];
  const fluence = slowingFluence(electrons, highestMeV);
  const step = Math.log(highestMeV / SOFTEST_MEV) / BINS;
  const shape = Array.from({ length: BINS }, (_, i) => {
    const energyMeV = SOFTEST_MEV * Math.exp((i + 0.5) * step);
    return { energyMeV, perDecay: photonsPerMeV(energyMeV, fluence) * energyMeV * step };
  });
  // Photons softer than 5 keV are counted as such of 5 keV; the energy per interval is constant there.
  const [softest] = shape;
  shape.unshift({ energyMeV: SOFTEST_MEV, perDecay: softest!.perDecay / step });
  const energy = shape.reduce((sum, packet) => sum + packet.energyMeV * packet.perDecay, 0);
  return shape.map(({ energyMeV, perDecay }) => ({
    energyMeV,
    perDecay: (perDecay * radiatedMeV) / energy,
  }));
}

const SOFTEST_MEV = 0.005;
const BINS = 80;
const ENERGIES = 160;

/** Path, g/cm2 per decay, that electrons spend in each interval of energies; T is the middle of the interval. */
interface Fluence {
  readonly energyMeV: number;
  readonly path: number;
}

function slowingFluence(electrons: readonly Packet[], highestMeV: number): Fluence[] {
  const sorted = [...electrons].sort((a, b) => b.energyMeV - a.energyMeV);
  const step = Math.log(highestMeV / SOFTEST_MEV) / ENERGIES;
  let faster = 0;
  let next = 0;
  return Array.from({ length: ENERGIES }, (_, i) => {
    const energyMeV = highestMeV * Math.exp(-(i + 0.5) * step);
    while (next < sorted.length && sorted[next]!.energyMeV > energyMeV) {
      faster += sorted[next++]!.perDecay;
    }
    const stopping = collisionStoppingPower(energyMeV) + radiativeStoppingPower(energyMeV);
    return { energyMeV, path: (faster * energyMeV * step) / stopping };
  });
}

/** But for a constant factor. */
function photonsPerMeV(photonMeV: number, fluence: readonly Fluence[]): number {
  return fluence.reduce((sum, { energyMeV, path }) => {
    if (energyMeV < photonMeV) return sum;
    const cross = scaledCrossSection(energyMeV, photonMeV / energyMeV);
    return sum + (path * cross) / (betaSquared(energyMeV) * photonMeV);
  }, 0);
}

/** beta^2 k dsigma/dk of a water molecule over its sum of Z^2, mb, by share k/T of the electron's energy. */
const SHARES = [0, 0.1, 0.2, 0.4, 0.6, 0.8, 0.95, 1];
const SCALED: readonly (readonly [mev: number, values: readonly number[]])[] = [
  [0.02, [10.2, 9.3, 8.4, 6.95, 5.7, 4.8, 4.3, 4.2]],
  [0.05, [11.4, 9.9, 8.6, 6.5, 5.0, 3.9, 3.1, 2.9]],
  [0.1, [12.1, 10.0, 8.4, 6.0, 4.4, 3.15, 2.2, 2.0]],
  [0.2, [12.8, 10.0, 8.0, 5.4, 3.75, 2.5, 1.5, 1.2]],
  [0.5, [14.3, 10.2, 7.8, 4.9, 3.2, 1.9, 1.0, 0.6]],
  [1, [15.9, 10.9, 8.2, 5.2, 3.3, 1.8, 0.9, 0.4]],
  [2, [17.6, 12.0, 9.1, 5.9, 3.9, 2.2, 1.0, 0.4]],
];
const byShare = SCALED.map(([mev, values]) => ({
  ln: Math.log(mev),
  at: linear(values.map((value, i) => [SHARES[i]!, value] as const)),
}));

/** Straight in the logarithm of the electron's energy, and the same outside 20 keV to 2 MeV. */
function scaledCrossSection(energyMeV: number, share: number): number {
  const ln = Math.log(energyMeV);
  const next = byShare.findIndex((row) => row.ln > ln);
  if (next === 0) return byShare[0]!.at(share);
  if (next < 0) return byShare.at(-1)!.at(share);
  const [below, above] = [byShare[next - 1]!, byShare[next]!];
  const weight = (ln - below.ln) / (above.ln - below.ln);
  return (1 - weight) * below.at(share) + weight * above.at(share);
}
