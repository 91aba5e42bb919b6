import type { ImagedStudy } from "../quantification/camera";
import type { PlanResult } from "./planResult";

/** A study and what was calculated for it. */
export interface OpenPlan {
  readonly study: ImagedStudy;
  readonly result: PlanResult;
}
