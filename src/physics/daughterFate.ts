import type { ChainGroup } from "./chainGroups";
import { HOUR_S } from "./units";

/** Activity of a daughter that was measured in a region, by its gamma lines. */
export interface MeasuredDaughter {
  readonly activityMBq: number;
  /** After administration of the parent, h. */
  readonly atH: number;
  /** Of the parent, for this measurement. */
  readonly administeredMBq: number;
}

/** What of a daughter's fate holds in one region alone. */
export interface RegionFate {
  /** In place of that of all regions. */
  readonly stayingShare?: number;
  /** What fixes the share: `withMeasuredShares` puts it in. */
  readonly measured?: MeasuredDaughter;
}

/** Where a daughter of an alpha emitter goes. Everything left out: it stays where it was formed until it decays. */
export interface DaughterFate {
  /** Share of its nuclei that stay where they were formed, 0 to 1. */
  readonly stayingShare?: number;
  /** Source region in which the rest decays, by id, as the activity lies there; without one it is excreted before it decays. */
  readonly restTo?: string;
  /** Half-life with which what stays is cleared, beside its decay, h; what is cleared is excreted. */
  readonly biologicalHalfLifeH?: number;
  /** What differs in single source regions, by id. */
  readonly regions?: Readonly<Record<string, RegionFate>>;
  /** Where the figures were read. */
  readonly source?: string;
}

/** By the daughter's name; only those that lead a group (`chainGroups`) have one. */
export type DaughterFates = Readonly<Record<string, DaughterFate>>;

/** Of each group (first index), decays of its lead in a place (row) per decay of the parent in a source region (column). */
export type LeadsByPlace = readonly (readonly Float64Array[])[];

/** Share of a daughter's nuclei that stay where they were formed, in one source region. */
export const stayingIn = ({ regions, stayingShare = 1 }: DaughterFate, place: string): number =>
  regions?.[place]?.stayingShare ?? stayingShare;

/** Share of the nuclei of a lead that decay before they are cleared: λ/(λ + λ_biological). */
export const decayingShare = (
  { lead }: ChainGroup,
  { biologicalHalfLifeH }: DaughterFate,
): number =>
  biologicalHalfLifeH === undefined
    ? 1
    : biologicalHalfLifeH / (biologicalHalfLifeH + lead.halfLifeS / HOUR_S);

/**
 * Where the leads of all groups decay, over all time, for parents that decay in `places` (ids of the source regions). A daughter stays, is cleared
 * or leaves wherever it was formed, at its new place too. Over all time the decays of what stays are those of what formed it, whatever its half-life
 * (the integral of Bateman's equations), less what is cleared.
 */
export function leadsByPlace(
  groups: readonly ChainGroup[],
  fates: DaughterFates,
  places: readonly string[],
): LeadsByPlace {
  const all: Float64Array[][] = [];
  for (const group of groups) {
    const { formedBy, lead } = group;
    const now = places.map((_, p) =>
      Float64Array.from(places, (__, s) =>
        formedBy.length === 0
          ? Number(p === s)
          : formedBy.reduce((sum, { group: g, perDecay }) => sum + perDecay * all[g]![p]![s]!, 0),
      ),
    );
    all.push(formedBy.length === 0 ? now : settled(now, group, fates[lead.name] ?? {}, places));
  }
  return all;
}

function settled(
  formed: readonly Float64Array[],
  group: ChainGroup,
  fate: DaughterFate,
  places: readonly string[],
): Float64Array[] {
  const { restTo } = fate;
  const target = restTo === undefined ? -1 : places.indexOf(restTo);
  const staying = places.map((place) => stayingIn(fate, place));
  const decaying = decayingShare(group, fate);
  return formed.map((row, p) =>
    row.map((leads, s) => {
      const arrived =
        p === target ? formed.reduce((sum, from, q) => sum + from[s]! * (1 - staying[q]!), 0) : 0;
      return leads * staying[p]! * decaying + arrived;
    }),
  );
}

/** Share of the leads that some region's parents formed and that decay in no place, by group. */
export function excretedShares(groups: readonly ChainGroup[], leads: LeadsByPlace): number[] {
  const total = (g: number) =>
    leads[g]!.reduce((sum, row) => sum + row.reduce((part, x) => part + x, 0), 0);
  return groups.map(({ formedBy }, g) => {
    const formed = formedBy.reduce((sum, { group, perDecay }) => sum + perDecay * total(group), 0);
    return formed > 0 ? 1 - total(g) / formed : 0;
  });
}
