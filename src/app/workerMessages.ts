import type { Protocol } from "../planning/protocol";
import type { CameraSetting } from "../quantification/camera";
import type { Case } from "../records/caseFile";
import type { ScannedCycle } from "../records/givenCycleSchema";
import type { LinearTransform } from "../volume/transform";
import type { RegistrationChoice } from "./alignmentMethods";
import type { CaseFiles } from "./caseFiles";
import type { CycleBasis, MeasuredCycle } from "./cycleFromScans";
import type { ComparisonQuestion, DoseComparison } from "./doseComparison";
import type { FoundStudy } from "./foundStudy";
import type { MethodDose, MethodQuestion } from "./methodDose";
import type { OpenPlan } from "./openPlan";
import type { KineticChoices } from "./refit";

/** Everything one calculation starts from. */
export interface Calculation {
  /** Same number, same case: the worker then keeps the study it has read. */
  readonly caseNumber: number;
  readonly case: Case;
  /** The case has just been opened: its scenarios are evaluated too. */
  readonly isOpening?: boolean;
  readonly files: CaseFiles;
  /** In place of the case's own. */
  readonly protocol?: Protocol;
  /** In place of the case's own, by source region. */
  readonly kinetics?: KineticChoices;
  /** Where the user placed scans, by scan id: reference → scan. */
  readonly alignmentOf?: Readonly<Record<string, LinearTransform>>;
  /** In place of the case's own. */
  readonly localRefinement?: boolean;
  /** In place of the case's own. */
  readonly registration?: RegistrationChoice;
  /** In place of the camera that the case names. */
  readonly camera?: CameraSetting | undefined;
}

/** A cycle to be evaluated by its own scans, whose paths are those of `files`. */
export interface CycleOrder {
  readonly cycle: ScannedCycle;
  readonly id: string;
  readonly files: CaseFiles;
  readonly basis: CycleBasis;
}

/** What the worker can be asked, and what it answers. */
export interface Tasks {
  readonly calculate: { readonly question: Calculation; readonly answer: OpenPlan };
  /** Files by path, of which nothing is known yet. */
  readonly inspect: {
    readonly question: ReadonlyMap<string, Blob>;
    readonly answer: FoundStudy;
  };
  /** A cycle that was given, by its own scans in the structures of a calculated plan. */
  readonly cycle: { readonly question: CycleOrder; readonly answer: MeasuredCycle };
  /** The dose of a calculated plan's decays by another method. */
  readonly compare: { readonly question: MethodQuestion; readonly answer: MethodDose };
  /** Two doses against each other, by the gamma index. */
  readonly gamma: { readonly question: ComparisonQuestion; readonly answer: DoseComparison };
}

export type TaskOrder = {
  readonly [K in keyof Tasks]: {
    readonly kind: K;
    readonly id: number;
    readonly question: Tasks[K]["question"];
  };
}[keyof Tasks];

/** Page → worker. `id` counts orders. */
export type Order = TaskOrder | { readonly kind: "cancel"; readonly id: number };

/** Worker → page. After `done`, `failed` or `cancelled` nothing more comes for that id. */
export type News =
  | {
      readonly kind: "progress";
      readonly id: number;
      readonly step: string;
      readonly fraction: number;
    }
  | { readonly kind: "done"; readonly id: number; readonly answer: Tasks[keyof Tasks]["answer"] }
  | { readonly kind: "failed"; readonly id: number; readonly message: string }
  | { readonly kind: "cancelled"; readonly id: number };
