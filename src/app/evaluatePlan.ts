import { equalCycles } from "../planning/course";
import { hold, type PlanningInput } from "../planning/criterionResult";
import { largestActivity } from "../planning/largestActivity";
import type { Criterion } from "../planning/limit";
import type { DvhCurve } from "../records/dvhTable";
import type { PlanRecord } from "../records/planRecord";
import { underCourse } from "./courseCycle";
import { diagnosticLabel } from "./diagnosticNotes";
import { goalFigure, limitFigure, structureFigures } from "./evaluationFigures";
import { NOTICE } from "./planFile";
import { criteriaOf } from "./planView";
import { rbeOfAll } from "./rbeWeighted";
import { recordedPatientInput } from "./recordedPatient";
import { recordedEarlier, recordedLimits, recordedStructures } from "./recordedPlan";
import { recordedProtocol } from "./recordedProtocol";

/** What is asked of a plan. */
export interface EvaluationQuestion {
  /** In each cycle. */
  readonly activityGBq: number;
  readonly cycles: number;
  /** Values in place of the plan's, by limit id. */
  readonly limitValues: Readonly<Record<string, number>>;
}

export type Evaluation = ReturnType<typeof evaluatePlan>;

/**
 * A plan at an activity: doses, every limit and goal, and the largest activity, as plain data (schema "gyre.evaluation/1",
 * docs/schemas/evaluation.schema.json). Nothing is calculated anew: doses scale with the activity. Doses are those of the cycles asked about; figures of limits
 * and goals hold the cycles that were given before them.
 */
export function evaluatePlan(
  plan: PlanRecord,
  curves: readonly DvhCurve[],
  { activityGBq, cycles, limitValues }: EvaluationQuestion,
) {
  const structures = recordedStructures(plan, curves);
  const { factors = {}, rbeAlpha } = plan.settings;
  const standard = recordedProtocol(plan);
  const { limits, goals } = criteriaOf(
    { ...standard, limits: recordedLimits(standard.limits, plan, limitValues) },
    { criteria: {}, factors, rbeAlpha },
  );
  const against = underCourse(
    recordedPatientInput(plan, structures, limits),
    plan.givenCycles ?? [],
    recordedEarlier(plan),
  );
  const input: PlanningInput = { ...against, schedule: equalCycles(cycles) };
  const held = (criteria: readonly Criterion[]) =>
    criteria
      .flatMap((criterion) => hold(criterion, input))
      .filter((result) => result.status === "held");
  const largest = largestActivity({ ...against, limits, cycles });
  const rbe = rbeOfAll(structures, held([...limits, ...goals]), rbeAlpha);
  return {
    schema: "gyre.evaluation/1",
    notice: NOTICE,
    patient: plan.patient,
    protocol: plan.settings.protocol,
    nuclide: plan.settings.nuclide,
    activityPerCycleGBq: activityGBq,
    cycles,
    totalActivityGBq: activityGBq * cycles,
    structures: structures.map((structure) =>
      structureFigures(structure, rbe.get(structure.structureId), { activityGBq, cycles }),
    ),
    limits: held(limits).map((result) => limitFigure(result, activityGBq)),
    goals: held(goals).map((result) => goalFigure(result, activityGBq)),
    notHeld: [...limits, ...goals].flatMap((criterion) =>
      hold(criterion, input).flatMap((result) =>
        result.status === "notHeld" ? [{ id: criterion.id, reason: result.reason }] : [],
      ),
    ),
    largestActivity: {
      perCycleGBq: largest.activityGBq ?? null,
      totalGBq: largest.totalActivityGBq ?? null,
      bindingLimit: largest.binding?.limit.id ?? null,
      bindingStructure: largest.binding?.structureId ?? null,
    },
    ...(plan.chain
      ? { daughters: plan.chain.daughters.map(({ nuclide, text }) => ({ nuclide, text })) }
      : {}),
    warnings: [...givenNote(plan), ...diagnosticNote(plan), ...plan.warnings],
  };
}

/** That figures of limits and goals hold more than the cycles asked about. */
const givenNote = ({ givenCycles = [] }: PlanRecord): string[] =>
  givenCycles.length === 0
    ? []
    : [
        `The plan tells ${givenCycles.length === 1 ? "one cycle" : `${givenCycles.length} cycles`} that ${givenCycles.length === 1 ? "was" : "were"} given before: figures of limits and goals, and the largest activity, hold their doses; doses of structures are of the cycles asked about.`,
      ];

/** That they hold the diagnostic administration too. */
const diagnosticNote = ({ diagnosticDose }: PlanRecord): string[] =>
  diagnosticDose
    ? [
        `Figures of limits and goals, and the largest activity, hold the dose of the administration that was imaged: ${diagnosticLabel(diagnosticDose)}.`,
      ]
    : [];
