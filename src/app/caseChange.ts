import type { CameraSetting } from "../quantification/camera";
import type { Case } from "../records/caseFile";
import type { KineticsOver, PlanResult } from "./planResult";

/** Another wish for the open case, as the page makes it: it needs a new calculation. */
export interface CaseChange {
  /** What was changed, as a sentence begins: "Partial volume off". */
  readonly name: string;
  readonly case: Case;
  /** In place of the camera that the case names; undefined: that of the case. */
  readonly camera: CameraSetting | undefined;
}

/** What a change of the case is judged by, for one structure. */
export interface StructureFigures {
  readonly structureId: string;
  readonly name: string;
  /** Of the last scan in which it was read, as the fit sees it. */
  readonly activityMBq: number;
  /** Time-integrated activity coefficient. */
  readonly tiacH: number;
  /** Undefined for the remainder of the body, which has no histogram. */
  readonly meanGyPerGBq: number | undefined;
}

/** A change that was calculated: what the figures were before it, and the way back. */
export interface CalculatedChange {
  readonly name: string;
  readonly before: readonly StructureFigures[];
  /** The case as it was. */
  readonly undo: CaseChange;
}

/** The figures of a result, region by region. */
export const figuresOf = ({
  regions,
  structureDoses,
}: Pick<PlanResult, "regions" | "structureDoses">): StructureFigures[] =>
  regions.map(({ structureId, name, activityMBq, tiacH }) => ({
    structureId,
    name,
    activityMBq: activityMBq.at(-1) ?? 0,
    tiacH,
    meanGyPerGBq: structureDoses.find((dose) => dose.structureId === structureId)?.meanGyPerGBq,
  }));

/** Fields that decide what is calculated from a study, and not what is read from its files. */
const CALCULATED = [
  "protocol",
  "kinetics",
  "dose",
  "registration",
  "localRefinement",
  "partialVolume",
  "resolutionFwhmMm",
  "calibrationUncertaintyPercent",
] as const satisfies readonly (keyof Case)[];

/** True where the files must be read anew: units, times, calibration or administration differ. */
export function readsAnew(before: CaseChange, after: CaseChange): boolean {
  const ofFiles = ({ case: data, camera }: CaseChange) => {
    const rest: Partial<Case> = { ...data };
    for (const field of CALCULATED) delete rest[field];
    return JSON.stringify([rest, camera ?? null]);
  };
  return ofFiles(before) !== ofFiles(after);
}

/** The case with partial volume undone in another way, or not at all. */
export const withPartialVolume = (
  data: Case,
  partialVolume: NonNullable<Case["partialVolume"]>,
): Case => ({ ...data, partialVolume });

/** The case with kinetics over structures or voxels. */
export const withKineticsOver = (data: Case, over: KineticsOver): Case => ({
  ...data,
  kinetics: { ...data.kinetics, over },
});

/** The case with the dead time of its cameras undone where rates are stated, or left in. */
export const withDeadTime = (data: Case, undone: boolean): Case => ({
  ...data,
  scans: data.scans.map((scan) => {
    if (!("acquisition" in scan.image) || !scan.image.acquisition) return scan;
    const { deadTime: _, ...rest } = scan.image.acquisition;
    const acquisition = undone ? rest : { ...rest, deadTime: "left" as const };
    return { ...scan, image: { ...scan.image, acquisition } } as typeof scan;
  }),
});

/** Whether dead time is undone where a rate is stated. */
export const undoesDeadTime = ({ scans }: Case): boolean =>
  scans.every(({ image }) => !("acquisition" in image) || image.acquisition?.deadTime !== "left");

/** Whether any scan of the case states the rate by which dead time is undone. */
export const statesRate = ({ scans }: Case): boolean =>
  scans.some(
    ({ image }) => "acquisition" in image && image.acquisition?.observedPerS !== undefined,
  );
