import type { Dvh } from "../dosimetry/dvh";
import { doseMetrics } from "../dosimetry/dvhMetrics";
import { InputError } from "../inputError";
import { equalCycles } from "../planning/course";
import { hold, type PlanningInput } from "../planning/criterionResult";
import { largestActivity } from "../planning/largestActivity";
import type { Criterion, Limit } from "../planning/limit";
import { protocol } from "../planning/protocols";
import { type StructureDose, structureDoseFromDvh } from "../planning/structureDose";
import type { DvhCurve } from "../records/dvhTable";
import type { PlanRecord } from "../records/planRecord";
import { NOTICE } from "./planFile";
import { rateTermsOf } from "./structureFacts";

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
 * docs/schemas/evaluation.schema.json). Nothing is calculated anew: doses scale with the activity.
 */
export function evaluatePlan(
  plan: PlanRecord,
  curves: readonly DvhCurve[],
  { activityGBq, cycles, limitValues }: EvaluationQuestion,
) {
  const structures = structuresOf(plan, curves);
  const { goals, limits: standard } = protocol(plan.settings.protocol);
  const limits = withValues(standard, plan, limitValues);
  const input: PlanningInput = { structures, schedule: equalCycles(cycles) };
  const held = (criteria: readonly Criterion[]) =>
    criteria.flatMap((criterion) => figuresOf(criterion, input, activityGBq));
  const largest = largestActivity({ structures, limits, cycles });
  return {
    schema: "gyre.evaluation/1",
    notice: NOTICE,
    patient: plan.patient,
    protocol: plan.settings.protocol,
    nuclide: plan.settings.nuclide,
    activityPerCycleGBq: activityGBq,
    cycles,
    totalActivityGBq: activityGBq * cycles,
    structures: structures.map((structure) => doses(structure, activityGBq, cycles)),
    limits: held(limits).map((figure) => ({ ...figure, exceeded: figure.share > 1 + ROUNDING })),
    goals: held(goals).map((figure) => ({ ...figure, reached: figure.share >= 1 - ROUNDING })),
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
    warnings: plan.warnings,
  };
}

/** Rounding of a figure that stands exactly at its value. */
const ROUNDING = 1e-9;

function figuresOf(criterion: Criterion, input: PlanningInput, activityGBq: number) {
  return hold(criterion, input).flatMap((result) => {
    if (result.status === "notHeld") return [];
    const figure = result.valueAt(activityGBq);
    return [
      {
        id: criterion.id,
        label: criterion.label,
        structureId: result.structureId,
        figure,
        value: criterion.value,
        unit: criterion.unit,
        per: criterion.per,
        share: figure / criterion.value,
        reachedAtPerCycleGBq: result.activityGBq ?? null,
        informational: criterion.informational,
        marks: result.marks,
        source: criterion.source,
        confirm: criterion.confirm,
      },
    ];
  });
}

function doses({ structureId, name, role, dvh }: StructureDose, perCycle: number, cycles: number) {
  const total = perCycle * cycles;
  const { meanGy, d98Gy, d50Gy, d2Gy, maxGy } = doseMetrics(dvh);
  return {
    id: structureId,
    name,
    role,
    meanPerCycleGy: meanGy * perCycle,
    meanGy: meanGy * total,
    d98Gy: d98Gy * total,
    d50Gy: d50Gy * total,
    d2Gy: d2Gy * total,
    maxGy: maxGy * total,
  };
}

/** The protocol's limits with the values of the plan, and over them those asked for. */
function withValues(
  limits: readonly Limit[],
  plan: PlanRecord,
  asked: EvaluationQuestion["limitValues"],
): Limit[] {
  const stranger = Object.keys(asked).find((id) => !limits.some((limit) => limit.id === id));
  if (stranger !== undefined)
    throw new InputError(
      `limit "${stranger}" is not known; expected one of ${limits.map(({ id }) => id).join(", ")}`,
    );
  return limits.map((limit) => ({
    ...limit,
    value: asked[limit.id] ?? plan.limits.find(({ id }) => id === limit.id)?.value ?? limit.value,
  }));
}

function structuresOf(plan: PlanRecord, curves: readonly DvhCurve[]): StructureDose[] {
  const names = plan.structures.map(({ name }) => name);
  if (curves.map(({ structure }) => structure).join("\n") !== names.join("\n"))
    throw new InputError(
      `the DVHs are not those of the plan: expected ${names.join(", ")}, received ${curves.map(({ structure }) => structure).join(", ")}`,
    );
  return plan.structures.map((structure, s) => {
    const { id, role, massG, effectiveHalfLifeH, alphaShare, voxelMarks } = structure;
    const region = plan.regions.find(({ structureId }) => structureId === id);
    const rateTerms = region && rateTermsOf(region.tiacH, region);
    return structureDoseFromDvh(dvhOf(structure, curves[s]!), {
      role,
      massG,
      effectiveHalfLifeH: effectiveHalfLifeH ?? undefined,
      voxelMarks,
      ...(rateTerms ? { rateTerms } : {}),
      ...(alphaShare === null ? {} : { alphaShare }),
    });
  });
}

function dvhOf(structure: PlanRecord["structures"][number], curve: DvhCurve): Dvh {
  const { cumulativeMl, stepGyPerGBq } = curve;
  return {
    structureId: structure.id,
    name: structure.name,
    quantity: "doseGyPerGBq",
    volumeMl: structure.volumeMl,
    binWidthGy: stepGyPerGBq,
    counts: Float64Array.from(
      { length: cumulativeMl.length - 1 },
      (_, b) => cumulativeMl[b]! - cumulativeMl[b + 1]!,
    ),
    minGy: structure.minGyPerGBq,
    meanGy: structure.meanGyPerGBq,
    maxGy: structure.maxGyPerGBq,
  };
}
