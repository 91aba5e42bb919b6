import { comptonTransfer } from "./compton";
import { ELECTRON_MASS_MEV } from "./constants";
import { type PhotonRates, photonRates } from "./photonCrossSections";

/**
 * Share of a photon's energy that its first interaction gives to electrons, on average, in water or in a medium of these rates. What an electron
 * gets is deposited where it is set in motion.
 */
export function firstTransfer(
  energyMeV: number,
  { photoelectric, incoherent, pair, total }: PhotonRates = photonRates(energyMeV),
): number {
  const compton = incoherent * comptonTransfer(energyMeV);
  const pairs = pair * Math.max(0, 1 - (2 * ELECTRON_MASS_MEV) / energyMeV);
  return (photoelectric + compton + pairs) / total;
}
