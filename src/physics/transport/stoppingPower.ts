import { betaSquared, ELECTRON_MASS_MEV, TRANSFER_SCALE } from "./constants";
import { linear, logLog } from "./interpolate";

/** What stops electrons: `electrons` per gram relative to water, mean excitation energy. */
export interface Stopper {
  readonly electrons: number;
  readonly excitationMeV: number;
}

/** Mean excitation energy 75 eV as in ESTAR (ICRU 37); 78 eV (ICRU 90) makes ranges 0.4 % longer. */
export const WATER_STOPPER: Stopper = { electrons: 1, excitationMeV: 75e-6 };

/**
 * Energy lost to atomic electrons per path, MeV cm2/g: Bethe's formula for electrons with density effect (M.J. Berger, S.M. Seltzer, ICRU
 * Report 37, 1984). The density effect of another medium, of about 1 g/cm3, is that of water at the momentum that its plasma energy per
 * excitation energy makes alike.
 */
export function collisionStoppingPower(energyMeV: number, stopper = WATER_STOPPER): number {
  const { electrons, excitationMeV } = stopper;
  const tau = energyMeV / ELECTRON_MASS_MEV;
  const beta2 = betaSquared(energyMeV);
  const f = (1 - beta2) * (1 + tau ** 2 / 8 - (2 * tau + 1) * Math.LN2);
  const logs = 2 * Math.log(energyMeV / excitationMeV) + Math.log(1 + tau / 2);
  const density = stopper === WATER_STOPPER ? energyMeV : alikeInWater(energyMeV, stopper);
  return ((electrons * TRANSFER_SCALE) / beta2) * (logs + f - densityEffect(density));
}

function alikeInWater(energyMeV: number, { electrons, excitationMeV }: Stopper): number {
  const gamma = 1 + energyMeV / ELECTRON_MASS_MEV;
  const scale2 = electrons * (WATER_STOPPER.excitationMeV / excitationMeV) ** 2;
  return ELECTRON_MASS_MEV * (Math.sqrt(1 + scale2 * (gamma ** 2 - 1)) - 1);
}

/** Energy radiated as bremsstrahlung per path in water, MeV cm2/g (ESTAR, NIST). */
export function radiativeStoppingPower(energyMeV: number): number {
  return radiative(energyMeV);
}

/** Path of an electron that loses energy steadily until it rests, g/cm2 (CSDA range), 0.1 keV to 4 MeV. */
export function csdaRange(energyMeV: number): number {
  return range(energyMeV);
}

/** CSDA range, g/cm2, by energy, MeV, for any stopping power in MeV cm2/g. */
export const csdaRangeOf = (stoppingPower: (energyMeV: number) => number) =>
  logLog(rangeTable(stoppingPower));

/** Kinetic energy, MeV, of the electron with this CSDA range in g/cm2. */
export function energyOfRange(rangeGPerCm2: number): number {
  return energy(rangeGPerCm2);
}

/** Polarisation of water by fast electrons (ESTAR's table, I = 75 eV). */
const tabulatedDensityEffect = linear([
  [0.5, 0],
  [0.55, 0.011],
  [0.6, 0.0294],
  [0.7, 0.0743],
  [0.8, 0.1267],
  [0.9, 0.1835],
  [1, 0.2428],
  [1.25, 0.3944],
  [1.5, 0.5437],
  [2, 0.8218],
  [2.5, 1.069],
  [3, 1.288],
  [3.5, 1.484],
]);

function densityEffect(energyMeV: number): number {
  return Math.max(0, tabulatedDensityEffect(energyMeV));
}

const radiative = logLog([
  [0.01, 0.00389],
  [0.05, 0.00401],
  [0.1, 0.00421],
  [0.2, 0.00478],
  [0.3, 0.00549],
  [0.5, 0.00724],
  [0.7, 0.00934],
  [1, 0.01279],
  [1.5, 0.0194],
  [2, 0.02674],
  [2.5, 0.03472],
  [3, 0.04299],
]);

const LOWEST_MEV = 1e-4;
const HIGHEST_MEV = 4;
const POINTS = 800;
const RANGES = rangeTable((mev) => collisionStoppingPower(mev) + radiativeStoppingPower(mev));
const range = logLog(RANGES);
const energy = logLog(RANGES.map(([mev, path]) => [path, mev] as const));

/** Integral of dT/S by Simpson's rule on a logarithmic grid, S taken as constant below it. */
function rangeTable(
  stoppingPower: (energyMeV: number) => number,
): (readonly [energyMeV: number, rangeGPerCm2: number])[] {
  const perLog = (mev: number) => mev / stoppingPower(mev);
  const step = Math.log(HIGHEST_MEV / LOWEST_MEV) / POINTS;
  let path = perLog(LOWEST_MEV);
  return Array.from({ length: POINTS + 1 }, (_, i) => {
    const mev = LOWEST_MEV * Math.exp(i * step);
    if (i > 0) {
      const before = mev * Math.exp(-step);
      const middle = mev * Math.exp(-step / 2);
      path += (step / 6) * (perLog(before) + 4 * perLog(middle) + perLog(mev));
    }
    return [mev, path] as const;
  });
}
