import { alphaKeVOf, type Emitter } from "../physics/chainGroups";
import { keptKeVOf } from "./secondCheck";

/**
 * Share of a structure's self-dose that alphas and recoils deposit, 0 to 1: they stop where they start, and of electrons and photons what a
 * sphere of this mass keeps. `emitters` are what decays in the structure, daughters included.
 */
export function alphaShareIn(emitters: readonly Emitter[], massG: number): number {
  const alphaKeV = alphaKeVOf(emitters);
  return alphaKeV === 0 ? 0 : alphaKeV / keptKeVOf(emitters, massG);
}
