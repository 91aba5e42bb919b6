import { type DoseInput, doseFromDecays } from "../dosimetry/doseEngine";
import type { EnergyBalance } from "../dosimetry/energyBalance";
import type { Gpu } from "../gpu/gpu";
import { nuclide } from "../physics/nuclides";
import { type Volume, volume } from "../volume/volume";
import type { Work } from "../work";
import { type ChainBasis, chainBasis, originBasis } from "./chainBasis";
import { chainOf, daughterLeads } from "./daughterPlaces";
import type { PlanResult } from "./planResult";

/** Doses of the parent's decays in each source region, with those of the daughters. */
export interface RegionDoses {
  readonly basisGyPerGBq: readonly Volume<"doseGyPerGBq">[];
  readonly balance: EnergyBalance;
  /** Where daughters can be carried off. */
  readonly chain?: ChainBasis;
}

/** One dose a source region; the daughters go where the prescription says. */
export async function doseOfRegions(
  gpu: Gpu,
  input: DoseInput,
  {
    prescription,
    regions,
    structures,
  }: Pick<PlanResult, "prescription" | "regions" | "structures">,
  work: Work,
): Promise<RegionDoses> {
  const groups = chainOf(prescription.nuclide);
  if (!groups) {
    const { doses, balance } = await doseFromDecays(
      gpu,
      { ...input, nuclide: nuclide(prescription.nuclide) },
      work,
    );
    const basisGyPerGBq = doses.map(({ grid, values }) => volume("doseGyPerGBq", grid, values));
    return { basisGyPerGBq, balance };
  }
  const leads = daughterLeads(groups, prescription.daughters ?? {}, regions);
  const tiacH = regions.map((region) => region.tiacH);
  const { chain, balance } = await chainBasis(gpu, { ...input, groups, structures, tiacH }, work);
  return { basisGyPerGBq: originBasis(chain, leads), balance, chain };
}
