import { lnAbsGamma } from "./lnGamma";
import type { BetaBranch, Nuclide } from "./nuclide";

/** Number of beta particles per decay and keV at the middle of equal energy bins from zero on. */
export interface BetaSpectrum {
  readonly energyKeV: Float64Array;
  readonly perKeV: Float64Array;
  readonly binWidthKeV: number;
}

/** Bins of one branch, from zero to its end point. */
const BRANCH_BINS = 300;
/** Bins of the sum over branches, from zero to the highest end point. */
const TOTAL_BINS = 600;

/**
 * The energy spectrum of one beta branch, whose sum over bins is the branch's intensity.
 *
 * N(W) ~ F0 L0 C p W q^2 with q the energy the neutrino takes, in units of the electron mass:
 * - F0, the relativistic Fermi function of a point nucleus, shifted in energy for the screening by the other
 *   electrons (M.E. Rose, Phys Rev 49 (1936) 727);
 * - L0, finite size of the nucleus (D.H. Wilkinson, Nucl Instrum Methods A 290 (1990) 509), needed above Z 70;
 * - C, shape of unique forbidden transitions; 1 for allowed and, as usual, for other forbidden ones.
 * H. Behrens, J. Jaenecke, Numerical Tables for Beta-Decay and Electron Capture, Landolt-Boernstein I/4 (1969).
 */
export function betaSpectrum(
  nuclide: Pick<Nuclide, "z" | "massNumber">,
  branch: BetaBranch,
): BetaSpectrum {
  const binWidthKeV = branch.endpointKeV / BRANCH_BINS;
  const energyKeV = Float64Array.from({ length: BRANCH_BINS }, (_, i) => (i + 0.5) * binWidthKeV);
  const shape = energyKeV.map((keV) => relativeIntensity(nuclide, branch, keV));
  const scale = branch.perDecay / (sum(shape) * binWidthKeV);
  return { energyKeV, perKeV: shape.map((value) => value * scale), binWidthKeV };
}

/** The spectrum of all betas of a nuclide, both charges, on one grid; empty for one that emits none. */
export function totalBetaSpectrum(nuclide: Nuclide): BetaSpectrum {
  const highestKeV = Math.max(0, ...nuclide.betas.map(({ endpointKeV }) => endpointKeV));
  const bins = highestKeV > 0 ? TOTAL_BINS : 0;
  const binWidthKeV = highestKeV / TOTAL_BINS;
  const perKeV = new Float64Array(bins);
  for (const branch of nuclide.betas)
    addRebinned(perKeV, binWidthKeV, betaSpectrum(nuclide, branch));
  const energyKeV = perKeV.map((_, i) => (i + 0.5) * binWidthKeV);
  return { energyKeV, perKeV, binWidthKeV };
}

/** Mean energy of all beta particles, keV per decay. */
export function meanBetaKeV(nuclide: Nuclide): number {
  return nuclide.betas.reduce((mean, branch) => mean + meanOf(betaSpectrum(nuclide, branch)), 0);
}

function meanOf({ energyKeV, perKeV, binWidthKeV }: BetaSpectrum): number {
  return perKeV.reduce((mean, value, i) => mean + value * energyKeV[i]! * binWidthKeV, 0);
}

/** Adds a spectrum to coarser or finer bins, each particle spread evenly over its bin: the number is kept. */
function addRebinned(perKeV: Float64Array, widthKeV: number, part: BetaSpectrum): void {
  part.perKeV.forEach((density, i) => {
    const from = (i * part.binWidthKeV) / widthKeV;
    const to = ((i + 1) * part.binWidthKeV) / widthKeV;
    for (let bin = Math.floor(from); bin < Math.min(to, perKeV.length); bin++) {
      perKeV[bin]! += density * (Math.min(to, bin + 1) - Math.max(from, bin));
    }
  });
}

const ELECTRON_MASS_KEV = 510.99895; // CODATA 2018
const ALPHA = 7.2973525693e-3; // fine structure constant, CODATA 2018
const REDUCED_COMPTON_WAVELENGTH_FM = 386.15926796; // CODATA 2018
const NUCLEAR_RADIUS_FM = 1.2; // times A^(1/3), uniform sphere
const SCREENING = 1.13; // potential SCREENING alpha^2 Z^(4/3) of the atom's electrons at the nucleus (Rose)

