import type { ReadScenario } from "./askedScenario";
import { underDaughters } from "./daughters";
import { type LivePlan, livePlan, planUnder } from "./livePlan";
import type { OpenPlan } from "./openPlan";
import type { PlanResult } from "./planResult";
import { planBasis } from "./planView";
import { refitted } from "./refit";
import { type SavedScenario, savedScenario } from "./savedScenario";
import type { WhatIf } from "./session";

/** A scenario of a file with the plan that it gives for an open case, from that case as it was calculated. */
export function scenarioOf(calculated: OpenPlan, { name, whatIf }: ReadScenario): SavedScenario {
  const result = resultUnder(calculated)(whatIf);
  return savedScenario(name, result, whatIf, planBasis(result, whatIf));
}

/** What a calculated case gives under one what-if after another; voxels are gathered once for all that leave daughters as calculated. */
export function resultUnder({
  result,
  study,
}: Pick<OpenPlan, "result" | "study">): (whatIf: WhatIf) => PlanResult {
  let asCalculated: LivePlan | undefined;
  const liveWith = ({ daughters }: WhatIf) => {
    if (daughters) return livePlan(underDaughters(result, daughters));
    asCalculated ??= livePlan(result);
    return asCalculated;
  };
  return (whatIf) => {
    const { kinetics, regions, daughters } = whatIf;
    const changesDoses = [kinetics, regions].some((part) => Object.keys(part).length > 0);
    if (!changesDoses && !daughters) return planUnder({ result, structures: [] }, whatIf);
    const live = liveWith(whatIf);
    if (Object.keys(kinetics).length === 0) return planUnder(live, whatIf);
    return planUnder(livePlan(refitted(live, study.administration, kinetics)), whatIf);
  };
}
