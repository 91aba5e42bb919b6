import { diagnosticAgain } from "./diagnosticEarlier";
import type { OpenPlan } from "./openPlan";
import type { PlanResult } from "./planResult";
import { planBasis } from "./planView";
import { savedScenario } from "./savedScenario";
import {
  compareWith,
  notify,
  type Session,
  saveScenario,
  startWhatIf,
  type WhatIf,
} from "./session";
import { startingWhatIf } from "./startingWhatIf";

/** The new plan at its starting point, kept as a scenario to compare with. */
export function startAsCalculated(session: Session, plan: OpenPlan): Session {
  const whatIf = startingWhatIf(plan);
  const basis = planBasis(plan.result, whatIf);
  const name = `As calculated, ${plan.result.prescription.nuclide}`;
  const scenario = savedScenario(name, plan.result, whatIf, basis);
  const delivered = new Map([...session.delivered, ...(plan.cycles?.doses ?? [])]);
  const started = notify(startWhatIf({ ...session, delivered }, whatIf), undefined);
  const saved = (plan.scenarios ?? []).map(({ name: title, result, whatIf: asked }) =>
    savedScenario(title, result, asked, planBasis(result, asked)),
  );
  return compareWith([scenario, ...saved].reduce(saveScenario, started), scenario.id);
}

/** The what-if before goes on with a plan that was calculated anew under its kinetics: the cycles of the case as they now are, and those that the page added. */
export function goOn(
  session: Session,
  whatIf: WhatIf,
  before: Pick<PlanResult, "diagnosticDose">,
): Session {
  const { job } = session;
  const cycles = job.status === "done" ? (job.result.cycles?.cycles ?? []) : [];
  const now = new Map(cycles.map((cycle) => [cycle.id, cycle]));
  const given = whatIf.given?.map((cycle) => {
    const measured = now.get(cycle.id);
    return measured ? { ...measured, activityGBq: cycle.activityGBq } : cycle;
  });
  const tracer = job.status === "done" ? job.result.result.diagnosticDose : undefined;
  const earlier = diagnosticAgain(whatIf.earlier, before.diagnosticDose, tracer);
  return startWhatIf(session, { ...whatIf, earlier, kinetics: {}, ...(given ? { given } : {}) });
}
