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
  const started = notify(startWhatIf(session, whatIf), undefined);
  return compareWith(saveScenario(started, scenario), scenario.id);
}

/** Dose levels in use at most centres, Gy. */
const ISODOSES_GY = [2, 5, 10, 20, 50, 100];

/** The plan opens at the standard activity, else at the largest tolerated one. */
function firstWhatIf({ result }: OpenPlan): WhatIf {
  const { protocol, patient, factors = {} } = result.prescription;
  const start = {
    ...NO_EDITS,
    factors,
    cycles: protocol.cycles,
    weeksBetweenCycles: protocol.weeksBetweenCycles,
  };
  const { largest } = planBasis(result, start);
  const binding = largest.binding?.limit;
  const ofBinding = binding ? (absorbedGyOf(binding) ?? []) : [];
  return {
    ...start,
    activityGBq: standardTotalGBq(protocol, patient) ?? largest.totalActivityGBq ?? 1,
    isodosesGy: [...new Set([...ISODOSES_GY, ofBinding].flat())].sort((a, b) => a - b),
  };
}
