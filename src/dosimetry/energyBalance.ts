/** Where the energy of a dose calculation went. Per GBq when the decays are. */
export interface EnergyBalance {
  /** All energy of all decays. */
  readonly emittedJ: number;
  /** Dose times mass, summed over the voxels that have a dose. */
  readonly absorbedJ: number;
  /** What passes the faces of the dose grid, computed apart from the dose; for local deposition all energy of the photons. */
  readonly leftGridJ: number;
  /** What would fall into voxels of air, where no dose is stated. */
  readonly inAirJ: number;
  /** What is missing of the emitted energy, in percent of it: the measure of the calculation's own error. */
  readonly differencePercent: number;
}

/** The balance of these four energies. */
export function energyBalance(energies: Omit<EnergyBalance, "differencePercent">): EnergyBalance {
  const { emittedJ, absorbedJ, leftGridJ, inAirJ } = energies;
  const missingJ = emittedJ - absorbedJ - leftGridJ - inAirJ;
  return { ...energies, differencePercent: emittedJ > 0 ? (100 * missingJ) / emittedJ : 0 };
}
