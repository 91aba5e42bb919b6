import type { ChainGroup } from "./chainGroups";
import { type DaughterFates, stayingIn } from "./daughterFate";
import { collected, grownFrom, ratesOf } from "./daughterRate";
import type { RateTerm } from "./radiobiology";

/** A source region and the activity of the parent there as a sum of exponentials, in any unit of activity. */
export interface ParentPlace {
  readonly structureId: string;
  readonly terms: readonly RateTerm[];
}

/**
 * Activity in time of each group's lead (row) in each place (column), as sums of exponentials in the parent's unit: Bateman's equations, with what
 * leaves arriving at once where it goes. Their integrals are `leadsByPlace`.
 */
export function leadActivities(
  groups: readonly ChainGroup[],
  fates: DaughterFates,
  places: readonly ParentPlace[],
): RateTerm[][][] {
  const all: RateTerm[][][] = [];
  for (const { lead, formedBy } of groups) {
    if (formedBy.length === 0) {
      all.push(places.map(({ terms }) => [...terms]));
      continue;
    }
    const fate = fates[lead.name] ?? {};
    const { decayPerH, ratePerH } = ratesOf(lead, fate);
    const grown = (place: number, share: number, lossPerH: number): RateTerm[] =>
      formedBy.flatMap(({ group, perDecay }) =>
        all[group]![place]!.flatMap((term) =>
          grownFrom(term, perDecay * share * decayPerH, lossPerH),
        ),
      );
    const staying = places.map(({ structureId }) => stayingIn(fate, structureId));
    all.push(
      places.map(({ structureId }, p) => {
        const arrived =
          structureId === fate.restTo
            ? places.flatMap((_, from) => grown(from, 1 - staying[from]!, decayPerH))
            : [];
        return collected([...grown(p, staying[p]!, ratePerH), ...arrived]);
      }),
    );
  }
  return all;
}

/** A sum of exponentials at a time. */
export const valueAt = (terms: readonly RateTerm[], timeH: number): number =>
  terms.reduce((sum, { amplitude, ratePerH }) => sum + amplitude * Math.exp(-ratePerH * timeH), 0);
