import { PROTOCOLS } from "../planning/protocols";
import { protocolFields } from "../records/protocolFile";
import { parseScenarios } from "../records/scenarioFile";
import { askedScenario, type ReadScenario } from "./askedScenario";
import { NOTICE } from "./planFile";
import type { PlanResult } from "./planResult";
import type { SavedScenario } from "./savedScenario";
import type { WhatIf } from "./session";

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

/**
 * The scenarios of a file for an open plan. Throws InputError for a file that is none, for another nuclide than the plan's, and for regions,
 * structures, limits or protocols that are not there: a scenario that lost a part would look like another.
 *
 * @param start What a scenario that leaves a field out has in it: `startingWhatIf` of the plan.
 */
export const readScenarios = (
  text: string,
  fileName: string,
  plan: PlanResult,
  start: WhatIf,
): ReadScenario[] =>
  parseScenarios(text, fileName).map((asked) => askedScenario(asked, fileName, plan, start));

function entryOf({ name, whatIf, result, basis: { largest } }: SavedScenario) {
  const { activityGBq, protocol: chosen, weeksBetweenCycles, rbeAlpha, ...asked } = whatIf;
  const used = chosen ?? result.prescription.protocol;
  return {
    name,
    nuclide: result.prescription.nuclide,
    protocol: used.id,
    ...(PROTOCOLS.includes(used) ? {} : { ownProtocol: protocolFields(used) }),
    totalActivityGBq: activityGBq,
    weeksBetweenCycles: weeksBetweenCycles ?? null,
    rbeAlpha: rbeAlpha ?? null,
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
