import type { ChainGroup } from "./chainGroups";
import { type DaughterFate, type DaughterFates, stayingIn } from "./daughterFate";
import type { RateTerm } from "./radiobiology";
import { HOUR_S } from "./units";

/** A group of a chain where its parent decays: how its lead disappears, and what it weighs. */
export interface DaughterDelivery {
  /** Index of the group that forms it in the list; null for the parent. */
  readonly formedBy: number | null;
  /** Share of what is formed that stays and decays there at the rate `decayPerH`; the rest of what stays is cleared. */
  readonly stayingLeads: number;
  /** Decay alone, 1/h. */
  readonly decayPerH: number;
  /** Decay and clearance, 1/h. */
  readonly ratePerH: number;
  /** Dose of one decay of the lead, with its short-lived daughters, in any common unit. */
  readonly doseWeight: number;
}

/** How the dose of a chain is delivered in a source region, where the parent is; `doseWeights` are those of the groups. */
export const deliveryOf = (
  groups: readonly ChainGroup[],
  fates: DaughterFates,
  doseWeights: readonly number[],
  place: string,
): DaughterDelivery[] =>
  groups.map(({ lead, formedBy }, g) => {
    const fate = fates[lead.name] ?? {};
    const [source] = formedBy;
    return {
      formedBy: source?.group ?? null,
      stayingLeads: source ? source.perDecay * stayingIn(fate, place) : 1,
      ...ratesOf(lead, fate),
      doseWeight: doseWeights[g]!,
    };
  });

/** How a lead disappears where it stays: by decay alone, and with what clears it, 1/h. */
export function ratesOf(
  { halfLifeS }: ChainGroup["lead"],
  { biologicalHalfLifeH }: DaughterFate,
): Pick<DaughterDelivery, "decayPerH" | "ratePerH"> {
  const decayPerH = (Math.LN2 * HOUR_S) / halfLifeS;
  const clearancePerH = biologicalHalfLifeH === undefined ? 0 : Math.LN2 / biologicalHalfLifeH;
  return { decayPerH, ratePerH: decayPerH + clearancePerH };
}

/**
 * The dose rate of a chain as a sum of exponentials, from the parent's activity as one. A daughter of decay constant λ that disappears with k has of a
 * parent's term a·e^(−rt) the activity λ·a·(e^(−rt) − e^(−kt))/(k − r) (Bateman): a term of the parent's rate and one of its own.
 */
export function deliveredTerms(
  parent: readonly RateTerm[],
  delivery: readonly DaughterDelivery[],
): RateTerm[] {
  const activities: (readonly RateTerm[])[] = [];
  for (const { formedBy, stayingLeads, decayPerH, ratePerH } of delivery)
    activities.push(
      formedBy === null
        ? parent
        : activities[formedBy]!.flatMap((term) =>
            grownFrom(term, stayingLeads * decayPerH, ratePerH),
          ),
    );
  return collected(
    activities.flatMap((terms, g) =>
      terms.map(({ amplitude, ratePerH }) => ({
        amplitude: amplitude * delivery[g]!.doseWeight,
        ratePerH,
      })),
    ),
  );
}

/** What grows from a term a·e^(−rt) at `formed` times it and is lost at `lossPerH`: formed·a·(e^(−rt) − e^(−loss·t))/(loss − r). */
export function grownFrom(
  { amplitude, ratePerH }: RateTerm,
  formed: number,
  lossPerH: number,
): RateTerm[] {
  // Equal rates give a·t·e^(−rt); a millionth apart the two exponentials are that to six figures.
  const apart = lossPerH - ratePerH;
  const loss = Math.abs(apart) < NEARLY_EQUAL * ratePerH ? ratePerH * (1 + NEARLY_EQUAL) : lossPerH;
  const made = (amplitude * formed) / (loss - ratePerH);
  return [
    { amplitude: made, ratePerH },
    { amplitude: -made, ratePerH: loss },
  ];
}

const NEARLY_EQUAL = 1e-6;

/** Terms of one rate as one. */
export function collected(terms: readonly RateTerm[]): RateTerm[] {
  const sums = new Map<number, number>();
  for (const { amplitude, ratePerH } of terms)
    sums.set(ratePerH, (sums.get(ratePerH) ?? 0) + amplitude);
  return [...sums].map(([ratePerH, amplitude]) => ({ amplitude, ratePerH }));
}
