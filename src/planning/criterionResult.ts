import { activityForValue, type Solution } from "./activityForValue";
import { binMark } from "./binMark";
import {
  type Course,
  type EarlierDose,
  earlierGy,
  earlierParts,
  largestCycleOf,
  totalOf,
} from "./course";
import { type Criterion, isPatientQuantity, type PatientQuantity, restsOnVoxels } from "./limit";
import { matchStructures } from "./matchStructures";
import { retentionErrorId } from "./measuredFactor";
import type { StructureDose } from "./structureDose";
import { type MetricOfStructure, metricAt, shapeOfGiven, whyNotKnown } from "./structureMetric";

/** What blood samples and whole-body counts say, per GBq administered in one cycle. */
export interface PatientMeasurements {
  readonly bloodGyPerGBq?: number;
  readonly wholeBodyGyPerGBq?: number;
  /** Share of the administered activity still in the body, decay included. */
  readonly retention?: readonly { readonly atH: number; readonly fraction: number }[];
  /** Why a figure is not there, by quantity. */
  readonly missing?: Readonly<Partial<Record<PatientQuantity["kind"], string>>>;
  /** Sentences that go with every figure, by quantity. */
  readonly marks?: Readonly<Partial<Record<PatientQuantity["kind"], readonly string[]>>>;
}

/** Everything that limits and goals are held against. */
export interface PlanningInput {
  readonly structures: readonly StructureDose[];
  readonly measured?: PatientMeasurements;
  readonly schedule: readonly number[];
  /** Dose before this course, by structure id; that of blood and whole body under "blood" and "wholeBody". */
  readonly earlier?: Readonly<Record<string, readonly EarlierDose[]>>;
}

/** A limit or goal held against one structure (or the patient): its figure at any activity, and the activity that reaches it. */
export interface Held<C extends Criterion> {
  readonly status: "held";
  readonly criterion: C;
  readonly structureId: string;
  readonly structureName: string;
  /** Under what its error goes where that is not `structureId`: a retention under its hour, a whole body by images under what was drawn. */
  readonly errorOf?: string;
  /** Per cycle, times the schedule; undefined when no activity reaches the value. */
  readonly activityGBq: number | undefined;
  readonly solution: Solution;
  readonly valueAt: (activityGBq: number) => number;
  /** Where alphas are weighted: the activity that reaches it under so many times their RBE. */
  readonly activityAtRbe?: (factor: number) => number | undefined;
  /** Sentences that go with every figure of it. */
  readonly marks: readonly string[];
}

/** A limit or goal that could not be held against anything: it must be seen, since it does not bind. */
export interface NotHeld<C extends Criterion> {
  readonly status: "notHeld";
  readonly criterion: C;
  readonly reason: string;
}

/** Holds a criterion against every structure that it speaks of. */
export function hold<C extends Criterion>(
  criterion: C,
  input: PlanningInput,
): (Held<C> | NotHeld<C>)[] {
  const { metric, organ } = criterion;
  if (isPatientQuantity(metric)) return [holdPatient(criterion, metric, input)];
  const structures = matchStructures(organ, input.structures);
  if (structures.length === 0)
    return [
      { status: "notHeld", criterion, reason: `no structure of the plan is its ${organ.tissue}` },
    ];
  return structures.map((structure) => {
    const reason = whyNotKnown(metric, structure) ?? whyNotWeighted(criterion, structure);
    if (reason) return { status: "notHeld", criterion, reason };
    const what = {
      metric,
      structure,
      course: courseOf(criterion, input, structure.structureId),
      rbeAlpha: criterion.rbeAlpha ?? 1,
    };
    const reached = activityForValue(what, criterion.value);
    return {
      status: "held",
      criterion,
      structureId: structure.structureId,
      structureName: structure.name,
      ...reached,
      valueAt: (activityGBq) => metricAt(what, activityGBq),
      ...(criterion.rbeAlpha === undefined || !((structure.alphaShare ?? 0) > 0)
        ? {}
        : {
            activityAtRbe: (factor: number) =>
              activityForValue({ ...what, rbeAlpha: what.rbeAlpha * factor }, criterion.value)
                .activityGBq,
          }),
      marks: restsOnVoxels(metric)
        ? [
            ...(structure.voxelMarks ?? []),
            ...binMark(what, reached.activityGBq ?? 1),
            ...givenMarks(what),
          ]
        : [],
    };
  });
}

