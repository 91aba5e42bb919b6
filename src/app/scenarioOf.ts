import type { ReadScenario } from "./askedScenario";
import { underDaughters } from "./daughters";
import { livePlan, planUnder } from "./livePlan";
import type { OpenPlan } from "./openPlan";
import { planBasis } from "./planView";
import { refitted } from "./refit";
import { type SavedScenario, savedScenario } from "./savedScenario";

/** A scenario of a file with the plan that it gives for an open case, from that case as it was calculated. */
export function scenarioOf(calculated: OpenPlan, { name, whatIf }: ReadScenario): SavedScenario {
  const live = livePlan(underDaughters(calculated.result, whatIf.daughters));
  const fits =
    Object.keys(whatIf.kinetics).length === 0
      ? live
      : livePlan(refitted(live, calculated.study.administration, whatIf.kinetics));
  const result = planUnder(fits, whatIf);
  return savedScenario(name, result, whatIf, planBasis(result, whatIf));
}
