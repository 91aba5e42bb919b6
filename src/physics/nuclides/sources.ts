/** Evaluations that the decay facts were read from. */
const DDEP = "DDEP/LNHB, Table of Radionuclides, BIPM Monographie 5 (files of 2025)";
const ENSDF = "ENSDF, NNDC Brookhaven (2024)";
const ICRP_107 = "ICRP Publication 107 (2008)";

const ATOMIC = "X rays, conversion and Auger electrons, annihilation, recoil, mean energies";

/** Which group of numbers came from which evaluation: the common case. */
export const DDEP_DECAY = { "half-life, betas, gammas, alphas": DDEP, [ATOMIC]: ICRP_107 };
/** Positron end points are Q - 1022 keV. */
export const DDEP_POSITRONS = {
  "half-life, gammas, beta intensities, Q values": DDEP,
  [ATOMIC]: ICRP_107,
};
export const ENSDF_BETAS = { betas: ENSDF, "half-life, gammas": ICRP_107, [ATOMIC]: ICRP_107 };
export const ENSDF_BETAS_AND_HALF_LIFE = {
  "half-life, betas": ENSDF,
  gammas: ICRP_107,
  [ATOMIC]: ICRP_107,
};
export const ICRP_ONLY = { "half-life, all emissions, mean energies": ICRP_107 };
/** End points are Q - 1022 keV less the levels that the gammas come from. */
export const ICRP_LEVELS = { ...ICRP_ONLY, "beta end points": `${ICRP_107}, Q value and gammas` };
export const ENSDF_END_POINTS = { ...ICRP_ONLY, "beta end points": ENSDF };
/** End points are the Q value less the levels fed. */
export const ICRP_Q_VALUE = { ...ICRP_ONLY, "beta end points": `${ICRP_107}, Q value and levels` };
export const HALF_LIFE_OF_NUBASE = {
  "half-life": "NUBASE2020, Chin Phys C 45 (2021) 030001",
  "all emissions, mean energies": ICRP_107,
  "beta end points": `${ICRP_107}, Q value and levels`,
};
