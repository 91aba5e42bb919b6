import { comptonMu, sampleCompton } from "./compton";
import { ELECTRON_MASS_MEV } from "./constants";
import { advance, type Particle, turn } from "./particle";
import { type PhotonRates, photonRates } from "./photonCrossSections";
import type { Random } from "./random";
import { sampleRayleigh } from "./rayleigh";

/** Energy, MeV, that electrons get in shells around the point where photons start, apart for the first interaction. */
export interface PhotonTally {
  firstMeV: number;
  /** Of all later interactions, by shell; `shellOf` finds the shell of a distance in g/cm2. */
  readonly laterMeV: Float64Array;
  readonly shellOf: (distance: number) => number;
}

/** Rates by energy on a fine logarithmic grid, for many photons. */
export interface RateTable {
  readonly lowestLn: number;
  readonly perLn: number;
  readonly rates: readonly PhotonRates[];
}

const LOWEST_MEV = 0.003;
const HIGHEST_MEV = 3.1;
const RATES_PER_LN = 2000;

export function rateTable(): RateTable {
  const lowestLn = Math.log(LOWEST_MEV);
  const count = Math.ceil((Math.log(HIGHEST_MEV) - lowestLn) * RATES_PER_LN) + 1;
  const rates = Array.from({ length: count }, (_, i) =>
    photonRates(Math.exp(lowestLn + i / RATES_PER_LN)),
  );
  return { lowestLn, perLn: RATES_PER_LN, rates };
}

/**
 * Follows one photon through unbounded water, from the origin, with the photons of annihilation that pair production
 * leaves. The electrons' energy is deposited where they are set in motion, and that of photons below 3 keV at once.
 */
export function followPhoton(
  energyMeV: number,
  table: RateTable,
  random: Random,
  tally: PhotonTally,
): void {
  const waiting: Particle[] = [{ energyMeV, x: 0, y: 0, z: 0, u: 0, v: 0, w: 1 }];
  let first = true;
  for (let photon = waiting.pop(); photon; photon = waiting.pop()) {
    while (photon.energyMeV > 0) {
      const rates = ratesAt(table, photon.energyMeV);
      advance(photon, -Math.log(random()) / rates.total);
      const depositedMeV = interact(photon, rates, waiting, random);
      if (first) tally.firstMeV += depositedMeV;
      else if (depositedMeV > 0) tally.laterMeV[tally.shellOf(distance(photon))]! += depositedMeV;
      first = false;
    }
  }
}

/** One interaction; returns the energy given to electrons. A photon that ends has no energy left. */
function interact(
  photon: Particle,
  rates: PhotonRates,
  waiting: Particle[],
  random: Random,
): number {
  const { energyMeV } = photon;
  const at = random() * rates.total;
  if (at < rates.incoherent) {
    const scattered = sampleCompton(energyMeV, random);
    turn(photon, comptonMu(energyMeV, scattered), random);
    photon.energyMeV = scattered > LOWEST_MEV ? scattered : 0;
  } else if (at < rates.incoherent + rates.coherent) {
    turn(photon, sampleRayleigh(energyMeV, random), random);
  } else if (at < rates.incoherent + rates.coherent + rates.pair) {
    photon.energyMeV = ELECTRON_MASS_MEV;
    turn(photon, random(), random);
    waiting.push({ ...photon, u: -photon.u, v: -photon.v, w: -photon.w });
    return energyMeV - 2 * ELECTRON_MASS_MEV;
  } else {
    photon.energyMeV = 0;
  }
  return energyMeV - photon.energyMeV;
}

function ratesAt(table: RateTable, energyMeV: number): PhotonRates {
  return table.rates[Math.round((Math.log(energyMeV) - table.lowestLn) * table.perLn)]!;
}

function distance({ x, y, z }: Particle): number {
  return Math.sqrt(x * x + y * y + z * z);
}
