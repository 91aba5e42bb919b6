import { betaSquared, ELECTRON_MASS_MEV, TRANSFER_SCALE } from "./constants";
import type { Random } from "./random";

/**
 * Collisions of an electron with free electrons at rest that transfer more than `cutMeV` and, the two being
 * indistinguishable, at most half the energy, per g/cm2 of water (C. Moller, Ann Phys 14 (1932) 531):
 * dS/dW = (K/beta^2) [1/W^2 + 1/(T-W)^2 + 1/(T+m)^2 - C/(W(T-W))], C = m(2T+m)/(T+m)^2.
 */
export function mollerCrossSection(energyMeV: number, cutMeV: number): number {
  if (2 * cutMeV >= energyMeV) return 0;
  const rest = energyMeV - cutMeV;
  return (
    (TRANSFER_SCALE / betaSquared(energyMeV)) *
    (1 / cutMeV -
      1 / rest +
      (energyMeV / 2 - cutMeV) / (energyMeV + ELECTRON_MASS_MEV) ** 2 -
      (exchange(energyMeV) / energyMeV) * Math.log(rest / cutMeV))
  );
}

/** Energy lost to these collisions, MeV cm2/g. */
export function mollerStoppingPower(energyMeV: number, cutMeV: number): number {
  if (2 * cutMeV >= energyMeV) return 0;
  const rest = energyMeV - cutMeV;
  const half = energyMeV / 2;
  return (
    (TRANSFER_SCALE / betaSquared(energyMeV)) *
    (Math.log(half / cutMeV) +
      (2 - energyMeV / rest - Math.log(rest / half)) +
      (half ** 2 - cutMeV ** 2) / (2 * (energyMeV + ELECTRON_MASS_MEV) ** 2) -
      exchange(energyMeV) * Math.log(rest / half))
  );
}

/** The energy, MeV, that one such collision transfers. */
export function sampleMoller(energyMeV: number, cutMeV: number, random: Random): number {
  const total = energyMeV + ELECTRON_MASS_MEV;
  const c = exchange(energyMeV);
  const bound = Math.max(1, 2 + 0.25 * (energyMeV / total) ** 2 - c);
  const span = 1 / cutMeV - 2 / energyMeV;
  for (;;) {
    const w = 1 / (1 / cutMeV - random() * span);
    const ratio = w / (energyMeV - w);
    const weight = 1 + ratio * ratio + (w / total) ** 2 - c * ratio;
    if (random() * bound < weight) return w;
  }
}

/** Cosine of the angle between the direction before and that of the electron that leaves with `outMeV`. */
export function mollerCosine(energyMeV: number, outMeV: number): number {
  const twoMasses = 2 * ELECTRON_MASS_MEV;
  return Math.sqrt((outMeV * (energyMeV + twoMasses)) / (energyMeV * (outMeV + twoMasses)));
}

function exchange(energyMeV: number): number {
  const total = energyMeV + ELECTRON_MASS_MEV;
  return (ELECTRON_MASS_MEV * (2 * energyMeV + ELECTRON_MASS_MEV)) / total ** 2;
}
