import type { Study } from "../volume/study";
import type { PlanResult } from "./planResult";

/** A study and what was calculated for it. */
export interface OpenPlan {
  readonly study: Study;
  readonly result: PlanResult;
}
