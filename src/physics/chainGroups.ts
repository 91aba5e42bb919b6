import { decayChain } from "./decayChain";
import type { Nuclide } from "./nuclide";
import { nuclide } from "./nuclides";
import { HOUR_S, MINUTE_S } from "./units";

/** A nuclide and how often it decays, per decay of another that is named beside it. */
export interface Emitter {
  readonly nuclide: Nuclide;
  readonly decaysPerDecay: number;
}

/** A nuclide of an alpha chain that lives long enough to be carried off, or the parent, and those that decay where it does. */
export interface ChainGroup {
  /** By which the group is named. */
  readonly lead: Nuclide;
  /** The groups whose decays form the lead, by index, and how many leads come of a decay of theirs; none for the parent. */
  readonly formedBy: readonly { readonly group: number; readonly perDecay: number }[];
  /** The lead first; per decay of the lead. */
  readonly members: readonly Emitter[];
}

/**
 * The groups of a nuclide, that of the nuclide itself first, each after all that form it. A daughter leads a group of its own where it brings alphas, by
 * itself or by what it decays to, and lives 4 min or longer: Fr-221 and Bi-213 of Ac-225, Ra-223 and Pb-211 of Th-227, Bi-212 of Pb-212.
 * Other daughters of up to 12 h decay with what formed them; any other that lives longer is left out, with its own daughters.
 */
export function chainGroups(parent: Nuclide): ChainGroup[] {
  const leads = [
    parent,
    ...decayChain(parent)
      .slice(1)
      .map((member) => member.nuclide)
      .filter(isLead),
  ];
  const walks = leads.map(walk);
  return leads.map((lead, g) => ({
    lead,
    formedBy: walks.slice(0, g).flatMap(({ formed }, group) => {
      const perDecay = formed.get(lead.name) ?? 0;
      return perDecay > 0 ? [{ group, perDecay }] : [];
    }),
    members: walks[g]!.members,
  }));
}

/** Decays of each group's lead per decay of the parent where nothing leaves. */
export function leadsPerDecay(groups: readonly ChainGroup[]): number[] {
  const leads: number[] = [];
  for (const { formedBy } of groups)
    leads.push(
      formedBy.length === 0
        ? 1
        : formedBy.reduce((sum, { group, perDecay }) => sum + perDecay * leads[group]!, 0),
    );
  return leads;
}

/** All nuclides of the groups, with decays per decay of the parent, when the leads decay so often: 1 for the parent's own. */
export const emittersOf = (groups: readonly ChainGroup[], leads: readonly number[]): Emitter[] =>
  groups.flatMap(({ members }, g) =>
    members.map(({ nuclide: own, decaysPerDecay }) => ({
      nuclide: own,
      decaysPerDecay: decaysPerDecay * leads[g]!,
    })),
  );

/** Energy of alphas and recoils, keV per decay of what the emitters are counted by. */
export const alphaKeVOf = (emitters: readonly Emitter[]): number =>
  emitters.reduce(
    (sum, { nuclide: { alphaKeV, recoilKeV }, decaysPerDecay }) =>
      sum + decaysPerDecay * (alphaKeV + recoilKeV),
    0,
  );

const LEAST_CARRIED_S = 4 * MINUTE_S;
const SHORT_LIVED_S = 12 * HOUR_S;

const isLead = (daughter: Nuclide): boolean =>
  daughter.halfLifeS >= LEAST_CARRIED_S &&
  decayChain(daughter).some((member) => member.nuclide.alphaKeV > 0);

/** What decays with a lead, and how many leads of other groups come of it. */
function walk(lead: Nuclide) {
  const members = new Map<string, Emitter>();
  const formed = new Map<string, number>();
  const visit = (own: Nuclide, perDecay: number) => {
    const known = members.get(own.name)?.decaysPerDecay ?? 0;
    members.set(own.name, { nuclide: own, decaysPerDecay: known + perDecay });
    for (const { name, branching } of own.daughters) {
      const daughter = nuclide(name);
      const share = perDecay * branching;
      if (isLead(daughter)) formed.set(name, (formed.get(name) ?? 0) + share);
      else if (daughter.halfLifeS <= SHORT_LIVED_S) visit(daughter, share);
    }
  };
  visit(lead, 1);
  return { members: [...members.values()], formed };
}
