import { InputError } from "../inputError";
import type { RateTerm } from "../physics/radiobiology";
import { comingStructures, earlierWithCycles, type GivenCycle } from "../planning/adaptiveCycles";
import type { EarlierDose } from "../planning/course";
import type { CourseErrors, DoseError } from "../planning/courseUncertainty";
import type { PlanRecord } from "../records/planRecord";
import { refuseNoCycle } from "./imagedCycle";
import type { PatientInput } from "./patientInput";
import type { PlanResult } from "./planResult";
import { doseErrorOf, recordedErrors } from "./recordedPlan";
import { rateTermsOf } from "./structureFacts";

/** A structure as one cycle measured it. Plain data for JSON and undo. */
export interface CycleStructure {
  readonly structureId: string;
  readonly meanGyPerGBq: number;
  readonly effectiveHalfLifeH?: number;
  readonly rateTerms?: readonly RateTerm[];
  /** Of the mean dose. */
  readonly error?: DoseError;
}

/** A cycle that was given. */
export interface CourseCycle {
  readonly id: string;
  readonly activityGBq: number;
  /** Day of the administration, ISO 8601, where it is known. */
  readonly date?: string;
  /** The file its doses were measured in; without one they stand as predicted. */
  readonly measuredIn?: string;
  /** What was measured; the rest stands as predicted. */
  readonly structures: readonly CycleStructure[];
  /** Sentences that go with what was measured. */
  readonly notes?: readonly string[];
  /** Only one cycle was left to come when it was entered, and it did not take that off. */
  readonly isBeyondPlan?: boolean;
}

/** A cycle of which only the activity is known: its doses are those of the plan. */
export const predictedCycle = (activityGBq: number): CourseCycle => ({
  id: crypto.randomUUID(),
  activityGBq,
  structures: [],
});

/**
 * A cycle from the plan of its own scans.
 *
 * @throws InputError where it is of another nuclide, names no activity, or shares no structure with the plan.
 */
export function cycleFromPlan(record: PlanRecord, fileName: string, plan: PlanResult): CourseCycle {
  const { nuclide } = plan.prescription;
  if (record.settings.nuclide !== nuclide)
    throw new InputError(
      `${fileName}: nuclide: expected ${nuclide} as in the open plan, received ${record.settings.nuclide}`,
    );
  const { administration } = record;
  if (!administration) throw new InputError(`${fileName}: administration is missing`);
  refuseNoCycle(record, fileName);
  const known = plan.structureDoses.map(({ structureId }) => structureId);
  const errors = recordedErrors(record);
  const structures = record.structures.flatMap((structure) => {
    const { id, meanGyPerGBq, effectiveHalfLifeH } = structure;
    if (!known.includes(id)) return [];
    const region = record.regions.find(({ structureId }) => structureId === id);
    const rateTerms = region && rateTermsOf(region.tiacH, region, region.delivery);
    return [
      {
        structureId: id,
        meanGyPerGBq,
        ...(effectiveHalfLifeH === null ? {} : { effectiveHalfLifeH }),
        ...(rateTerms ? { rateTerms } : {}),
        ...(errors[id] ? { error: errors[id] } : {}),
      },
    ];
  });
  if (structures.length === 0)
    throw new InputError(
      `${fileName}: structures: expected some of ${known.join(", ")}, received ${record.structures.map(({ id }) => id).join(", ")}`,
    );
  return {
    id: crypto.randomUUID(),
    activityGBq: administration.activityMBq / 1000,
    ...(administration.at === undefined ? {} : { date: administration.at.slice(0, 10) }),
    measuredIn: fileName,
    structures,
  };
}

/** The cycles as planning takes them. */
export const givenCycles = (cycles: readonly CourseCycle[]): GivenCycle[] =>
  cycles.map(({ activityGBq, structures }) => ({
    activityGBq,
    structures: structures.map(({ effectiveHalfLifeH, error: _, ...structure }) => ({
      ...structure,
      effectiveHalfLifeH,
    })),
  }));

/** What limits are held against once cycles were given: the coming ones as the last was measured, the given ones as earlier dose. */
export interface UnderCourse extends PatientInput {
  readonly earlier: Readonly<Record<string, readonly EarlierDose[]>>;
}

/** The plan's structures and earlier dose under the cycles that were given; the same where none was. */
export function underCourse(
  { structures, measured }: PatientInput,
  cycles: readonly CourseCycle[],
  earlier: UnderCourse["earlier"],
): UnderCourse {
  const figures = measured ? { measured } : {};
  if (cycles.length === 0) return { structures, ...figures, earlier };
  const given = givenCycles(cycles);
  return {
    structures: comingStructures(structures, given),
    ...figures,
    earlier: earlierWithCycles({ predicted: structures, given, earlier, ...figures }),
  };
}

/** Errors of mean doses: of the prediction by the plan's budget, of each cycle by its own, else by the same. */
export function courseErrors(
  result: Pick<PlanResult, "budget">,
  cycles: readonly CourseCycle[],
  calibrationPercent: number | undefined,
): CourseErrors {
  const predicted = errorsOfMeans(result);
  const typed = (error: DoseError): DoseError =>
    calibrationPercent === undefined ? error : { ...error, calibration: calibrationPercent / 100 };
  const under = (errors: Readonly<Record<string, DoseError>>) =>
    Object.fromEntries(Object.entries(errors).map(([id, error]) => [id, typed(error)]));
  return {
    predicted: under(predicted),
    given: cycles.map(({ structures }) =>
      under({
        ...predicted,
        ...Object.fromEntries(
          structures.flatMap(({ structureId, error }) => (error ? [[structureId, error]] : [])),
        ),
      }),
    ),
  };
}

/** Errors of the mean doses of a result, by structure id. */
export const errorsOfMeans = ({
  budget,
}: Pick<PlanResult, "budget">): Readonly<Record<string, DoseError>> =>
  Object.fromEntries(
    budget.regions.flatMap(({ structureId, meanDose }) =>
      meanDose ? [[structureId, doseErrorOf(meanDose)] as const] : [],
    ),
  );
