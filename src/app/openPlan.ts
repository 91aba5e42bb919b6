import type { CameraSetting, ImagedStudy } from "../quantification/camera";
import type { Case } from "../records/caseFile";
import type { CaseScenario } from "./caseScenarios";
import type { CyclesOfCase } from "./cyclesOfCase";
import type { PlanResult } from "./planResult";

/** A study and what was calculated for it. */
export interface OpenPlan {
  readonly study: ImagedStudy;
  readonly result: PlanResult;
  /** What was asked, where the page may change it and ask again. */
  readonly case?: Case;
  /** Its cycles that were given, where it names any. */
  readonly cycles?: CyclesOfCase;
  /** Its scenarios, where it names any and has just been opened. */
  readonly scenarios?: readonly CaseScenario[];
  /** The camera that the page put in place of that of the case. */
  readonly camera?: CameraSetting | undefined;
}
