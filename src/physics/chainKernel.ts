import type { Emitter } from "./chainGroups";
import { decayChain } from "./decayChain";
import type { KernelMedium } from "./kernelMedium";
import type { Nuclide } from "./nuclide";
import { type KernelPart, type PointKernel, pointKernel } from "./pointKernel";

/** The point kernel of a parent with the daughters that decay where it does, and what each contributes. */
export interface ChainKernel {
  /** Per decay of the parent. */
  readonly kernel: PointKernel;
  readonly contributions: readonly ChainContribution[];
  /** Descendants that live too long to follow the parent: their activity must be known apart. */
  readonly apart: readonly string[];
}

export interface ChainContribution {
  readonly nuclide: string;
  /** Decays at the place of the parent's decay, per decay of the parent. */
  readonly decaysPerDecay: number;
  /** Energy of its kernel times its decays, MeV per decay of the parent. */
  readonly totalMeV: number;
}

/**
 * Adds the kernels of a parent and its short-lived descendants in equilibrium with it.
 *
 * @param staying Share of a daughter's nuclei that remain where the parent decayed, by name; 1 unless given. One that
 *   leaves takes its own daughters along, and the energy of all of them is left out here.
 */
export function chainKernel(
  parent: Nuclide,
  parts?: readonly KernelPart[],
  staying: Readonly<Record<string, number>> = {},
  medium?: KernelMedium,
): ChainKernel {
  const chain = decayChain(parent, staying);
  const members = chain.filter(({ followsParent }) => followsParent);
  const kernels = members.map(({ nuclide }) => pointKernel(nuclide, parts, medium));
  const weights = members.map(({ decaysPerDecay }) => decaysPerDecay);
  return {
    kernel: weightedSum(parent.name, kernels, weights),
    contributions: members.map(({ nuclide: { name }, decaysPerDecay }, i) => ({
      nuclide: name,
      decaysPerDecay,
      totalMeV: decaysPerDecay * kernels[i]!.totalMeV,
    })),
    apart: chain.filter((member) => !member.followsParent).map(({ nuclide }) => nuclide.name),
  };
}

/** The kernel of several nuclides together, per decay of what they are counted by. */
export const emittersKernel = (
  name: string,
  emitters: readonly Emitter[],
  parts?: readonly KernelPart[],
): PointKernel =>
  weightedSum(
    name,
    emitters.map(({ nuclide }) => pointKernel(nuclide, parts)),
    emitters.map(({ decaysPerDecay }) => decaysPerDecay),
  );

/** Kernels are all on the same radii. */
function weightedSum(
  nuclide: string,
  kernels: readonly PointKernel[],
  weights: readonly number[],
): PointKernel {
  const [{ parts, medium, radiusMm }] = kernels as [PointKernel];
  const total = (of: (kernel: PointKernel) => number) =>
    kernels.reduce((sum, kernel, i) => sum + weights[i]! * of(kernel), 0);
  return {
    nuclide,
    parts,
    ...(medium ? { medium } : {}),
    radiusMm,
    cumulativeMeV: radiusMm.map((_, at) => total(({ cumulativeMeV }) => cumulativeMeV[at]!)),
    localMeV: total(({ localMeV }) => localMeV),
    totalMeV: total(({ totalMeV }) => totalMeV),
  };
}
