import type { SMatrix } from "../../planning/sMatrix";
import type { ImagedStudy } from "../../quantification/camera";
import type { LargestInterval } from "../interval";
import type { PlanResult } from "../planResult";
import type { PlanBasis } from "../planView";
import type { SavedScenario } from "../savedScenario";
import type { WhatIf } from "../session";

/** An item of good reporting (ICRU 96; EANM, Lassmann et al., EJNMMI 38 (2011) 192): what is reported, undefined where it is missing. */
export interface ReportItem {
  readonly name: string;
  readonly value: string | undefined;
}

/** A table of the report; the first column names the row. */
export interface ReportTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface ReportSection {
  readonly title: string;
  readonly items: readonly ReportItem[];
  readonly table?: ReportTable;
}

/** What a report is made of: the plan as it stands on the page. */
export interface ReportInput {
  readonly study: ImagedStudy;
  /** Under the what-if. */
  readonly result: PlanResult;
  /** What structures receive in the cycles to come; the same where none was given. */
  readonly ahead: Pick<PlanResult, "structureDoses">;
  readonly whatIf: WhatIf;
  readonly basis: PlanBasis;
  /** Mean dose of each structure from each source region, under the what-if. */
  readonly matrix: SMatrix;
  readonly interval: LargestInterval | undefined;
  /** Saved beside it, in their order. */
  readonly scenarios?: readonly SavedScenario[];
}
