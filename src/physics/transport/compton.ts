import { ELECTRON_MASS_MEV } from "./constants";
import type { Random } from "./random";
import { freeShare, momentumTransfer } from "./waterFormFactor";

/**
 * A photon's energy after scattering on an electron of water: O. Klein, Y. Nishina, Z Phys 52 (1929) 853, less the
 * recoils too weak to free a bound electron. The angle follows from it by `comptonMu`.
 */
export function sampleCompton(energyMeV: number, random: Random): number {
  const alpha = energyMeV / ELECTRON_MASS_MEV;
  const least = 1 / (1 + 2 * alpha);
  const inverse = -Math.log(least);
  const straight = (1 - least ** 2) / 2;
  for (;;) {
    const share =
      random() * (inverse + straight) < inverse
        ? Math.exp(-inverse * random())
        : Math.sqrt(least ** 2 + (1 - least ** 2) * random());
    const scattered = energyMeV * share;
    const mu = comptonMu(energyMeV, scattered);
    const sine2 = 4 * mu * (1 - mu);
    if (random() > 1 - (share * sine2) / (1 + share ** 2)) continue;
    if (random() < freeShare(momentumTransfer(energyMeV, mu))) return scattered;
  }
}

/** (1 - cos theta)/2 of a photon that keeps `scatteredMeV`. */
export function comptonMu(energyMeV: number, scatteredMeV: number): number {
  const mu = ((1 / scatteredMeV - 1 / energyMeV) * ELECTRON_MASS_MEV) / 2;
  return Math.min(1, Math.max(0, mu));
}

/** Share of its energy that a photon gives the electron on average. */
export function comptonTransfer(energyMeV: number): number {
  const alpha = energyMeV / ELECTRON_MASS_MEV;
  let rate = 0;
  let given = 0;
  for (let i = 0; i < ANGLES; i++) {
    const mu = (i + 0.5) / ANGLES;
    const share = 1 / (1 + 2 * alpha * mu);
    const kleinNishina = share ** 2 * (share + 1 / share - 4 * mu * (1 - mu));
    const weight = kleinNishina * freeShare(momentumTransfer(energyMeV, mu));
    rate += weight;
    given += weight * (1 - share);
  }
  return given / rate;
}

const ANGLES = 400;
