import { totalBetaSpectrum } from "./betaSpectrum";
import type { Emitter } from "./chainGroups";
import { decayChain } from "./decayChain";
import { LOCAL_ELECTRON_MEV, radiatedMeV } from "./electronInWater";
import type { Nuclide } from "./nuclide";
import { nuclideEnergies } from "./nuclideEnergies";
import type { KernelPart, PointKernel } from "./pointKernel";
import { KEV_TO_MEV, MEV_TO_KEV } from "./units";

/**
 * What is wrong with kernels that together should hold every emission of a nuclide and of the daughters that decay
 * with it (or of the emitters given); empty when nothing is. Each emission must be in one of them and only one, each kernel must carry the energy
 * that the decay facts give its emissions (to 0.1 %), rise with the radius and end at all of its energy.
 */
export function kernelFaults(
  kernels: readonly PointKernel[],
  parent: Nuclide,
  emitters: readonly Emitter[] = followers(parent),
): string[] {
  const emitted = emittedKeV(emitters);
  return [
    ...PARTS.flatMap((part) => countFault(part, kernels, emitted)),
    ...kernels.flatMap((kernel) => [...energyFault(kernel, emitted), ...shapeFaults(kernel)]),
  ];
}

/**
 * The same kernels, audited.
 *
 * @throws Error naming every fault: doses from such kernels would be wrong and look right.
 */
export function audited<K extends readonly PointKernel[]>(
  kernels: K,
  parent: Nuclide,
  emitters: readonly Emitter[] = followers(parent),
): K {
  const faults = kernelFaults(kernels, parent, emitters);
  if (faults.length > 0) throw new Error(`kernels of ${parent.name}: ${faults.join("; ")}`);
  return kernels;
}

const PARTS: readonly KernelPart[] = ["beta", "electron", "photon", "bremsstrahlung", "alpha"];
const ENERGY_WITHIN = 1e-3;
/** Photons of 2.6 MeV (Tl-208) leave 0.5 % beyond the last radius. */
const REACHES_WITHIN = 1e-2;

/** Energy of each kind of emission, keV per decay of the parent. */
type Emitted = Readonly<Record<KernelPart, number>>;

function countFault(part: KernelPart, kernels: readonly PointKernel[], emitted: Emitted): string[] {
  const count = kernels.filter(({ parts }) => parts.includes(part)).length;
  if (count === 1 || (count === 0 && emitted[part] === 0)) return [];
  return [`${part} emissions are in ${count} kernels, expected 1`];
}

function energyFault({ parts, totalMeV }: PointKernel, emitted: Emitted): string[] {
  const keV = totalMeV * MEV_TO_KEV;
  const expectedKeV = parts.reduce((sum, part) => sum + emitted[part], 0);
  if (Math.abs(keV - expectedKeV) <= ENERGY_WITHIN * expectedKeV) return [];
  return [
    `${parts.join(" + ")} hold ${keV.toPrecision(5)} keV a decay, expected ${expectedKeV.toPrecision(5)}`,
  ];
}

function shapeFaults({ parts, radiusMm, cumulativeMeV, localMeV, totalMeV }: PointKernel) {
  const name = parts.join(" + ");
  const rounding = 1e-12 * totalMeV;
  const falls = cumulativeMeV.findIndex(
    (energy, i) => !(energy >= (cumulativeMeV[i - 1] ?? localMeV) - rounding),
  );
  const end = cumulativeMeV.at(-1)!;
  const reaches =
    end <= totalMeV * (1 + ENERGY_WITHIN) && end >= totalMeV * (1 - REACHES_WITHIN) - rounding;
  return [
    ...(falls < 0 ? [] : [`${name}: the energy falls at ${radiusMm[falls]!.toPrecision(3)} mm`]),
    ...(reaches ? [] : [`${name}: ends at ${end} of ${totalMeV} MeV`]),
  ];
}

const followers = (parent: Nuclide): Emitter[] =>
  decayChain(parent).filter(({ followsParent }) => followsParent);

/** What electrons radiate counts as bremsstrahlung. */
function emittedKeV(emitters: readonly Emitter[]): Emitted {
  const sum = { beta: 0, electron: 0, photon: 0, bremsstrahlung: 0, alpha: 0 };
  for (const { nuclide, decaysPerDecay } of emitters) {
    const { betaKeV, electronKeV, photonKeV, alphaKeV, recoilKeV } = nuclideEnergies(nuclide);
    const [byBetas, byLines] = [radiatedByBetasKeV(nuclide), radiatedByLinesKeV(nuclide)];
    sum.beta += decaysPerDecay * (betaKeV - byBetas);
    sum.electron += decaysPerDecay * (electronKeV - byLines);
    sum.photon += decaysPerDecay * photonKeV;
    sum.bremsstrahlung += decaysPerDecay * (byBetas + byLines);
    sum.alpha += decaysPerDecay * (alphaKeV + recoilKeV);
  }
  return sum;
}

function radiatedByBetasKeV(nuclide: Nuclide): number {
  const { energyKeV, perKeV, binWidthKeV } = totalBetaSpectrum(nuclide);
  return perKeV.reduce((sum, n, i) => sum + n * binWidthKeV * radiatedKeV(energyKeV[i]!), 0);
}

function radiatedByLinesKeV({ electrons }: Nuclide): number {
  return electrons.reduce((sum, line) => sum + line.perDecay * radiatedKeV(line.energyKeV), 0);
}

function radiatedKeV(energyKeV: number): number {
  const energyMeV = energyKeV * KEV_TO_MEV;
  return energyMeV < LOCAL_ELECTRON_MEV ? 0 : radiatedMeV(energyMeV) * MEV_TO_KEV;
}
