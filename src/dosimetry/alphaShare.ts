import { decayChain } from "../physics/decayChain";
import type { Nuclide } from "../physics/nuclide";
import { keptKeV } from "./secondCheck";

/**
 * Share of a structure's self-dose that alphas and recoils deposit, 0 to 1: they stop where they start, and of electrons and photons what a
 * sphere of this mass keeps. Short-lived daughters decay with their parent.
 */
export function alphaShareIn(parent: Nuclide, massG: number): number {
  const alphaKeV = decayChain(parent)
    .filter(({ followsParent }) => followsParent)
    .reduce(
      (sum, { nuclide, decaysPerDecay }) =>
        sum + decaysPerDecay * (nuclide.alphaKeV + nuclide.recoilKeV),
      0,
    );
  return alphaKeV === 0 ? 0 : alphaKeV / keptKeV(parent, massG);
}
