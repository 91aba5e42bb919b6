import { InputError } from "../inputError";
import type { DaughterFates } from "../physics/daughterFate";
import { nuclide } from "../physics/nuclides";
import { HOUR_S } from "../physics/units";
import type { Criterion } from "../planning/limit";
import type { Protocol } from "../planning/protocol";
import { halfLifeRangeH, type RegionChanges } from "../planning/regionChange";
import { protocolFrom } from "../records/protocolFile";
import type { AskedScenario } from "../records/scenarioSchema";
import { chainOf, daughterLeads } from "./daughterPlaces";
import { areSolved, withMeasuredShares } from "./measuredShares";
import { protocolNamed } from "./nuclideExchange";
import type { PlanResult } from "./planResult";
import { NO_EDITS, type WhatIf } from "./session";

/** A scenario as a what-if, to be held against a plan. */
export interface ReadScenario {
  readonly name: string;
  readonly whatIf: WhatIf;
}

/**
 * What a scenario asks of a plan; what it leaves out is as in `start`.
 *
 * @param source Of the scenario, as messages name it.
 * @throws InputError for another nuclide than the plan's, and for regions, structures, limits or protocols that are not there.
 */
export function askedScenario(
  asked: AskedScenario,
  source: string,
  plan: PlanResult,
  start: WhatIf,
): ReadScenario {
  const place = `${source}, "${asked.name}"`;
  const { prescription } = plan;
  const { nuclide: name = prescription.nuclide } = asked;
  if (name !== prescription.nuclide)
    throw new InputError(
      `${place}: nuclide: expected ${prescription.nuclide} as calculated, received ${name}`,
    );
  const used = protocolOf(asked, place, prescription.protocol);
  refuseWhatIsNotThere(asked, place, plan, used);
  return { name: asked.name, whatIf: whatIfOf(asked, plan, start, used) };
}

function whatIfOf(asked: AskedScenario, plan: PlanResult, start: WhatIf, used: Protocol): WhatIf {
  const { totalActivityGBq, weeksBetweenCycles, rbeAlpha, daughters, spread } = asked;
  const { kinetics, regions, criteria, factors, patient, earlier, given, spheres } = asked;
  const { cycles = start.cycles, isodosesGy = start.isodosesGy } = asked;
  const told = { kinetics, regions, criteria, factors, patient, earlier, given, spheres };
  return {
    ...start,
    ...(withoutUndefined(told) as Partial<WhatIf>),
    cycles,
    isodosesGy,
    activityGBq: totalActivityGBq ?? (start.activityGBq / start.cycles) * cycles,
    weeksBetweenCycles:
      weeksBetweenCycles === undefined
        ? start.weeksBetweenCycles
        : (weeksBetweenCycles ?? undefined),
    ...(rbeAlpha === undefined ? {} : { rbeAlpha: rbeAlpha ?? undefined }),
    ...(daughters ? { daughters: daughtersOf(daughters, plan) } : {}),
    ...(spread ? { spread: { ...NO_EDITS.spread, ...spread } } : {}),
    protocol: used === plan.prescription.protocol ? undefined : used,
  };
}

const withoutUndefined = (fields: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** A scenario that lost a part would look like another. */
function refuseWhatIsNotThere(
  { regions = {}, criteria = {}, kinetics = {}, earlier = {}, rbeAlpha }: AskedScenario,
  place: string,
  plan: PlanResult,
  { limits, goals }: Protocol,
): void {
  const sources = plan.regions.map(({ structureId }) => structureId);
  const structures = plan.structureDoses.map(({ structureId }) => structureId);
  const ids = [...limits, ...goals].map(({ id }) => id);
  refuseStrangers(place, "regions", regions, sources);
  refuseHalfLives(place, regions, plan);
  refuseStrangers(place, "criteria", criteria, ids);
  refuseStrangers(place, "kinetics", kinetics, sources);
  refuseStrangers(place, "earlier", earlier, [...structures, "blood", "wholeBody"]);
  const hasAlphas = plan.structureDoses.some(({ alphaShare = 0 }) => alphaShare > 0);
  if (typeof rbeAlpha === "number" && !hasAlphas)
    throw new InputError(
      `${place}: rbeAlpha: expected none, as no alphas reach a structure of this plan, received ${rbeAlpha}`,
    );
}

/** Checked against the plan; a measured activity that no share was written for is solved with the plan's curves. */
function daughtersOf(fates: DaughterFates, { prescription, regions }: PlanResult): DaughterFates {
  daughterLeads(chainOf(prescription.nuclide) ?? [], fates, regions);
  return areSolved(fates) ? fates : withMeasuredShares(prescription.nuclide, fates, regions);
}

function protocolOf(
  { protocol: id, ownProtocol }: AskedScenario,
  place: string,
  calculated: Protocol,
): Protocol {
  if (!ownProtocol)
    return id === undefined || id === calculated.id ? calculated : protocolNamed(id);
  const own = protocolFrom(ownProtocol, `${place}: ownProtocol`);
  return own.id === calculated.id && holdsTheSame(own, calculated) ? calculated : own;
}

/** Whether two protocols of one name have the same limits and goals: a case may have put values of its own in place. */
const holdsTheSame = (a: Protocol, b: Protocol): boolean =>
  JSON.stringify([a.limits, a.goals].map(plainly)) ===
  JSON.stringify([b.limits, b.goals].map(plainly));

/** Fields in one order. */
const plainly = (criteria: readonly Criterion[]) =>
  criteria.map(({ id, value, informational, rbeAlpha, per, metric, organ, when }) => [
    id,
    value,
    informational,
    rbeAlpha,
    per,
    ...[metric, organ, when ?? {}].map((part) =>
      Object.entries(part).sort(([p], [q]) => (p < q ? -1 : 1)),
    ),
  ]);

/** What the fields of the page do not take either. */
function refuseHalfLives(place: string, changes: RegionChanges, plan: PlanResult): void {
  const physicalH = nuclide(plan.prescription.nuclide).halfLifeS / HOUR_S;
  for (const region of plan.regions) {
    const asked = changes[region.structureId]?.effectiveHalfLifeH;
    if (asked === undefined) continue;
    const [least, most] = halfLifeRangeH(region, physicalH);
    if (asked < least || asked > Math.max(most, region.fit.effectiveHalfLifeH))
      throw new InputError(
        `${place}: regions.${region.structureId}.effectiveHalfLifeH: expected ${least.toPrecision(3)} to ${most.toPrecision(4)} h, received ${asked}`,
      );
  }
}

function refuseStrangers(
  place: string,
  field: string,
  given: Readonly<Record<string, unknown>>,
  known: readonly string[],
): void {
  const stranger = Object.keys(given).find((id) => !known.includes(id));
  if (stranger !== undefined)
    throw new InputError(
      `${place}: ${field}: expected one of ${known.join(", ")}, received "${stranger}"`,
    );
}
