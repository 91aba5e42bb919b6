import { alphaKeVOf, chainGroups, leadsPerDecay } from "../physics/chainGroups";
import { nuclide } from "../physics/nuclides";
import { memberShares } from "./chainBasis";
import { daughterLeads } from "./daughterPlaces";
import type { PlanResult } from "./planResult";

/** What one nuclide of a chain gives a structure. */
export interface NuclideShare {
  readonly nuclide: string;
  /** Mean absorbed dose, Gy per GBq of the parent administered. */
  readonly gyPerGBq: number;
  /** Of the structure's mean dose, 0 to 1; all nuclides sum to 1. */
  readonly share: number;
}

/**
 * Mean dose of each structure by the nuclide that gives it, the parent first; empty where daughters cannot be carried off.
 *
 * @param gyPerGBq Mean dose of each structure (row) from each source region (column), as the plan stands.
 */
export function contributionsOf(
  { prescription, chain, regions }: Pick<PlanResult, "prescription" | "chain" | "regions">,
  gyPerGBq: readonly ArrayLike<number>[],
): NuclideShare[][] {
  if (!chain) return [];
  const groups = chainGroups(nuclide(prescription.nuclide));
  const shares = memberShares(
    chain,
    daughterLeads(groups, prescription.daughters ?? {}, placesOf(chain.tiacH, regions)),
  );
  return gyPerGBq.map((row, t) => {
    const doses = shares.map((member) =>
      Array.from(row).reduce((sum, gy, s) => sum + gy * member[t]![s]!, 0),
    );
    const total = doses.reduce((sum, gy) => sum + gy, 0);
    return doses.map((gy, m) => ({
      nuclide: chain.members[m]!.nuclide,
      gyPerGBq: gy,
      share: total > 0 ? gy / total : 0,
    }));
  });
}

/** Fates were laid on the decays of the calculation, whatever is fitted anew. */
const placesOf = (tiacH: readonly number[], regions: PlanResult["regions"]) =>
  regions.map(({ structureId }, r) => ({ structureId, tiacH: tiacH[r]! }));

/** Share of the energy of alphas that each group of a nuclide has when nothing leaves, by its lead. */
export function alphaEnergyShares(name: string): ReadonlyMap<string, number> {
  const groups = chainGroups(nuclide(name));
  const leads = leadsPerDecay(groups);
  const keV = groups.map(({ members }, g) => leads[g]! * alphaKeVOf(members));
  const all = keV.reduce((sum, own) => sum + own, 0);
  return new Map(groups.map(({ lead }, g) => [lead.name, all > 0 ? keV[g]! / all : 0]));
}
