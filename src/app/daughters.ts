import { alphaShareIn } from "../dosimetry/alphaShare";
import { liveDvh, liveStructure } from "../dosimetry/dvhLive";
import type { DaughterFates } from "../physics/daughterFate";
import { structureDoseFromDvh } from "../planning/structureDose";
import { regionStatistics } from "../volume/statistics";
import { volume } from "../volume/volume";
import { originBasis } from "./chainBasis";
import { daughterWarnings } from "./daughterLines";
import { chainOf, daughterLeads, emittersIn, withDelivery } from "./daughterPlaces";
import { withImpurities } from "./impurityDose";
import { budgetOfDoses } from "./planBudget";
import type { PlanResult } from "./planResult";
import { rateTermsOf } from "./structureFacts";

/** A calculated result with the daughters of a what-if; undefined leaves them as calculated. */
export const underDaughters = (result: PlanResult, fates: DaughterFates | undefined): PlanResult =>
  fates === undefined ? result : withDaughters(result, fates);

/**
 * A calculated result with daughters that go elsewhere; shares that measurements fix are in the fates (`withMeasuredShares`). The dose of each source region is that of its parents' decays, wherever the daughters are
 * then; so uptake and half-life of a region take its daughters along. The energy balance stays that of all decays in place.
 */
export function withDaughters(result: PlanResult, fates: DaughterFates): PlanResult {
  const { chain, structures, doseGyPerGBq } = result;
  const regions = withDelivery(result.regions, { ...result.prescription, daughters: fates });
  const groups = chainOf(result.prescription.nuclide);
  if (!chain || !groups) return result;
  const leads = daughterLeads(groups, fates, regions);
  const ofChain = originBasis(chain, leads);
  const extra = result.impurityBasisGyPerGBq;
  const basisGyPerGBq = extra ? withImpurities(ofChain, extra) : ofChain;
  const total = volume("doseGyPerGBq", doseGyPerGBq.grid);
  for (const { values } of basisGyPerGBq)
    for (let v = 0; v < values.length; v++) total.values[v]! += values[v]!;
  const dvhs = structures.map((structure) => liveDvh(liveStructure(structure, [total]), [1]));
  const prescription = { ...result.prescription, daughters: fates };
  const structureDoses = result.structureDoses.map((dose, s) => {
    const {
      structureId: _,
      name: __,
      meanGyPerGBq: ___,
      volumeMl: ____,
      dvh: _____,
      ...facts
    } = dose;
    const region = regions.find(({ structureId }) => structureId === dose.structureId);
    const rateTerms = region?.delivery && rateTermsOf(region.tiacH, region.fit, region.delivery);
    return structureDoseFromDvh(dvhs[s]!, {
      ...facts,
      ...(rateTerms ? { rateTerms } : {}),
      alphaShare:
        dose.massG > 0
          ? alphaShareIn(emittersIn(dose.structureId, prescription, regions), dose.massG)
          : 0,
    });
  });
  const gone = new Set(daughterWarnings(result));
  const now = { prescription, regions };
  return {
    ...result,
    prescription,
    regions,
    basisGyPerGBq,
    doseGyPerGBq: total,
    dvhs,
    structureDoses,
    budget: budgetOfDoses(
      result.budget,
      new Map(
        structures.map(({ id, mask }) => [
          id,
          basisGyPerGBq.map(({ values }) => regionStatistics(mask, values).mean),
        ]),
      ),
    ),
    warnings: [...result.warnings.filter((text) => !gone.has(text)), ...daughterWarnings(now)],
  };
}
