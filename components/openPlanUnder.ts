import { underDaughters } from "../src/app/daughters";
import { livePlan } from "../src/app/livePlan";
import type { OpenPlan } from "../src/app/openPlan";
import { type KineticChoices, refitted } from "../src/app/refit";
import type { WhatIf } from "../src/app/session";
import { memo } from "./memo";

/** Makes the plan with daughters and kinetics as the what-if has them, each once a choice: also what a cycle is evaluated by. */
export function openPlanUnder(): (calculated: OpenPlan, whatIf: WhatIf) => OpenPlan {
  const placedOf = memo(
    (calculated: OpenPlan, daughters: WhatIf["daughters"]): OpenPlan =>
      daughters
        ? { ...calculated, result: underDaughters(calculated.result, daughters) }
        : calculated,
  );
  const liveOf = memo(({ result }: OpenPlan) => livePlan(result));
  const fittedOf = memo((placed: OpenPlan, kinetics: KineticChoices): OpenPlan => {
    if (Object.keys(kinetics).length === 0) return placed;
    const result = refitted(liveOf(placed), placed.study.administration, kinetics);
    return { ...placed, result };
  });
  return (calculated, { daughters, kinetics }) =>
    fittedOf(placedOf(calculated, daughters), kinetics);
}
