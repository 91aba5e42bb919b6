import { keptKeVOf } from "../dosimetry/secondCheck";
import { InputError } from "../inputError";
import {
  alphaKeVOf,
  type ChainGroup,
  chainGroups,
  type Emitter,
  emittersOf,
  leadsPerDecay,
} from "../physics/chainGroups";
import {
  type DaughterFate,
  type DaughterFates,
  type LeadsByPlace,
  leadsByPlace,
  stayingIn,
} from "../physics/daughterFate";
import { type DaughterDelivery, deliveryOf } from "../physics/daughterRate";
import { nuclide } from "../physics/nuclides";
import { HOUR_S } from "../physics/units";
import type { Prescription, RegionResult } from "./planResult";

type Places = readonly Pick<RegionResult, "structureId" | "tiacH">[];

/** The groups of a therapy whose daughters can be carried off; undefined where there are none. */
export function chainOf(name: string): ChainGroup[] | undefined {
  const groups = chainGroups(nuclide(name));
  return groups.length > 1 ? groups : undefined;
}

/**
 * Where the daughters decay under their fates, by source region.
 *
 * @throws InputError naming the daughter for one that leads no group, a share outside 0 to 1, and a region that is not there or has no activity.
 */
export function daughterLeads(
  groups: readonly ChainGroup[],
  fates: DaughterFates,
  places: Places,
): LeadsByPlace {
  const known = groups.slice(1).map(({ lead }) => lead.name);
  for (const [name, fate] of Object.entries(fates)) {
    if (!known.includes(name))
      throw new InputError(
        `daughters: expected ${known.join(", ") || "none for this nuclide"}, received "${name}"`,
      );
    checkFate(name, fate, places);
  }
  return leadsByPlace(
    groups,
    fates,
    places.map(({ structureId }) => structureId),
  );
}

function checkFate(name: string, fate: DaughterFate, places: Places) {
  const { stayingShare = 1, restTo, biologicalHalfLifeH, regions = {} } = fate;
  const known = places.map(({ structureId }) => structureId);
  checkShare(name, stayingShare);
  for (const [id, own] of Object.entries(regions)) {
    if (!known.includes(id))
      throw new InputError(
        `daughters: ${name}: regions: expected one of ${known.join(", ")}, received "${id}"`,
      );
    checkShare(`${name}: regions: ${id}`, own.stayingShare ?? stayingShare);
  }
  if (biologicalHalfLifeH !== undefined && !(biologicalHalfLifeH > 0))
    throw new InputError(
      `daughters: ${name}: biologicalHalfLifeH: expected above 0 h, received ${biologicalHalfLifeH}`,
    );
  if (restTo === undefined || known.every((id) => stayingIn(fate, id) === 1)) return;
  const place = places.find(({ structureId }) => structureId === restTo);
  if (!place)
    throw new InputError(
      `daughters: ${name}: restTo: expected one of ${known.join(", ")}, received "${restTo}"`,
    );
  if (!(place.tiacH > 0))
    throw new InputError(
      `daughters: ${name}: restTo: ${restTo} shows no activity of its own by which decays could be spread there`,
    );
}

function checkShare(name: string, share: number) {
  if (!(share >= 0 && share <= 1))
    throw new InputError(`daughters: ${name}: stayingShare: expected 0 to 1, received ${share}`);
}

/** What decays in a source region, per decay of the parent there, with what arrives from others. */
export function emittersAt(
  groups: readonly ChainGroup[],
  leads: LeadsByPlace,
  places: Places,
  place: number,
): Emitter[] {
  const here = places[place]!.tiacH;
  if (!(here > 0)) return emittersOf(groups, leadsPerDecay(groups));
  const perDecay = leads.map((rows) =>
    places.reduce((sum, { tiacH }, s) => sum + (rows[place]![s]! * Math.max(0, tiacH)) / here, 0),
  );
  return emittersOf(groups, perDecay);
}

/** The same, of what comes of the region's own parents alone. */
export const ownEmittersAt = (
  groups: readonly ChainGroup[],
  leads: LeadsByPlace,
  place: number,
): Emitter[] =>
  emittersOf(
    groups,
    leads.map((rows) => rows[place]![place]!),
  );

/** What decays in a structure per decay of the parent there; in one that is no source region, as in the whole patient. */
export function emittersIn(
  structureId: string,
  { nuclide: parent, daughters = {} }: Pick<Prescription, "nuclide" | "daughters">,
  places: Places,
): Emitter[] {
  const groups = chainGroups(nuclide(parent));
  const leads = daughterLeads(groups, daughters, places);
  const place = places.findIndex((region) => region.structureId === structureId);
  if (place >= 0) return emittersAt(groups, leads, places, place);
  const all = places.reduce((sum, { tiacH }) => sum + Math.max(0, tiacH), 0);
  if (!(all > 0)) return emittersOf(groups, leadsPerDecay(groups));
  const whole = leads.map((rows) =>
    rows.reduce(
      (sum, row) => sum + row.reduce((part, n, s) => part + n * Math.max(0, places[s]!.tiacH), 0),
      0,
    ),
  );
  return emittersOf(
    groups,
    whole.map((decays) => decays / all),
  );
}

/**
 * How the dose of a chain is delivered in a region, where a daughter lives long enough to have a course of its own; else undefined.
 * Weighed by what betas and photons give: alphas have no quadratic term.
 */
export function regionDelivery(
  { nuclide: parent, daughters = {} }: Pick<Prescription, "nuclide" | "daughters">,
  { structureId, massG }: Pick<RegionResult, "structureId" | "massG">,
): DaughterDelivery[] | undefined {
  const groups = chainGroups(nuclide(parent));
  if (!(massG > 0) || groups.slice(1).every(({ lead }) => lead.halfLifeS <= LONG_LIVED_S))
    return undefined;
  const weights = groups.map(({ members }) => keptKeVOf(members, massG) - alphaKeVOf(members));
  return deliveryOf(groups, daughters, weights, structureId);
}

/** The same regions with the delivery that the prescription gives them. */
export const withDelivery = (
  regions: readonly RegionResult[],
  prescription: Pick<Prescription, "nuclide" | "daughters">,
): RegionResult[] =>
  regions.map((region) => {
    const delivery = regionDelivery(prescription, region);
    return delivery ? { ...region, delivery } : region;
  });

/** Longer than this a daughter does not follow its parent (`decayChain`). */
export const LONG_LIVED_S = 12 * HOUR_S;
