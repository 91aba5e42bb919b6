import { atActivity, type Dvh } from "../dosimetry/dvh";
import { doseMetrics } from "../dosimetry/dvhMetrics";
import { sumOfDvhs } from "../dosimetry/dvhSum";
import { InputError } from "../inputError";
import { type GivenCycle, measuredIn, nextActivity } from "../planning/adaptiveCycles";
import { type LimitBudget, limitBudgets, structuresSoFar } from "../planning/courseSoFar";
import { cumulativeUncertainty, nextActivityInterval } from "../planning/courseUncertainty";
import type { StructureDose } from "../planning/structureDose";
import type { DvhCurve } from "../records/dvhTable";
import type { PlanRecord } from "../records/planRecord";
import { refuseNoCycle } from "./imagedCycle";
import { NOTICE } from "./planFile";
import { criteriaOf } from "./planView";
import { recordedPatientInput } from "./recordedPatient";
import {
  recordedEarlier,
  recordedErrors,
  recordedLimits,
  recordedStructures,
} from "./recordedPlan";
import { recordedProtocol } from "./recordedProtocol";

/** The plan of one cycle, as its files tell it. */
export interface RecordedPlan {
  readonly path: string;
  readonly plan: PlanRecord;
  readonly curves: readonly DvhCurve[];
}

/** What is asked of a course that is under way. */
export interface CourseQuestion {
  /** The plan that doses were predicted by; else the first of `cycles`. */
  readonly predictedBy: RecordedPlan | undefined;
  /** One plan a cycle, in the order in which they were given. */
  readonly cycles: readonly RecordedPlan[];
  /** What was given in each cycle, GBq; undefined: as the plans' administrations say. */
  readonly givenGBq: readonly number[] | undefined;
  /** For each of the remaining cycles. */
  readonly plannedGBq: number | undefined;
  /** Of the whole course; undefined: as the protocol says. */
  readonly plannedCycles: number | undefined;
  /** Values in place of the last plan's, by limit id. */
  readonly limitValues: Readonly<Record<string, number>>;
}

export type RecordedCourse = ReturnType<typeof recordedCourse>;

/**
 * A course from the plans of its cycles, as plain data (schema "gyre.course/1", docs/schemas/course.schema.json): delivered against predicted,
 * cumulative doses, what is left of every limit, the next activity.
 *
 * @throws InputError where plans are of different therapies.
 */
export function recordedCourse(question: CourseQuestion) {
  const { cycles, limitValues, plannedGBq } = question;
  const last = cycles.at(-1);
  if (!last) throw new InputError("course: expected the plan of at least one cycle, received none");
  const base = question.predictedBy ?? cycles[0]!;
  refuseStrangers(base, cycles);
  const therapy = recordedProtocol(base.plan);
  const { factors = {}, rbeAlpha } = last.plan.settings;
  const { limits, goals } = criteriaOf(
    { ...therapy, limits: recordedLimits(therapy.limits, last.plan, limitValues) },
    { criteria: {}, factors, rbeAlpha },
  );
  const of = ({ plan, curves }: RecordedPlan) =>
    recordedPatientInput(plan, recordedStructures(plan, curves), limits);
  const { structures: predicted } = of(base);
  const activities = activitiesOf(question);
  const given = cycles.map(
    (cycle, c): GivenCycle => ({ activityGBq: activities[c]!, ...of(cycle) }),
  );
  const plannedCycles = question.plannedCycles ?? therapy.cycles;
  const remainingCycles = Math.max(0, plannedCycles - cycles.length);
  const { measured } = given.at(-1)!;
  const earlier = recordedEarlier(base.plan);
  const asked = {
    predicted,
    given,
    limits,
    ...(measured ? { measured } : {}),
    ...(Object.keys(earlier).length > 0 ? { earlier } : {}),
  };
  const errors = {
    predicted: recordedErrors(base.plan),
    given: cycles.map(({ plan }) => recordedErrors(plan)),
  };
  const next = (n: number) => {
    const input = { ...asked, remainingCycles: n };
    const interval = nextActivityInterval(input, errors);
    return describeNext(nextActivity(input), interval);
  };
  const planned = plannedGBq === undefined ? {} : { plannedGBq };
  return {
    schema: "gyre.course/1",
    notice: NOTICE,
    patient: last.plan.patient,
    protocol: therapy.id,
    nuclide: base.plan.settings.nuclide,
    predictedBy: base.path,
    plannedCycles,
    remainingCycles,
    plannedPerCycleGBq: plannedGBq ?? null,
    cycles: cycles.map(({ path, plan: { administration } }, c) => ({
      plan: path,
      activityGBq: activities[c]!,
      administeredAt: administration?.at ?? null,
    })),
    structures: structuresSoFar(predicted, given, [...limits, ...goals]).map((sofar, s) => {
      const u = cumulativeUncertainty(predicted[s]!, given, errors);
      return describeStructure(sofar, u, cumulativeDvh(predicted[s]!, given));
    }),
    limits: limitBudgets({ ...asked, remainingCycles, ...planned }).map(describeBudget),
    notHeld: nextActivity({ ...asked, remainingCycles: 1 }).notHeld.map(({ limit, reason }) => ({
      id: limit.id,
      reason,
    })),
    nextActivity: {
      oneMoreCycle: next(1),
      remainingCycles: remainingCycles > 0 ? next(remainingCycles) : null,
    },
    assumptions: ASSUMPTIONS,
    warnings: [
      ...differingStructures(base, cycles),
      ...cyclesInPlans([...new Set([base, ...cycles])]),
      ...measuredTwice(cycles),
      ...new Set([base, ...cycles].flatMap(({ plan }) => plan.warnings)),
    ],
  };
}

