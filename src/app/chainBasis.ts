import { doseOfChain } from "../dosimetry/chainDose";
import type { DoseInput } from "../dosimetry/doseEngine";
import type { EnergyBalance } from "../dosimetry/energyBalance";
import type { Gpu } from "../gpu/gpu";
import type { ChainGroup } from "../physics/chainGroups";
import type { LeadsByPlace } from "../physics/daughterFate";
import { regionStatistics } from "../volume/statistics";
import type { Structure } from "../volume/study";
import { type Volume, volume } from "../volume/volume";
import type { Work } from "../work";

/** What one nuclide of a chain gives: mean dose of each structure (row) from each source region (column), Gy per GBq. */
export interface MemberDose {
  readonly nuclide: string;
  /** Index of its group. */
  readonly group: number;
  /** Where the group's lead decays once per decay of the parent in that region. */
  readonly meanGyPerGBq: readonly (readonly number[])[];
}

/** Doses of an alpha chain before it is said where daughters go: that is a weighted sum of these. */
export interface ChainBasis {
  /** Of the source regions as calculated, h; 0 where the fit has less. */
  readonly tiacH: readonly number[];
  /** One row a group, one column a source region: the dose where the group's lead decays once per decay of the parent in that region. */
  readonly basisGyPerGBq: readonly (readonly Volume<"doseGyPerGBq">[])[];
  readonly members: readonly MemberDose[];
}

/** The doses of every group of a chain from every source region. The balance is that of all decays in place. */
export async function chainBasis(
  gpu: Gpu,
  input: DoseInput & {
    readonly groups: readonly ChainGroup[];
    readonly structures: readonly Structure[];
    readonly tiacH: readonly number[];
  },
  work: Work,
): Promise<{ readonly chain: ChainBasis; readonly balance: EnergyBalance }> {
  const members: MemberDose[] = [];
  const { doses, balance } = await doseOfChain(
    gpu,
    input,
    (member) =>
      members.push({
        nuclide: member.nuclide.name,
        group: member.group,
        meanGyPerGBq: input.structures.map(({ mask }) =>
          member.doses.map(({ values }) => regionStatistics(mask, values).mean),
        ),
      }),
    work,
  );
  const basisGyPerGBq = doses.map((row) =>
    row.map(({ grid, values }) => volume("doseGyPerGBq", grid, values)),
  );
  return {
    chain: { tiacH: input.tiacH.map((hours) => Math.max(0, hours)), basisGyPerGBq, members },
    balance,
  };
}

/**
 * The dose from the parent's decays in each source region, wherever the daughters then decay, Gy per GBq. Dose is linear in the decays of each
 * lead, so nothing is convolved.
 */
export const originBasis = (
  { tiacH, basisGyPerGBq }: ChainBasis,
  leads: LeadsByPlace,
): Volume<"doseGyPerGBq">[] =>
  tiacH.map((_, s) => {
    const total = volume("doseGyPerGBq", basisGyPerGBq[0]![0]!.grid);
    for (const [g, row] of basisGyPerGBq.entries())
      for (const [p, { values }] of row.entries()) {
        const weight = placeWeight(leads, tiacH, { group: g, place: p, source: s });
        if (weight !== 0)
          for (let v = 0; v < values.length; v++) total.values[v]! += weight * values[v]!;
      }
    return total;
  });

/** Of the dose from each source region's parents, what of their chain decays in one place gives; undefined where nothing of it does. */
export const decayedIn = (
  { tiacH, basisGyPerGBq }: ChainBasis,
  leads: LeadsByPlace,
  place: number,
): (Volume<"doseGyPerGBq"> | undefined)[] =>
  tiacH.map((_, source) => {
    const weights = basisGyPerGBq.map((__, group) =>
      placeWeight(leads, tiacH, { group, place, source }),
    );
    if (weights.every((weight) => weight === 0)) return undefined;
    const total = volume("doseGyPerGBq", basisGyPerGBq[0]![0]!.grid);
    for (const [g, weight] of weights.entries()) {
      const { values } = basisGyPerGBq[g]![place]!;
      for (let v = 0; v < values.length; v++) total.values[v]! += weight * values[v]!;
    }
    return total;
  });

/** The share that each nuclide has of the mean dose of each structure (row) from the decays of the parent in each source region (column). */
export const memberShares = (
  { tiacH, members }: ChainBasis,
  leads: LeadsByPlace,
): readonly (readonly Float64Array[])[] => {
  const doses = members.map(({ group, meanGyPerGBq }) =>
    meanGyPerGBq.map((row) =>
      Float64Array.from(tiacH, (_, source) =>
        row.reduce(
          (sum, gy, place) => sum + gy * placeWeight(leads, tiacH, { group, place, source }),
          0,
        ),
      ),
    ),
  );
  return doses.map((rows) =>
    rows.map((row, t) =>
      row.map((gy, s) => {
        const total = doses.reduce((sum, member) => sum + member[t]![s]!, 0);
        return total > 0 ? gy / total : 0;
      }),
    ),
  );
};

/** Decays of a lead in a place that come of the parents in a source region, per parent in the place. */
function placeWeight(
  leads: LeadsByPlace,
  tiacH: readonly number[],
  at: { readonly group: number; readonly place: number; readonly source: number },
): number {
  const perParent = leads[at.group]![at.place]![at.source]!;
  if (perParent === 0 || at.place === at.source) return perParent;
  return tiacH[at.place]! > 0 ? (perParent * tiacH[at.source]!) / tiacH[at.place]! : 0;
}
