/** What the transport of electrons and photons in water is computed from; CODATA 2018. */
export const ELECTRON_MASS_MEV = 0.51099895;
export const ELECTRON_RADIUS_CM = 2.8179403262e-13;
export const ALPHA = 7.2973525693e-3;
const AVOGADRO = 6.02214076e23;
const WATER_G_PER_MOL = 18.015;

export const MOLECULES_PER_G = AVOGADRO / WATER_G_PER_MOL;
export const ELECTRONS_PER_G = 10 * MOLECULES_PER_G;

/** 2 pi r^2 m n: the scale of energy transfers to free electrons, MeV cm2/g. */
export const TRANSFER_SCALE =
  2 * Math.PI * ELECTRON_RADIUS_CM ** 2 * ELECTRON_MASS_MEV * ELECTRONS_PER_G;

/** (v/c)^2 of an electron of this kinetic energy. */
export function betaSquared(energyMeV: number): number {
  const gamma = 1 + energyMeV / ELECTRON_MASS_MEV;
  return 1 - 1 / gamma ** 2;
}
