import type { Volume } from "../volume/volume";
import { volume } from "../volume/volume";
import { decayedIn } from "./chainBasis";
import { chainOf, daughterLeads } from "./daughterPlaces";
import type { PlanResult } from "./planResult";

/** The part of a result on which the doses of a region's own decays rest. */
export type InPlacePlan = Pick<
  PlanResult,
  "prescription" | "regions" | "basisGyPerGBq" | "chain" | "impurityBasisGyPerGBq"
>;

/**
 * The self-dose of a source region: what decays in it gives, whichever region formed it, by the source region of the parents (undefined where none of
 * theirs decays there), Gy per GBq. This is what a change of the region's mass divides. Without daughters that leave it is the region's own column of
 * the basis. Undefined for a structure that is no source region.
 */
export function inPlaceDoses(
  plan: InPlacePlan,
  structureId: string,
): readonly (Volume<"doseGyPerGBq"> | undefined)[] | undefined {
  const { prescription, regions, basisGyPerGBq, chain, impurityBasisGyPerGBq } = plan;
  const place = regions.findIndex((region) => region.structureId === structureId);
  if (place < 0) return undefined;
  const fates = prescription.daughters ?? {};
  const groups = chainOf(prescription.nuclide);
  if (!chain || !groups || Object.keys(fates).length === 0)
    return basisGyPerGBq.map((dose, s) => (s === place ? dose : undefined));
  const asCalculated = regions.map(({ structureId: id }, s) => ({
    structureId: id,
    tiacH: chain.tiacH[s]!,
  }));
  const doses = decayedIn(chain, daughterLeads(groups, fates, asCalculated), place);
  return doses.map((dose, s) => {
    const extra = s === place ? impurityBasisGyPerGBq?.[place]?.values : undefined;
    const then = chain.tiacH[s]!;
    const weight = then > 0 ? Math.max(0, regions[s]!.tiacH) / then : 1;
    if (!dose || (weight === 1 && !extra)) return dose;
    return volume(
      "doseGyPerGBq",
      dose.grid,
      dose.values.map((gy, v) => weight * (gy + (extra?.[v] ?? 0))),
    );
  });
}
