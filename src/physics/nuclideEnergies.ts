import { meanBetaKeV } from "./betaSpectrum";
import type { Line, Nuclide } from "./nuclide";
import { pointKernel } from "./pointKernel";

/** Mean energy of each kind of emission, keV per decay of the nuclide alone. */
export interface NuclideEnergies {
  /** Electrons and positrons of beta decay. */
  readonly betaKeV: number;
  /** Conversion and Auger electrons, the soft ones included. */
  readonly electronKeV: number;
  readonly alphaKeV: number;
  readonly recoilKeV: number;
  /** Gamma, X and annihilation photons. */
  readonly photonKeV: number;
  readonly totalKeV: number;
  /** Share of all energy that photons carry, 0 to 1. */
  readonly photonShare: number;
}

/** Sums the emissions from which kernels are made, so that these energies are those of the dose. */
export function nuclideEnergies(nuclide: Nuclide): NuclideEnergies {
  const { alphaKeV, recoilKeV } = nuclide;
  const betaKeV = meanBetaKeV(nuclide);
  const electronKeV = energyOf(nuclide.electrons) + nuclide.localElectronKeV;
  const photonKeV = energyOf(nuclide.photons);
  const totalKeV = betaKeV + electronKeV + alphaKeV + recoilKeV + photonKeV;
  return {
    betaKeV,
    electronKeV,
    alphaKeV,
    recoilKeV,
    photonKeV,
    totalKeV,
    photonShare: photonKeV / totalKeV,
  };
}

/**
 * Radius in water, mm, within which betas, conversion and Auger electrons deposit a share of their energy:
 * 0.9 gives the usual x90. Zero when so much is deposited within the first um.
 */
export function electronRadiusMm(nuclide: Nuclide, share: number): number {
  const { radiusMm, cumulativeMeV, totalMeV } = pointKernel(nuclide, ["beta", "electron"]);
  const wanted = share * totalMeV;
  const next = cumulativeMeV.findIndex((energy) => energy >= wanted);
  if (next <= 0) return 0;
  const [low, high] = [cumulativeMeV[next - 1]!, cumulativeMeV[next]!];
  const part = (wanted - low) / (high - low);
  return radiusMm[next - 1]! + part * (radiusMm[next]! - radiusMm[next - 1]!);
}

function energyOf(lines: readonly Line[]): number {
  return lines.reduce((sum, { energyKeV, perDecay }) => sum + energyKeV * perDecay, 0);
}
