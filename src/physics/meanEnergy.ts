import { meanBetaKeV } from "./betaSpectrum";
import type { Nuclide } from "./nuclide";

/** Energy of a nuclide's charged particles (betas, electrons, alphas, recoil), keV per decay of that nuclide alone. */
export const chargedKeV = (nuclide: Nuclide): number =>
  meanBetaKeV(nuclide) +
  electronKeV(nuclide) +
  nuclide.localElectronKeV +
  nuclide.alphaKeV +
  nuclide.recoilKeV;

const electronKeV = ({ electrons }: Nuclide): number =>
  electrons.reduce((sum, { energyKeV, perDecay }) => sum + energyKeV * perDecay, 0);
