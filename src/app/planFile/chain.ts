import { stayingIn } from "../../physics/daughterFate";
import { HOUR_S } from "../../physics/units";
import { alphaEnergyShares, contributionsOf } from "../daughterContributions";
import { daughterLines } from "../daughterLines";
import { chainOf } from "../daughterPlaces";
import type { PlanResult } from "../planResult";
import { sMatrix } from "./sMatrix";

/** How the daughters of an alpha emitter are treated, and what each nuclide gives; absent for other nuclides. */
export function chainPart(result: PlanResult) {
  const { prescription, structures } = result;
  if (!result.chain) return {};
  const doses = contributionsOf(
    result,
    sMatrix(result).targets.map(({ meanGyPerGBq }) => meanGyPerGBq),
  );
  const alphaShares = alphaEnergyShares(prescription.nuclide);
  return {
    chain: {
      daughters: (chainOf(prescription.nuclide) ?? []).slice(1).map(({ lead }, d) => {
        const fate = prescription.daughters?.[lead.name] ?? {};
        return {
          nuclide: lead.name,
          halfLifeH: lead.halfLifeS / HOUR_S,
          shareOfAlphaEnergy: alphaShares.get(lead.name)!,
          stayingShare: fate.stayingShare ?? 1,
          restTo: fate.restTo ?? null,
          regions: Object.entries(fate.regions ?? {}).map(([structureId, { measured }]) => ({
            structureId,
            stayingShare: stayingIn(fate, structureId),
            measured: measured ?? null,
          })),
          biologicalHalfLifeH: fate.biologicalHalfLifeH ?? null,
          source: fate.source ?? null,
          text: daughterLines(result)[d]!.text,
        };
      }),
      structures: structures.map(({ id }, s) => ({ structureId: id, nuclides: doses[s]! })),
    },
  };
}
