/** Elements of a medium, and what its electrons take up. */
export interface Composition {
  /** Shares of mass by atomic number. */
  readonly massShares: Readonly<Record<number, number>>;
  /** Mean excitation energy, eV. */
  readonly excitationEv: number;
}

/** ICRU Report 33 (1980), four components; mean excitation energy of ESTAR, NIST. */
export const ICRU_TISSUE: Composition = {
  massShares: { 1: 0.101172, 6: 0.111, 7: 0.026, 8: 0.761828 },
  excitationEv: 74.9,
};

/** ICRP Publication 23 (1975); mean excitation energy of ESTAR, NIST. */
export const ICRP_TISSUE: Composition = {
  massShares: {
    1: 0.104472,
    6: 0.23219,
    7: 0.02488,
    8: 0.630238,
    11: 0.00113,
    12: 0.00013,
    15: 0.00133,
    16: 0.00199,
    17: 0.00134,
    19: 0.00199,
    20: 0.00023,
    26: 0.00005,
    30: 0.00003,
  },
  excitationEv: 72.3,
};

/** Sum over the atoms of a gram of `power` of their atomic number, over the same sum for water. */
export function relativeToWater({ massShares }: Composition, power: (z: number) => number): number {
  return perGram(massShares, power) / perGram(WATER_SHARES, power);
}

const WATER_SHARES = { 1: 0.111894, 8: 0.888106 };

function perGram(shares: Composition["massShares"], power: (z: number) => number): number {
  return Object.entries(shares).reduce(
    (sum, [z, share]) => sum + (share * power(Number(z))) / GRAMS_PER_MOLE[z]!,
    0,
  );
}

const GRAMS_PER_MOLE: Readonly<Record<string, number>> = {
  1: 1.008,
  6: 12.011,
  7: 14.007,
  8: 15.999,
  11: 22.99,
  12: 24.305,
  15: 30.974,
  16: 32.06,
  17: 35.45,
  19: 39.098,
  20: 40.078,
  26: 55.845,
  30: 65.38,
};