/** The cumulative DVH of one structure, Gy. */
export function cumulativeDvh(predicted: StructureDose, given: readonly GivenCycle[]): Dvh {
  const [first, ...others] = given.map((cycle) =>
    atActivity(measuredIn(predicted, cycle)?.dvh ?? predicted.dvh, cycle.activityGBq),
  );
  if (!first) throw new Error(`${predicted.name}: no cycle to add up`);
  return sumOfDvhs([first, ...others]);
}

const ASSUMPTIONS = [
  "The coming cycles are taken as the last one was measured.",
  "Histograms of cycles are added as if the same parts of a structure were always the hottest; means are exact.",
  "Cycles lie far apart against the repair of sublethal damage: their BEDs add, each with its own kinetics.",
  "The calibration error is the same in all cycles and does not average out; all other errors are taken as new in every measurement. Intervals are 95 %, to first order.",
];

type SoFar = ReturnType<typeof structuresSoFar>[number];

function describeStructure(
  { structureId, name, bed, ratio, cycles, ...sofar }: SoFar,
  relativeUncertainty: number,
  dvh: Dvh,
) {
  const { d98Gy, d50Gy, d2Gy, maxGy } = doseMetrics(dvh);
  const half = 1.96 * relativeUncertainty;
  return {
    id: structureId,
    name,
    predictedGy: sofar.predictedGy,
    deliveredGy: sofar.deliveredGy,
    ratio: ratio ?? null,
    relativeUncertainty,
    interval95Gy: [Math.max(0, 1 - half), 1 + half].map((times) => times * sofar.deliveredGy),
    bed: bed ?? null,
    d98Gy,
    d50Gy,
    d2Gy,
    maxGy,
    cycles: cycles.map((cycle) => ({ ...cycle, bedGy: cycle.bedGy ?? null })),
  };
}

const describeBudget = ({ limit, shareAtPlanned, ...budget }: LimitBudget) => ({
  id: limit.id,
  label: limit.label,
  value: limit.value,
  unit: limit.unit,
  ...(limit.rbeAlpha === undefined ? {} : { rbeAlpha: limit.rbeAlpha }),
  per: limit.per,
  informational: limit.informational,
  ...budget,
  shareAtPlanned: shareAtPlanned ?? null,
});

const describeNext = (
  next: ReturnType<typeof nextActivity>,
  interval: readonly [number, number] | undefined,
) => ({
  cycles: next.cycles,
  perCycleGBq: next.activityGBq ?? null,
  totalGBq: next.totalActivityGBq ?? null,
  perCycleInterval95GBq: interval ?? null,
  bindingLimit: next.binding?.limit.id ?? null,
  bindingStructure: next.binding?.structureId ?? null,
});

function activitiesOf({ cycles, givenGBq }: CourseQuestion): number[] {
  if (givenGBq && givenGBq.length !== cycles.length)
    throw new InputError(
      `course: expected one activity for each of ${cycles.length} cycles, received ${givenGBq.length}`,
    );
  return cycles.map(({ path, plan }, c) => {
    if (givenGBq === undefined)
      refuseNoCycle(plan, path, "; say what was given of it with --given");
    const gbq = givenGBq?.[c] ?? (plan.administration && plan.administration.activityMBq / 1000);
    if (gbq === undefined)
      throw new InputError(`${path}: administration is missing; say what was given with --given`);
    return gbq;
  });
}

function refuseStrangers(base: RecordedPlan, cycles: readonly RecordedPlan[]): void {
  const { settings } = base.plan;
  for (const cycle of cycles) {
    const { protocol: id, nuclide } = cycle.plan.settings;
    if (id !== settings.protocol || nuclide !== settings.nuclide)
      throw new InputError(
        `${cycle.path}: expected ${settings.protocol} with ${settings.nuclide} as in ${base.path}, received ${id} with ${nuclide}`,
      );
  }
}

/** That cycles which a plan tells itself do not count here. */
const cyclesInPlans = (plans: readonly RecordedPlan[]): string[] =>
  plans.flatMap(({ path, plan: { givenCycles = [] } }) =>
    givenCycles.length > 0
      ? [
          `${path} tells cycles that were given (givenCycles): here each plan is one cycle, and they do not count.`,
        ]
      : [],
  );

/** Structures that one plan has and another lacks, as sentences. */
function differingStructures(base: RecordedPlan, cycles: readonly RecordedPlan[]): string[] {
  const namesOf = ({ plan }: RecordedPlan) => new Map(plan.structures.map((s) => [s.id, s.name]));
  const expected = namesOf(base);
  return cycles.flatMap((cycle, c) => {
    const measured = namesOf(cycle);
    return [
      ...[...expected].flatMap(([id, name]) =>
        measured.has(id)
          ? []
          : [`${name} was not measured in cycle ${c + 1}: its predicted dose stands.`],
      ),
      ...[...measured].flatMap(([id, name]) =>
        expected.has(id)
          ? []
          : [`${name} of cycle ${c + 1} is not in ${base.path}: it is left out of the course.`],
      ),
    ];
  });
}

/** Cycles that were calculated from the same scans: one of them is not that cycle's. */
function measuredTwice(cycles: readonly RecordedPlan[]): string[] {
  const filesOf = ({ plan: { inputs = [] } }: RecordedPlan) =>
    inputs
      .map(({ sha256 }) => sha256)
      .sort()
      .join();
  const files = cycles.map(filesOf);
  return files.flatMap((own, c) => {
    const first = files.indexOf(own);
    return own === "" || first === c
      ? []
      : [
          `Cycle ${c + 1} (${cycles[c]!.path}) was calculated from the files of cycle ${first + 1} (${cycles[first]!.path}): a cycle counts with its own scans.`,
        ];
  });
}
