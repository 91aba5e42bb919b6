import { ELECTRON_MASS_MEV } from "./constants";
import { logLog } from "./interpolate";

/** What a photon may do in water, cm2/g. */
export interface PhotonRates {
  readonly photoelectric: number;
  readonly incoherent: number;
  readonly coherent: number;
  readonly pair: number;
  readonly total: number;
}

/** Cross-sections of water, 3 keV to 3 MeV (XCOM and the tables of J.H. Hubbell, S.M. Seltzer, NIST). */
export function photonRates(energyMeV: number): PhotonRates {
  const photoelectric = photoelectricOf(energyMeV);
  const incoherent = incoherentOf(energyMeV);
  const coherent = coherentOf(energyMeV);
  const pair = energyMeV > 2 * ELECTRON_MASS_MEV ? pairOf(energyMeV) : 0;
  return {
    photoelectric,
    incoherent,
    coherent,
    pair,
    total: photoelectric + incoherent + coherent + pair,
  };
}

/** MeV: photoelectric, incoherent, coherent. */
const TABLE = [
  [0.003, 191.7, 0.099, 1.1],
  [0.004, 81.91, 0.113, 0.757],
  [0.005, 41.88, 0.1236, 0.576],
  [0.006, 24.05, 0.133, 0.457],
  [0.008, 9.915, 0.146, 0.309],
  [0.01, 4.944, 0.1549, 0.2305],
  [0.015, 1.369, 0.1699, 0.1333],
  [0.02, 0.5439, 0.1773, 0.0886],
  [0.03, 0.1458, 0.1825, 0.0469],
  [0.04, 0.0568, 0.1824, 0.0287],
  [0.05, 0.02725, 0.1799, 0.0194],
  [0.06, 0.01493, 0.1767, 0.0139],
  [0.08, 0.00577, 0.1694, 0.00817],
  [0.1, 0.00276, 0.1623, 0.00535],
  [0.15, 7.31e-4, 0.147, 0.00244],
  [0.2, 2.89e-4, 0.1351, 0.00139],
  [0.3, 8.16e-5, 0.1177, 6.2e-4],
  [0.4, 3.49e-5, 0.1055, 3.5e-4],
  [0.5, 1.88e-5, 0.0964, 2.2e-4],
] as const;

const photoelectricOf = logLog([
  ...TABLE.map(([mev, photoelectric]) => [mev, photoelectric] as const),
  [0.662, 9.1e-6],
  [0.8, 5.9e-6],
  [1, 3.7e-6],
]);

const incoherentOf = logLog([
  ...TABLE.map(([mev, , incoherent]) => [mev, incoherent] as const),
  [0.662, 0.0854],
  [0.8, 0.0784],
  [1, 0.0705],
  [1.25, 0.063],
  [1.5, 0.0573],
  [2, 0.0489],
  [2.6, 0.0419],
  [3, 0.0385],
]);

const coherentOf = logLog(TABLE.map(([mev, , , coherent]) => [mev, coherent] as const));

const pairOf = logLog([
  [1.25, 1.8e-5],
  [1.5, 9.8e-5],
  [2, 3.9e-4],
  [2.6, 8.3e-4],
  [3, 1.13e-3],
]);
