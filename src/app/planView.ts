import { equalCycles } from "../planning/course";
import { type Held, hold, type NotHeld } from "../planning/criterionResult";
import type { Goal } from "../planning/goal";
import { type LargestActivity, largestActivity } from "../planning/largestActivity";
import { applicable, type Criterion, type Limit, unitText } from "../planning/limit";
import type { PatientData } from "../planning/patientData";
import { type Protocol, standardActivityGBq } from "../planning/protocol";
import { criteriaUnder } from "../planning/scenario";
import { readableName } from "../volume/readableName";
import type { ActivityMark } from "./activityMarks";
import { underCourse } from "./courseCycle";
import { patientInput } from "./patientInput";
import type { PlanResult } from "./planResult";
import type { WhatIf } from "./session";

/** What limits and goals give for one choice of cycles and limit values, at any activity. */
export interface PlanBasis {
  readonly largest: LargestActivity;
  /** In the order in which they are reached. */
  readonly limits: readonly Held<Limit>[];
  readonly goals: readonly Held<Goal>[];
  readonly marks: readonly ActivityMark[];
  /** Limits and goals that could not be held against anything, as sentences. */
  readonly notHeld: readonly string[];
}

/** A limit or goal at the present activity. */
export interface CriterionRow {
  readonly criterion: Criterion;
  readonly structureId: string;
  readonly structureName: string;
  /** In the unit of the criterion. */
  readonly value: number;
  /** value / the criterion's value. */
  readonly share: number;
  readonly state: "within" | "near" | "exceeded" | "reached" | "missed";
  readonly binding: boolean;
  /** Activity over all cycles that reaches it, GBq; undefined when none does. */
  readonly reachedAtGBq: number | undefined;
  /** Sentences that go with the figure. */
  readonly marks: readonly string[];
}

/** From this share of a limit on the table warns. */
const NEAR = 0.9;
/** Rounding of a figure that stands exactly at its limit. */
const ROUNDING = 1e-9;

/** The protocol's limits and goals as the what-if has them. */
export const criteriaOf = (
  { limits, goals }: Protocol,
  { criteria, factors, rbeAlpha }: Pick<WhatIf, "criteria" | "factors" | "rbeAlpha">,
) => ({
  limits: criteriaUnder(applicable(limits, factors), criteria, rbeAlpha),
  goals: criteriaUnder(applicable(goals, factors), criteria, rbeAlpha),
});

/** Holds the protocol's limits and goals, with the user's values in place, against the structures. */
export function planBasis(
  result: PlanResult,
  {
    cycles,
    criteria,
    factors,
    rbeAlpha,
    earlier,
    patient,
    given = [],
  }: Pick<WhatIf, "cycles" | "criteria" | "factors" | "rbeAlpha" | "earlier" | "patient" | "given">,
): PlanBasis {
  const { protocol } = result.prescription;
  const { limits, goals } = criteriaOf(protocol, { criteria, factors, rbeAlpha });
  const against = underCourse(patientInput(result, patient), given, earlier);
  const input = { ...against, schedule: equalCycles(cycles) };
  const heldLimits = limits.flatMap((limit) => hold(limit, input));
  const heldGoals = goals.flatMap((goal) => hold(goal, input));
  const basis = {
    largest: largestActivity({ ...against, limits, cycles }),
    limits: heldLimits.filter(isHeld).sort(byActivity),
    goals: heldGoals.filter(isHeld),
    notHeld: [...heldLimits, ...heldGoals]
      .filter((result) => result.status === "notHeld")
      .map(({ criterion, reason }) => `${criterion.label} is not checked: ${reason}.`),
  };
  const standardGBq = standardTotalGBq(protocol, patient ?? result.prescription.patient);
  return {
    ...basis,
    marks: marksOf(basis, standardGBq && standardGBq * shareToCome(protocol, given.length)),
  };
}

/** Of the protocol's cycles, those that were not given yet; one more where all were. */
const shareToCome = ({ cycles }: Protocol, given: number): number =>
  Math.max(1, cycles - given) / cycles;

/** What is usually given over all cycles, GBq; undefined where that needs a figure of the patient. */
export function standardTotalGBq(
  protocol: PlanResult["prescription"]["protocol"],
  patient: PatientData = {},
): number | undefined {
  const perCycle = standardActivityGBq(protocol, patient);
  return perCycle === undefined ? undefined : perCycle * protocol.cycles;
}

/** Limits at an activity over all cycles, in the order in which they are reached. */
export const limitRows = (basis: PlanBasis, activityGBq: number): CriterionRow[] =>
  basis.limits.map((held) => {
    const row = rowOf(held, activityGBq, basis.largest.cycles);
    const state = row.share > 1 + ROUNDING ? "exceeded" : row.share >= NEAR ? "near" : "within";
    return { ...row, state, binding: isBinding(held, basis.largest) };
  });

/** Goals at an activity over all cycles. */
export const goalRows = (basis: PlanBasis, activityGBq: number): CriterionRow[] =>
  basis.goals.map((held) => {
    const row = rowOf(held, activityGBq, basis.largest.cycles);
    return { ...row, state: row.share >= 1 - ROUNDING ? "reached" : "missed", binding: false };
  });

function rowOf(held: Held<Criterion>, totalGBq: number, cycles: number) {
  const value = held.valueAt(totalGBq / cycles);
  return {
    criterion: held.criterion,
    structureId: held.structureId,
    structureName: held.structureName,
    value,
    share: value / held.criterion.value,
    reachedAtGBq: held.activityGBq === undefined ? undefined : held.activityGBq * cycles,
    marks: held.marks,
  };
}

function marksOf(
  { limits, goals, largest }: Omit<PlanBasis, "marks">,
  standardGBq: number | undefined,
): ActivityMark[] {
  const standard: ActivityMark[] =
    standardGBq === undefined
      ? []
      : [
          {
            kind: "standard",
            label: "standard",
            activityGBq: standardGBq,
            binding: false,
            named: true,
          },
        ];
  return [
    ...standard,
    ...limits.flatMap((held) => markOf("limit", held, limits, largest)),
    ...goals.flatMap((held) => markOf("goal", held, goals, largest)),
  ];
}

/** Named for the structure; none when no activity reaches it. */
function markOf(
  kind: ActivityMark["kind"],
  held: Held<Criterion>,
  all: readonly Held<Criterion>[],
  largest: LargestActivity,
): ActivityMark[] {
  if (held.activityGBq === undefined) return [];
  const { value, label } = held.criterion;
  const first = all.find(
    ({ structureId, criterion }) => structureId === held.structureId && !criterion.informational,
  );
  const name = readableName(held.structureName);
  return [
    {
      kind,
      label: held === first ? name : `${name}, ${label}, ${value} ${unitText(held.criterion)}`,
      activityGBq: held.activityGBq * largest.cycles,
      binding: kind === "limit" && isBinding(held, largest),
      named: held === first,
    },
  ];
}

const isHeld = <C extends Criterion>(result: Held<C> | NotHeld<C>): result is Held<C> =>
  result.status === "held";

const isBinding = ({ criterion, structureId }: Held<Criterion>, { binding }: LargestActivity) =>
  binding?.limit.id === criterion.id && binding.structureId === structureId;

const byActivity = (a: Held<Criterion>, b: Held<Criterion>) =>
  (a.activityGBq ?? Number.POSITIVE_INFINITY) - (b.activityGBq ?? Number.POSITIVE_INFINITY);
