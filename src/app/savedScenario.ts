import type { PlanResult } from "./planResult";
import type { PlanBasis } from "./planView";
import type { WhatIf } from "./session";

/** A what-if under a name, with the plan that it gave: figures at any activity come from it without a new calculation. */
export interface SavedScenario {
  readonly id: string;
  readonly name: string;
  readonly whatIf: WhatIf;
  /** Doses and histograms under the what-if. */
  readonly result: PlanResult;
  readonly basis: PlanBasis;
}

/** Keeps a plan as it stands. */
export const savedScenario = (
  name: string,
  result: PlanResult,
  whatIf: WhatIf,
  basis: PlanBasis,
): SavedScenario => ({ id: crypto.randomUUID(), name, whatIf, result, basis });

/** The first of "Scenario 1", "Scenario 2" … that is free. */
export function freeName(scenarios: readonly SavedScenario[]): string {
  const taken = new Set(scenarios.map(({ name }) => name));
  let number = 1;
  while (taken.has(`Scenario ${number}`)) number++;
  return `Scenario ${number}`;
}
