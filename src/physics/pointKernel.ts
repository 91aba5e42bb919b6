import { totalBetaSpectrum } from "./betaSpectrum";
import { bremsstrahlung, type Packet } from "./bremsstrahlung";
import { electronInWater, LOCAL_ELECTRON_MEV, radiatedMeV } from "./electronInWater";
import { type KernelMedium, WATER } from "./kernelMedium";
import type { Line, Nuclide } from "./nuclide";
import { photonInWater } from "./photonInWater";
import { KEV_TO_MEV } from "./units";

/** `electron`: conversion and Auger electrons; `alpha`: with the recoil of the nucleus. */
export type KernelPart = "beta" | "electron" | "photon" | "bremsstrahlung" | "alpha";

/** Where the energy of one decay at a point of an unbounded medium goes, for some of the emissions. */
export interface PointKernel {
  readonly nuclide: string;
  readonly parts: readonly KernelPart[];
  /** Water where none is named. */
  readonly medium?: KernelMedium["id"];
  /** Log-spaced radii in the medium at 1 g/cm3, mm, ascending. */
  readonly radiusMm: Float64Array;
  /** Energy deposited within each radius, MeV per decay; includes `localMeV`. */
  readonly cumulativeMeV: Float64Array;
  /** Energy deposited at the point itself, MeV per decay. */
  readonly localMeV: number;
  /** All energy of these emissions, what passes the last radius included, MeV per decay. */
  readonly totalMeV: number;
}

const ALL_PARTS: readonly KernelPart[] = ["beta", "electron", "photon", "bremsstrahlung", "alpha"];

/**
 * The point kernel of a nuclide alone, without its daughters: beta spectra, electron and photon lines through
 * the tables of their transport in water, scaled to the medium; alphas, recoils and electrons below 5 keV stop at the point.
 *
 * Positrons travel like electrons. Bremsstrahlung starts at the point of the decay.
 */
export function pointKernel(
  nuclide: Nuclide,
  parts: readonly KernelPart[] = ALL_PARTS,
  medium: KernelMedium = WATER,
): PointKernel {
  const sum = parts.map((part) => PARTS[part](nuclide, medium)).reduce(together, NOTHING);
  const radiusMm = Float64Array.from({ length: RADII }, (_, i) => radiusAt(i));
  const cumulativeMeV = new Float64Array(RADII).fill(sum.localMeV);
  for (const { perDecay, withinMeV } of sum.spread)
    addTo(cumulativeMeV, radiusMm, perDecay, withinMeV);
  return {
    nuclide: nuclide.name,
    parts,
    medium: medium.id,
    radiusMm,
    cumulativeMeV,
    localMeV: sum.localMeV,
    totalMeV: sum.totalMeV,
  };
}

/** Emissions that stop within some mm: betas, electrons, alphas. */
export function shortRangeKernel(nuclide: Nuclide): PointKernel {
  return pointKernel(nuclide, ["beta", "electron", "alpha"]);
}

/** Emissions that cross the body: photons and bremsstrahlung. */
export function longRangeKernel(nuclide: Nuclide): PointKernel {
  return pointKernel(nuclide, ["photon", "bremsstrahlung"]);
}

/** The photons that betas and other electrons of a nuclide radiate while they stop in the medium. */
export function bremsstrahlungOf(nuclide: Nuclide, medium: KernelMedium = WATER): Packet[] {
  const electrons = [...betaPackets(nuclide), ...packets(nuclide.electrons)];
  return bremsstrahlung(electrons, radiatedOf(electrons, medium));
}

const FIRST_MM = 1e-3;
const LAST_MM = 1500;
const RADII = 1201;

function radiusAt(i: number): number {
  return FIRST_MM * (LAST_MM / FIRST_MM) ** (i / (RADII - 1));
}

/** Energy of some emissions: some of it at the point, some spread around it. */
interface Emitted {
  readonly localMeV: number;
  readonly totalMeV: number;
  readonly spread: readonly {
    readonly perDecay: number;
    readonly withinMeV: (radiusMm: number) => number;
  }[];
}
const NOTHING: Emitted = { localMeV: 0, totalMeV: 0, spread: [] };

function together(a: Emitted, b: Emitted): Emitted {
  return {
    localMeV: a.localMeV + b.localMeV,
    totalMeV: a.totalMeV + b.totalMeV,
    spread: [...a.spread, ...b.spread],
  };
}

const PARTS: Readonly<Record<KernelPart, (nuclide: Nuclide, medium: KernelMedium) => Emitted>> = {
  beta: (nuclide, medium) => fromElectrons(betaPackets(nuclide), medium),
  electron: (nuclide, medium) =>
    together(fromElectrons(packets(nuclide.electrons), medium), atPoint(nuclide.localElectronKeV)),
  photon: (nuclide, medium) => fromPhotons(packets(nuclide.photons), medium),
  bremsstrahlung: (nuclide, medium) => fromPhotons(bremsstrahlungOf(nuclide, medium), medium),
  alpha: (nuclide) => atPoint(nuclide.alphaKeV + nuclide.recoilKeV),
};

function atPoint(keV: number): Emitted {
  return { localMeV: keV * KEV_TO_MEV, totalMeV: keV * KEV_TO_MEV, spread: [] };
}

/** Deposits all but what these electrons radiate. */
function fromElectrons(electrons: readonly Packet[], medium: KernelMedium): Emitted {
  const far = electrons.filter(({ energyMeV }) => energyMeV >= LOCAL_ELECTRON_MEV);
  const localMeV = energyOf(electrons) - energyOf(far);
  const spread = far.map(({ energyMeV, perDecay }) => ({
    perDecay,
    withinMeV: electronInWater(energyMeV, medium),
  }));
  return { localMeV, totalMeV: energyOf(electrons) - radiatedOf(electrons, medium), spread };
}

function fromPhotons(photons: readonly Packet[], medium: KernelMedium): Emitted {
  const spread = photons.map(({ energyMeV, perDecay }) => ({
    perDecay,
    withinMeV: photonInWater(energyMeV, medium),
  }));
  return { localMeV: 0, totalMeV: energyOf(photons), spread };
}

function radiatedOf(electrons: readonly Packet[], medium: KernelMedium): number {
  return electrons
    .filter(({ energyMeV }) => energyMeV >= LOCAL_ELECTRON_MEV)
    .reduce((sum, { energyMeV, perDecay }) => sum + perDecay * radiatedMeV(energyMeV, medium), 0);
}

function betaPackets(nuclide: Nuclide): Packet[] {
  const { energyKeV, perKeV, binWidthKeV } = totalBetaSpectrum(nuclide);
  return Array.from(energyKeV, (keV, i) => ({
    energyMeV: keV * KEV_TO_MEV,
    perDecay: perKeV[i]! * binWidthKeV,
  }));
}

function packets(lines: readonly Line[]): Packet[] {
  return lines.map(({ energyKeV, perDecay }) => ({ energyMeV: energyKeV * KEV_TO_MEV, perDecay }));
}

function energyOf(some: readonly Packet[]): number {
  return some.reduce((sum, { energyMeV, perDecay }) => sum + energyMeV * perDecay, 0);
}

function addTo(
  cumulativeMeV: Float64Array,
  radiusMm: Float64Array,
  perDecay: number,
  withinMeV: (radiusMm: number) => number,
): void {
  for (let i = 0; i < radiusMm.length; i++) {
    cumulativeMeV[i]! += perDecay * withinMeV(radiusMm[i]!);
  }
}
