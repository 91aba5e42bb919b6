import { linear } from "./interpolate";

/**
 * Squared form factor of a water molecule made of independent atoms at x = sin(theta/2)/lambda, 1/angstrom: how
 * many electrons scatter together (J.H. Hubbell et al., J Phys Chem Ref Data 4 (1975) 471).
 */
export function formFactorSquared(x: number): number {
  return Math.exp(lnSquared(x));
}

/**
 * Share of the ten electrons of water that take up a recoil at x as if they were free, 0 to 1: for each atom,
 * Z (1 - (F/Z)^2).
 */
export function freeShare(x: number): number {
  const hydrogen = hydrogenSquared(x);
  const oxygen = Math.max(0, formFactorSquared(x) - 2 * hydrogen);
  return Math.min(1, (2 * (1 - hydrogen) + 8 * (1 - Math.min(1, oxygen / 64))) / 10);
}

/** x of a photon scattered by theta, with mu = (1 - cos theta)/2. */
export function momentumTransfer(energyMeV: number, mu: number): number {
  return Math.sqrt(mu) * (energyMeV / HC_MEV_ANGSTROM);
}

const HC_MEV_ANGSTROM = 0.0123984198;
const BOHR_ANGSTROM = 0.529177;

/** The ground state of hydrogen has a form factor in closed form. */
function hydrogenSquared(x: number): number {
  return 1 / (1 + (2 * Math.PI * BOHR_ANGSTROM * x) ** 2) ** 4;
}

const SQUARED = [
  [0, 66],
  [0.05, 62.6],
  [0.1, 53.8],
  [0.15, 42.7],
  [0.2, 32.1],
  [0.25, 23.4],
  [0.3, 16.9],
  [0.4, 9.07],
  [0.5, 5.48],
  [0.6, 3.79],
  [0.8, 2.46],
  [1, 1.9],
  [1.5, 0.994],
  [2, 0.454],
  [3, 0.0875],
] as const;
const lnSquared = linear(SQUARED.map(([x, squared]) => [x, Math.log(squared)] as const));
