import type { Case } from "../records/caseFile";
import type { CaseFiles } from "./caseFiles";
import type { OpenPlan } from "./openPlan";

/** Everything one calculation starts from. */
export interface Calculation {
  /** Same number, same case: the worker then keeps the study it has read. */
  readonly caseNumber: number;
  readonly case: Case;
  readonly files: CaseFiles;
}

/** Page → worker. `id` counts calculations. */
export type Order =
  | { readonly kind: "calculate"; readonly id: number; readonly calculation: Calculation }
  | { readonly kind: "cancel"; readonly id: number };

/** Worker → page. After `done`, `failed` or `cancelled` nothing more comes for that id. */
export type News =
  | {
      readonly kind: "progress";
      readonly id: number;
      readonly step: string;
      readonly fraction: number;
    }
  | { readonly kind: "done"; readonly id: number; readonly plan: OpenPlan }
  | { readonly kind: "failed"; readonly id: number; readonly message: string }
  | { readonly kind: "cancelled"; readonly id: number };
