import { InputError } from "../inputError";
import type { DaughterFates } from "../physics/daughterFate";
import { nuclide } from "../physics/nuclides";
import { HOUR_S } from "../physics/units";
import type { Criterion } from "../planning/limit";
import type { Protocol } from "../planning/protocol";
import { PROTOCOLS, protocol } from "../planning/protocols";
import { halfLifeRangeH, type RegionChanges } from "../planning/regionChange";
import { parseProtocol } from "../records/protocolFile";
import { parseScenarios } from "../records/scenarioFile";
import type { AskedScenario } from "../records/scenarioSchema";
import { chainOf, daughterLeads } from "./daughterPlaces";
import { areSolved, withMeasuredShares } from "./measuredShares";
import { NOTICE } from "./planFile";
import type { PlanResult } from "./planResult";
import type { SavedScenario } from "./savedScenario";
import { NO_EDITS, type WhatIf } from "./session";

/** scenarios.json: every scenario of a session and what it gave, as plain data (schema "gyre.scenarios/1"). All activities are over all cycles. */
export const scenariosFile = (caseName: string, scenarios: readonly SavedScenario[]): string =>
  `${JSON.stringify(
    {
      schema: "gyre.scenarios/1",
      notice: NOTICE,
      case: caseName,
      scenarios: scenarios.map(entryOf),
    },
    null,
    2,
  )}\n`;

/** A scenario of a file, to be held against an open plan. */
export interface ReadScenario {
  readonly name: string;
  readonly whatIf: WhatIf;
}

/**
 * The scenarios of a file for an open plan. Throws InputError for a file that is none, for another nuclide than the plan's, and for regions,
 * structures, limits or protocols that are not there: a scenario that lost a part would look like another.
 */
export const readScenarios = (text: string, fileName: string, plan: PlanResult): ReadScenario[] =>
  parseScenarios(text, fileName).map((asked) => ({
    name: asked.name,
    whatIf: whatIfOf(asked, `${fileName}, "${asked.name}"`, plan),
  }));

function entryOf({ name, whatIf, result, basis: { largest } }: SavedScenario) {
  const { activityGBq, protocol: chosen, weeksBetweenCycles, ...asked } = whatIf;
  const used = chosen ?? result.prescription.protocol;
  return {
    name,
    nuclide: result.prescription.nuclide,
    protocol: used.id,
    ...(PROTOCOLS.includes(used) ? {} : { ownProtocol: { schema: "gyre.protocol/1", ...used } }),
    totalActivityGBq: activityGBq,
    weeksBetweenCycles: weeksBetweenCycles ?? null,
    ...asked,
    largestTotalActivityGBq: largest.totalActivityGBq ?? null,
    bindingLimit: largest.binding?.limit.id ?? null,
    bindingStructure: largest.binding?.structureId ?? null,
    structures: result.structureDoses.map(({ structureId, meanGyPerGBq }) => ({
      id: structureId,
      meanGyPerGBq,
      meanGy: meanGyPerGBq * activityGBq,
    })),
  };
}

function whatIfOf(asked: AskedScenario, place: string, plan: PlanResult): WhatIf {
  const {
    name: _title,
    nuclide: name,
    totalActivityGBq,
    ownProtocol,
    weeksBetweenCycles,
    ...rest
  } = asked;
  const calculated = plan.prescription;
  if (name !== calculated.nuclide)
    throw new InputError(
      `${place}: nuclide: expected ${calculated.nuclide} as calculated, received ${name}`,
    );
  const used = protocolOf(asked, place, calculated.protocol);
  const criteria = [...used.limits, ...used.goals].map(({ id }) => id);
  refuseStrangers(
    place,
    "regions",
    rest.regions,
    plan.regions.map(({ structureId }) => structureId),
  );
  refuseHalfLives(place, rest.regions, plan);
  refuseStrangers(place, "criteria", rest.criteria, criteria);
  refuseStrangers(
    place,
    "kinetics",
    rest.kinetics,
    plan.regions.map(({ structureId }) => structureId),
  );
  if (
    rest.rbeAlpha !== undefined &&
    !plan.structureDoses.some(({ alphaShare = 0 }) => alphaShare > 0)
  )
    throw new InputError(
      `${place}: rbeAlpha: expected none, as no alphas reach a structure of this plan, received ${rest.rbeAlpha}`,
    );
  const daughters = rest.daughters && daughtersOf(rest.daughters, plan);
  const structures = plan.structureDoses.map(({ structureId }) => structureId);
  refuseStrangers(place, "earlier", rest.earlier, [...structures, "blood", "wholeBody"]);
  return {
    ...rest,
    ...(daughters ? { daughters } : {}),
    spread: { ...NO_EDITS.spread, ...rest.spread },
    activityGBq: totalActivityGBq,
    weeksBetweenCycles: weeksBetweenCycles ?? undefined,
    protocol: used === calculated.protocol ? undefined : used,
  };
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
  if (!ownProtocol) return id === calculated.id ? calculated : protocol(id);
  const own = parseProtocol(JSON.stringify(ownProtocol), place);
  return id === calculated.id && holdsTheSame(own, calculated) ? calculated : own;
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
