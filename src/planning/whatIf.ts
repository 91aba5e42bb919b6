import type { Dvh } from "../dosimetry/dvh";
import { type LiveStructure, liveDvh } from "../dosimetry/dvhLive";
import {
  changedHalfLifeH,
  changedRateTerms,
  decayWeight,
  type RegionChanges,
  type RegionKinetics,
} from "./regionChange";
import { type StructureDose, type StructureFacts, structureDoseFromDvh } from "./structureDose";

/** One structure ready for what-ifs: its plan, its voxels, and the dose that nothing changes. */
export interface WhatIfStructure {
  readonly asMeasured: StructureDose;
  readonly live: LiveStructure;
  /** Sum over all source regions, Gy per GBq in each voxel. */
  readonly totalGyPerGBq: Float32Array;
  /**
   * Of each source region's dose, what decays in this structure gives: daughters can have come from elsewhere, and have left. Undefined where
   * nothing of it does; left out where everything decays in the region that formed it.
   */
  readonly inPlaceGyPerGBq?: readonly (Float32Array | undefined)[];
}

/** Sums each structure's dose once, so that a change costs only the regions that it touches. */
export const whatIfStructure = (
  asMeasured: StructureDose,
  live: LiveStructure,
  inPlaceGyPerGBq?: WhatIfStructure["inPlaceGyPerGBq"],
): WhatIfStructure => {
  const totalGyPerGBq = new Float32Array(live.voxelsMl.length);
  for (const dose of live.basisGyPerGBq)
    for (let v = 0; v < dose.length; v++) totalGyPerGBq[v]! += dose[v]!;
  return {
    asMeasured,
    live,
    totalGyPerGBq,
    ...(inPlaceGyPerGBq ? { inPlaceGyPerGBq } : {}),
  };
};

/**
 * Every structure's dose under changes of uptake, half-life and mass: D = Σ_s w_s·D_s, with no new convolution. `regions` are in the
 * order of the structures' basis. A changed mass divides the self-dose, that of the decays in the structure, whichever region formed what decays; which
 * holds for radiation that stays inside.
 */
export function whatIf(
  structures: readonly WhatIfStructure[],
  regions: readonly RegionKinetics[],
  changes: RegionChanges,
): StructureDose[] {
  const weights = regions.map((region) => decayWeight(region, changes[region.structureId]));
  return structures.map((structure) => {
    const { structureId } = structure.live;
    const own = regions.findIndex((region) => region.structureId === structureId);
    const change = changes[structureId];
    const massFactor = change?.massFactor ?? 1;
    const dvh = changedDvh(structure, weights, own, massFactor);
    const { asMeasured } = structure;
    const facts = scaledFacts(asMeasured, dvh);
    if (own < 0 || !change) return structureDoseFromDvh(dvh, facts);
    const rateTerms = asMeasured.rateTerms && changedRateTerms(regions[own]!, change);
    return structureDoseFromDvh(dvh, {
      ...facts,
      massG: asMeasured.massG * massFactor,
      effectiveHalfLifeH: changedHalfLifeH(regions[own]!, change),
      ...(rateTerms ? { rateTerms } : {}),
    });
  });
}

/** What stays true of a structure; its smoothed maximum follows the maximum. */
function scaledFacts(asMeasured: StructureDose, dvh: Dvh): StructureFacts {
  const { role, massG, effectiveHalfLifeH, rateTerms, alphaShare, givenShape, voxelMarks } =
    asMeasured;
  const smoothed = asMeasured.smoothedMaxGyPerGBq;
  return {
    role,
    massG,
    effectiveHalfLifeH,
    ...(rateTerms ? { rateTerms } : {}),
    ...(alphaShare === undefined ? {} : { alphaShare }),
    ...(voxelMarks ? { voxelMarks } : {}),
    ...(givenShape ? { givenShape } : {}),
    ...(smoothed === undefined
      ? {}
      : { smoothedMaxGyPerGBq: (smoothed * dvh.maxGy) / asMeasured.dvh.maxGy }),
  };
}

/** The DVH from the dose as measured, what the changed regions add or take, and what the changed mass takes of the self-dose. */
function changedDvh(
  { live, totalGyPerGBq, inPlaceGyPerGBq }: WhatIfStructure,
  weights: readonly number[],
  own: number,
  massFactor: number,
): Dvh {
  const basis = live.basisGyPerGBq;
  const inside =
    massFactor === 1 ? [] : (inPlaceGyPerGBq ?? basis.map((dose, s) => (s === own ? dose : null)));
  const parts = weights.flatMap((weight, s) => [
    { dose: basis[s]!, weight: weight - 1 },
    ...(inside[s] ? [{ dose: inside[s], weight: weight * (1 / massFactor - 1) }] : []),
  ]);
  const changed = parts.filter(({ weight }) => weight !== 0);
  return liveDvh({ ...live, basisGyPerGBq: [totalGyPerGBq, ...changed.map(({ dose }) => dose)] }, [
    1,
    ...changed.map(({ weight }) => weight),
  ]);
}
