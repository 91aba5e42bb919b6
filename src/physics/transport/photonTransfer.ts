import { comptonTransfer } from "./compton";
import { ELECTRON_MASS_MEV } from "./constants";
import { photonRates } from "./photonCrossSections";

/**
 * Share of a photon's energy that its first interaction in water gives to electrons, on average. What an electron
 * gets is deposited where it is set in motion.
 */
export function firstTransfer(energyMeV: number): number {
  const { photoelectric, incoherent, pair, total } = photonRates(energyMeV);
  const compton = incoherent * comptonTransfer(energyMeV);
  const pairs = pair * Math.max(0, 1 - (2 * ELECTRON_MASS_MEV) / energyMeV);
  return (photoelectric + compton + pairs) / total;
}