/** How the doses of given cycles enter a figure of voxels; nothing where none was given. */
function givenMarks(what: MetricOfStructure): string[] {
  if (!earlierParts(what.course, what.rbeAlpha).givenGy.some((gy) => gy > 0)) return [];
  return [shapeOfGiven(what) ? ADDED_IN_VOXELS : AS_THE_COMING];
}

const ADDED_IN_VOXELS =
  "The doses of given cycles are added to those of the coming ones voxel by voxel.";
const AS_THE_COMING =
  "The doses of given cycles are taken to lie in the structure as those of the coming ones do: neither an upper nor a lower bound where they lay otherwise.";

/** Without the share of alphas an RBE would leave the dose as it is: a limit that looks kept. */
const whyNotWeighted = (
  { rbeAlpha = 1 }: Criterion,
  { name, alphaShare }: StructureDose,
): string | undefined =>
  rbeAlpha !== 1 && alphaShare === undefined
    ? `${name}: the share of the dose that alphas give is not known, which an RBE needs`
    : undefined;

function courseOf(criterion: Criterion, input: PlanningInput, earlierOf: string): Course {
  const course = { schedule: input.schedule, earlier: input.earlier?.[earlierOf] ?? [] };
  return criterion.per === "cycle" ? largestCycleOf(course) : course;
}

/** Blood and whole-body figures are proportional to the activity. */
function holdPatient<C extends Criterion>(
  criterion: C,
  quantity: PatientQuantity,
  input: PlanningInput,
): Held<C> | NotHeld<C> {
  const { id, name, perGBq, errorOf } = measuredOf(quantity, input);
  if (perGBq === undefined)
    return {
      status: "notHeld",
      criterion,
      reason: input.measured?.missing?.[quantity.kind] ?? `${name} was not measured`,
    };
  const course = courseOf(criterion, input, id);
  const before = earlierGy(course, criterion.rbeAlpha ?? 1);
  const scale = totalOf(course) * perGBq;
  return {
    status: "held",
    criterion,
    structureId: id,
    structureName: name,
    ...(errorOf === undefined ? {} : { errorOf }),
    activityGBq: scale > 0 ? Math.max(0, (criterion.value - before) / scale) : undefined,
    solution: "closedForm",
    valueAt: (activityGBq) => before + activityGBq * scale,
    marks: input.measured?.marks?.[quantity.kind] ?? [],
  };
}

interface MeasuredFigure {
  readonly id: string;
  readonly name: string;
  readonly perGBq: number | undefined;
  readonly errorOf?: string;
}

function measuredOf(
  quantity: PatientQuantity,
  { measured, structures }: PlanningInput,
): MeasuredFigure {
  switch (quantity.kind) {
    case "bloodDose":
      return { id: "blood", name: "Blood dose", perGBq: measured?.bloodGyPerGBq };
    case "wholeBodyDose": {
      const body = structures.find(({ role }) => role === "body");
      const ofProbe = measured?.wholeBodyGyPerGBq;
      const perGBq = ofProbe ?? body?.meanGyPerGBq;
      const byImages = ofProbe === undefined && body ? { errorOf: body.structureId } : {};
      return { id: "wholeBody", name: "Whole-body dose", perGBq, ...byImages };
    }
    case "retention": {
      const at = measured?.retention?.find(({ atH }) => atH === quantity.atH);
      const name = `Whole-body retention at ${quantity.atH} h`;
      const errorOf = retentionErrorId(quantity.atH);
      return { id: "wholeBody", name, perGBq: at?.fraction, errorOf };
    }
    default:
      return quantity satisfies never;
  }
}
