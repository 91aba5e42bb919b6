import { InputError } from "../inputError";
import type { ChainGroup } from "../physics/chainGroups";
import { leadActivities, type ParentPlace, valueAt } from "../physics/daughterActivity";
import type { DaughterFate, DaughterFates, MeasuredDaughter } from "../physics/daughterFate";
import { readableName } from "../volume/readableName";
import { chainOf } from "./daughterPlaces";
import type { Prescription, RegionResult } from "./planResult";
import { threeFigures } from "./threeFigures";

/** A source region with its curve. */
export type CurveRegion = Pick<RegionResult, "structureId" | "name" | "tiacH" | "fit">;

/** What of a region's daughters can be asked. */
interface Question {
  readonly groups: readonly ChainGroup[];
  readonly fates: DaughterFates;
  readonly regions: readonly CurveRegion[];
}

/**
 * The fates with the shares that measured activities of daughters fix, in the order of the chain: where the rest goes elsewhere, the share that stays in
 * the measured region; where it goes to that region, the share that stays in all others without one of their own. The computed activity of the daughter
 * (Bateman, from the region's curve) is linear in that share.
 *
 * @throws InputError with the possible range for an activity that no share gives, and where a region has no curve from the start.
 */
export function withMeasuredShares(
  nuclideName: string,
  fates: DaughterFates,
  regions: readonly CurveRegion[],
): DaughterFates {
  const groups = chainOf(nuclideName) ?? [];
  const known = new Map(Object.entries(fates));
  for (const { lead } of groups.slice(1)) {
    const { restTo, regions: own = {} } = known.get(lead.name) ?? {};
    const measured = Object.entries(own).filter(([, fate]) => fate.measured !== undefined);
    // What arrives in a region rests on the shares of all others.
    measured.sort(([a], [b]) => Number(a === restTo) - Number(b === restTo));
    for (const [id, fate] of measured) {
      const question = { groups, fates: Object.fromEntries(known), regions };
      known.set(lead.name, solved(question, lead.name, id, fate.measured!));
    }
  }
  return Object.fromEntries(known);
}

/** Whether every share that a measured activity fixes is there. */
export const areSolved = (fates: DaughterFates): boolean =>
  Object.values(fates).every(({ restTo, stayingShare, regions = {} }) =>
    Object.entries(regions).every(
      ([id, own]) =>
        !own.measured || (id === restTo ? stayingShare : own.stayingShare) !== undefined,
    ),
  );

/** A prescription with the shares that its measured daughters fix. */
export const withSharesOf = <P extends Pick<Prescription, "nuclide" | "daughters">>(
  prescription: P,
  regions: readonly CurveRegion[],
): P =>
  prescription.daughters === undefined
    ? prescription
    : {
        ...prescription,
        daughters: withMeasuredShares(prescription.nuclide, prescription.daughters, regions),
      };

/** Activity of a daughter in a region under the fates, MBq. */
export function daughterActivityMBq(
  { groups, fates, regions }: Question,
  name: string,
  regionId: string,
  { atH, administeredMBq }: Omit<MeasuredDaughter, "activityMBq">,
): number {
  const group = groups.findIndex(({ lead }) => lead.name === name);
  const place = regions.findIndex(({ structureId }) => structureId === regionId);
  const terms = leadActivities(groups, fates, regions.map(placeOf))[group]![place]!;
  return administeredMBq * Math.max(0, valueAt(terms, atH));
}

function solved(
  question: Question,
  name: string,
  regionId: string,
  measured: MeasuredDaughter,
): DaughterFate {
  const fate = question.fates[name]!;
  const region = question.regions.find(({ structureId }) => structureId === regionId);
  if (!region)
    throw new InputError(
      `daughters: ${name}: regions: expected one of ${question.regions.map(({ structureId }) => structureId).join(", ")}, received "${regionId}"`,
    );
  const place = `${name} in ${readableName(region.name)}`;
  const at = (share: number) =>
    daughterActivityMBq(
      { ...question, fates: { ...question.fates, [name]: withShare(fate, regionId, share) } },
      name,
      regionId,
      measured,
    );
  const [none, all] = [at(0), at(1)];
  const share = (measured.activityMBq - none) / (all - none);
  if (!(share >= -ROUNDING && share <= 1 + ROUNDING))
    throw new InputError(
      `daughters: ${place}: measured: expected ${rangeText(none, all)} MBq at ${threeFigures(measured.atH)} h, received ${threeFigures(measured.activityMBq)} MBq`,
    );
  return withShare(fate, regionId, Math.min(1, Math.max(0, share)));
}

/** The fate with the share that a measurement in this region speaks of. */
const withShare = (fate: DaughterFate, regionId: string, stayingShare: number): DaughterFate =>
  fate.restTo === regionId
    ? { ...fate, stayingShare }
    : {
        ...fate,
        regions: { ...fate.regions, [regionId]: { ...fate.regions?.[regionId], stayingShare } },
      };

/** Per MBq administered. */
function placeOf({ structureId, name, tiacH, fit }: CurveRegion): ParentPlace {
  if (fit.model === "trapezoid")
    throw new InputError(
      `daughters: ${readableName(name)}: a measured daughter needs the parent's curve from the start: expected a model of exponentials, received a trapezoid`,
    );
  const perMBq = fit.tiaMBqH > 0 ? Math.max(0, tiacH) / fit.tiaMBqH : 0;
  return {
    structureId,
    terms: fit.terms.map(({ amplitudeMBq, ratePerH }) => ({
      amplitude: amplitudeMBq * perMBq,
      ratePerH,
    })),
  };
}

function rangeText(a: number, b: number): string {
  const [low, high] = [Math.min(a, b), Math.max(a, b)];
  return low === high ? threeFigures(low) : `${threeFigures(low)} to ${threeFigures(high)}`;
}

/** A measured activity that is just what all or nothing gives. */
const ROUNDING = 1e-6;