/** N(W) of `betaSpectrum` but for its norm. */
function relativeIntensity(
  { z, massNumber }: Pick<Nuclide, "z" | "massNumber">,
  { endpointKeV, charge, shape }: BetaBranch,
  energyKeV: number,
): number {
  const zDaughter = z - charge;
  const field: Field = {
    alphaZ: -charge * ALPHA * zDaughter, // attracts electrons, repels positrons
    radius: (NUCLEAR_RADIUS_FM * Math.cbrt(massNumber)) / REDUCED_COMPTON_WAVELENGTH_FM,
  };
  const w = 1 + energyKeV / ELECTRON_MASS_KEV;
  const q = (endpointKeV - energyKeV) / ELECTRON_MASS_KEV;
  const wScreened = screened(w, z, charge);
  return (
    fermi(1, wScreened, field) *
    momentum(wScreened) *
    wScreened *
    finiteSize(w, field) *
    shapeFactor(shape, w, q, field) *
    q ** 2
  );
}

/** What the beta particle feels: signed alpha Z of the daughter and the nuclear radius in Compton wavelengths. */
interface Field {
  readonly alphaZ: number;
  readonly radius: number;
}

function momentum(w: number): number {
  return Math.sqrt(w * w - 1);
}

/** Energy at which the Fermi function and phase space are taken; slow electrons keep theirs. */
function screened(w: number, z: number, charge: -1 | 1): number {
  const shifted = w + charge * SCREENING * ALPHA ** 2 * z ** (4 / 3);
  return shifted > 1 ? shifted : w;
}

/** The Fermi function F(k-1) of order k = 1 (the usual one), 2 and 3. */
function fermi(k: 1 | 2 | 3, w: number, { alphaZ, radius }: Field): number {
  const p = momentum(w);
  const gamma = Math.sqrt(k * k - alphaZ * alphaZ);
  const eta = (alphaZ * w) / p;
  const norm = (k * DOUBLE_FACTORIAL[k]) ** 2 * 4 ** k;
  const ln =
    2 * (gamma - k) * Math.log(2 * p * radius) +
    Math.PI * eta +
    2 * lnAbsGamma(gamma, eta) -
    2 * lnAbsGamma(2 * gamma + 1);
  return norm * Math.exp(ln);
}

/** (2k - 1)!! */
const DOUBLE_FACTORIAL = { 1: 1, 2: 3, 3: 15 };

/** L0: what the spread of the nuclear charge changes in the field at the nucleus. */
function finiteSize(w: number, { alphaZ, radius }: Field): number {
  const gamma = Math.sqrt(1 - alphaZ * alphaZ);
  const aR = alphaZ * radius;
  return (
    1 +
    (13 / 60) * alphaZ ** 2 -
    (w * aR * (41 - 26 * gamma)) / (15 * (2 * gamma - 1)) -
    (aR * gamma * (17 - 2 * gamma)) / (30 * w * (2 * gamma - 1))
  );
}

function shapeFactor(shape: BetaBranch["shape"], w: number, q: number, field: Field): number {
  const p2 = w * w - 1;
  switch (shape) {
    case "allowed":
      return 1;
    case "firstUnique":
      return q ** 2 + coulombRatio(2, w, field) * p2;
    case "secondUnique":
      return (
        q ** 4 +
        (10 / 3) * coulombRatio(2, w, field) * p2 * q ** 2 +
        coulombRatio(3, w, field) * p2 ** 2
      );
    default:
      return shape satisfies never;
  }
}

/** lambda(k): how much the nuclear field favours the k-th partial wave over the first; 1 without field. */
function coulombRatio(k: 2 | 3, w: number, field: Field): number {
  const gamma = (order: number) => Math.sqrt(order * order - field.alphaZ ** 2);
  return ((fermi(k, w, field) / fermi(1, w, field)) * (k + gamma(k))) / (k * (1 + gamma(1)));
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
