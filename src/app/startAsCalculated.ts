import { absorbedGyOf } from "../planning/limit";
import type { OpenPlan } from "./openPlan";
import { planBasis, standardTotalGBq } from "./planView";
import { savedScenario } from "./savedScenario";
import {
  compareWith,
  NO_EDITS,
  notify,
  type Session,
  saveScenario,
  startWhatIf,
  type WhatIf,
} from "./session";

/** The new plan at its starting point, kept as a scenario to compare with. */
export function startAsCalculated(session: Session, plan: OpenPlan): Session {
  const whatIf = firstWhatIf(plan);
  const basis = planBasis(plan.result, whatIf);
  const name = `As calculated, ${plan.result.prescription.nuclide}`;
  const scenario = savedScenario(name, plan.result, whatIf, basis);
  const delivered = new Map([...session.delivered, ...(plan.cycles?.doses ?? [])]);
  const started = notify(startWhatIf({ ...session, delivered }, whatIf), undefined);
  return compareWith(saveScenario(started, scenario), scenario.id);
}

/** The what-if before goes on with a plan that was calculated anew under its kinetics: the cycles of the case as they now are, and those that the page added. */
export function goOn(session: Session, whatIf: WhatIf): Session {
  const { job } = session;
  const cycles = job.status === "done" ? (job.result.cycles?.cycles ?? []) : [];
  const now = new Map(cycles.map((cycle) => [cycle.id, cycle]));
  const given = whatIf.given?.map((cycle) => {
    const measured = now.get(cycle.id);
    return measured ? { ...measured, activityGBq: cycle.activityGBq } : cycle;
  });
  return startWhatIf(session, { ...whatIf, kinetics: {}, ...(given ? { given } : {}) });
}

/** Dose levels in use at most centres, Gy. */
const ISODOSES_GY = [2, 5, 10, 20, 50, 100];

/** The plan opens at the standard activity, else at the largest tolerated one, of the cycles that are still to come. */
function firstWhatIf({ result, cycles }: OpenPlan): WhatIf {
  const { protocol, patient, factors = {} } = result.prescription;
  const given = cycles?.cycles ?? [];
  const left = Math.max(1, protocol.cycles - given.length);
  const standardGBq = standardTotalGBq(protocol, patient);
  const start = {
    ...NO_EDITS,
    factors,
    ...(given.length > 0 ? { given } : {}),
    cycles: left,
    weeksBetweenCycles: protocol.weeksBetweenCycles,
  };
  const { largest } = planBasis(result, start);
  const binding = largest.binding?.limit;
  const ofBinding = binding ? (absorbedGyOf(binding) ?? []) : [];
  return {
    ...start,
    activityGBq:
      standardGBq === undefined
        ? (largest.totalActivityGBq ?? 1)
        : (standardGBq * left) / protocol.cycles,
    isodosesGy: [...new Set([...ISODOSES_GY, ofBinding].flat())].sort((a, b) => a - b),
  };
}
