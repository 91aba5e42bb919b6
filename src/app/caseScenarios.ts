import { InputError } from "../inputError";
import { nuclide } from "../physics/nuclides";
import type { Protocol } from "../planning/protocol";
import { protocolFrom } from "../records/protocolFile";
import type { AskedScenario } from "../records/scenarioSchema";
import { partOf, type Work } from "../work";
import { askedScenario } from "./askedScenario";
import { protocolNamed, withNuclide } from "./nuclideExchange";
import type { OpenPlan } from "./openPlan";
import type { PlanResult } from "./planResult";
import { resultUnder } from "./scenarioOf";
import type { WhatIf } from "./session";
import { startingWhatIf } from "./startingWhatIf";

/** A scenario of a case with the plan that it gives. Plain data: it crosses from the worker to the page. */
export interface CaseScenario {
  readonly name: string;
  readonly whatIf: WhatIf;
  readonly result: PlanResult;
}

/** Calculates the study of the case for another protocol, and with it another nuclide. */
export type CalculateFor = (protocol: Protocol, work: Work) => Promise<PlanResult>;

/**
 * The scenarios of a case, in their order; those of another nuclide are calculated for it, once a protocol, and have nothing of the cycles that were given.
 *
 * @param source The case, as messages name it; its scenarios are in place (`completeCase`).
 * @throws InputError naming the scenario and its field.
 */
export async function caseScenarios(
  open: OpenPlan,
  source: string,
  calculateFor: CalculateFor,
  work: Work,
): Promise<CaseScenario[]> {
  const asked = open.case?.scenarios ?? [];
  if (typeof asked === "string") throw new Error(`${source}: scenarios were not read`);
  const place = `${source}: scenarios`;
  const planned = open.result.prescription.protocol;
  const bases = new Map([[undefined as string | undefined, basisOf(open)]]);
  const found: CaseScenario[] = [];
  for (const [n, scenario] of asked.entries()) {
    work.signal.throwIfAborted();
    await new Promise((resolve) => setTimeout(resolve));
    const other = otherTherapy(scenario, planned, `${place}, "${scenario.name}"`);
    const therapy = other && JSON.stringify(other);
    const part = partOf(work, n / asked.length, (n + 1) / asked.length);
    part.report(`Scenario ${scenario.name}`, 0);
    if (other && !bases.has(therapy))
      bases.set(therapy, basisOf(otherPlan(open, await calculateFor(other, part))));
    const { plan, start, under } = bases.get(therapy)!;
    const { protocol: _, ownProtocol: __, nuclide: ___, ...rest } = scenario;
    const { name, whatIf } = askedScenario(other ? rest : scenario, place, plan, start);
    found.push({ name, whatIf, result: under(whatIf) });
  }
  return found;
}

const basisOf = (open: OpenPlan) => ({
  plan: open.result,
  start: startingWhatIf(open),
  under: resultUnder(open),
});

const otherPlan = ({ study, case: data }: OpenPlan, result: PlanResult): OpenPlan => ({
  study,
  result,
  ...(data ? { case: data } : {}),
});

/** The protocol of a scenario of another nuclide than the plan's; undefined where nothing must be calculated for it. */
function otherTherapy(
  { nuclide: name, protocol: id, ownProtocol }: AskedScenario,
  planned: Protocol,
  place: string,
): Protocol | undefined {
  const chosen = ownProtocol
    ? protocolFrom(ownProtocol, `${place}: ownProtocol`)
    : id === undefined || id === planned.id
      ? planned
      : namedIn(place, "protocol", () => protocolNamed(id));
  const wanted =
    name === undefined ? chosen.nuclide : namedIn(place, "nuclide", () => nuclide(name).name);
  if (wanted === planned.nuclide && chosen.nuclide === wanted) return undefined;
  return chosen.nuclide === wanted ? chosen : withNuclide(chosen, wanted);
}

function namedIn<T>(place: string, field: string, find: () => T): T {
  try {
    return find();
  } catch (error) {
    if (error instanceof InputError) throw new InputError(`${place}: ${field}: ${error.message}`);
    throw error;
  }
}
