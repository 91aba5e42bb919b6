import type { Gpu } from "../gpu/gpu";
import { InputError } from "../inputError";
import type { CameraSetting } from "../quantification/camera";
import type { Case } from "../records/caseFile";
import { cycleCase } from "../records/cycleCase";
import type { ScannedCycle } from "../records/givenCycleSchema";
import type { ReadFile } from "../records/loadImage";
import { loadStudy } from "../records/loadStudy";
import { sameGrid } from "../volume/grid";
import type { EmissionScan, Study } from "../volume/study";
import type { Volume } from "../volume/volume";
import { partOf, type Work } from "../work";
import { type CourseCycle, errorsOfMeans } from "./courseCycle";
import { type CyclePlan, cyclePrescription } from "./cyclePrescription";
import { plan } from "./pipeline";
import { placementNotes } from "./placementNotes";
import type { PlanResult } from "./planResult";
import { refuseOtherNuclide } from "./sameNuclide";
import { sharedNotes } from "./sharedNotes";

/** What a cycle's scans are evaluated with: the open plan and what it was made of. */
export interface CycleBasis {
  readonly case: Case;
  readonly study: Pick<Study, "timePoints" | "reference" | "structures">;
  readonly plan: CyclePlan;
  /** In place of the camera that the case names. */
  readonly camera?: CameraSetting | undefined;
}

/** A cycle that was measured voxel by voxel. */
export interface MeasuredCycle {
  readonly cycle: CourseCycle;
  /** On the grid of the plan, per GBq of this cycle. */
  readonly doseGyPerGBq: Volume<"doseGyPerGBq">;
}

/** A cycle as its own scans have it. */
export interface ScannedDose extends MeasuredCycle {
  /** The whole evaluation: readings, fits, alignments. */
  readonly result: PlanResult;
}

/**
 * The doses of a cycle that was given, from its own scans: they are brought to the planning scan, read in the structures of the plan, and spread over its grid and
 * its tissue. With one or two scans the curves of the plan carry them, with more they have curves of their own.
 *
 * @throws InputError naming the scan or file that cannot be used.
 */
export async function cycleFromScans(
  gpu: Gpu,
  { cycle, id, readFile }: CycleQuestion,
  basis: CycleBasis,
  work: Work,
): Promise<ScannedDose> {
  const { prescription } = basis.plan;
  const data = cycleCase(basis.case, cycle, prescription.nuclide);
  refuseOtherNuclide(data.administration.nuclide, prescription.nuclide);
  const read = await loadStudy(data, readFile, partOf(work, 0, 0.2), basis.camera);
  const onto = basis.study.timePoints[basis.study.reference]!;
  const { structures } = basis.study;
  const reference =
    cycle.reference === undefined ? nearestInTime(read.timePoints, onto) : read.reference;
  const result = await plan(
    gpu,
    { ...read, reference, structures, onto },
    cyclePrescription(basis.plan, data),
    partOf(work, 0.2, 1),
  );
  const { doseGyPerGBq } = result;
  if (!sameGrid(doseGyPerGBq.grid, onto.activity.grid, 1e-4))
    throw new InputError("cycle: expected its dose on the grid of the plan, received another grid");
  const { at, activityMBq } = read.administration;
  const date = at?.slice(0, 10) ?? cycle.date;
  return {
    cycle: {
      id,
      activityGBq: activityMBq / 1000,
      ...(date === undefined ? {} : { date }),
      measuredIn: `its scans (${read.timePoints.map(({ label }) => label).join(", ")})`,
      structures: measuredStructures(result),
      notes: [
        ...placementNotes(read.timePoints, result.alignments, doseGyPerGBq.grid),
        ...sharedNotes([...read.warnings, ...result.warnings]),
      ],
    },
    doseGyPerGBq,
    result,
  };
}

/** Which cycle is to be evaluated. */
export interface CycleQuestion {
  readonly cycle: ScannedCycle;
  readonly id: string;
  readonly readFile: ReadFile;
}

function measuredStructures(result: PlanResult): CourseCycle["structures"] {
  const errors = errorsOfMeans(result);
  return result.structureDoses.map((dose) => ({
    structureId: dose.structureId,
    meanGyPerGBq: dose.meanGyPerGBq,
    ...(dose.effectiveHalfLifeH === undefined
      ? {}
      : { effectiveHalfLifeH: dose.effectiveHalfLifeH }),
    ...(dose.rateTerms ? { rateTerms: dose.rateTerms } : {}),
    ...(errors[dose.structureId] ? { error: errors[dose.structureId]! } : {}),
  }));
}

/** The scan that shows decays as much like the planning scan as any. */
const nearestInTime = (scans: readonly EmissionScan[], planning: EmissionScan): number => {
  const apart = scans.map(({ hoursAfterAdministration: hours }) =>
    Math.abs(Math.log(hours / planning.hoursAfterAdministration)),
  );
  return apart.indexOf(Math.min(...apart));
};
