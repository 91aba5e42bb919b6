import type { Dvh } from "../dosimetry/dvh";
import { InputError } from "../inputError";
import type { DoseError } from "../planning/courseUncertainty";
import { type Limit, withValue } from "../planning/limit";
import { type StructureDose, structureDoseFromDvh } from "../planning/structureDose";
import type { DvhCurve } from "../records/dvhTable";
import type { PlanRecord } from "../records/planRecord";
import { type EarlierDoses, earlierOfPlan } from "./diagnosticEarlier";
import { rateTermsOf } from "./structureFacts";

/**
 * The structures of a plan as its files tell them, for planning at any activity.
 *
 * @throws InputError where the histograms are of other structures.
 */
export function recordedStructures(plan: PlanRecord, curves: readonly DvhCurve[]): StructureDose[] {
  const names = plan.structures.map(({ name }) => name);
  if (curves.map(({ structure }) => structure).join("\n") !== names.join("\n"))
    throw new InputError(
      `the DVHs are not those of the plan: expected ${names.join(", ")}, received ${curves.map(({ structure }) => structure).join(", ")}`,
    );
  return plan.structures.map((structure, s) => {
    const { id, role, massG, effectiveHalfLifeH, alphaShare, voxelMarks } = structure;
    const smoothed = structure.smoothedMaxGyPerGBq ?? undefined;
    const region = plan.regions.find(({ structureId }) => structureId === id);
    const rateTerms = region && rateTermsOf(region.tiacH, region, region.delivery);
    return structureDoseFromDvh(dvhOf(structure, curves[s]!), {
      role,
      massG,
      effectiveHalfLifeH: effectiveHalfLifeH ?? undefined,
      voxelMarks,
      ...(smoothed === undefined ? {} : { smoothedMaxGyPerGBq: smoothed }),
      ...(rateTerms ? { rateTerms } : {}),
      ...(alphaShare === null ? {} : { alphaShare }),
    });
  });
}

/** Errors of the mean doses by structure id, as far as the plan tells them. */
export const recordedErrors = ({ uncertainty }: PlanRecord): Record<string, DoseError> =>
  Object.fromEntries(
    (uncertainty?.regions ?? []).flatMap(({ structureId, meanDose }) =>
      meanDose ? [[structureId, doseErrorOf(meanDose)] as const] : [],
    ),
  );

/** The calibration apart from all else. */
export function doseErrorOf({
  relativeUncertainty,
  contributions,
}: {
  readonly relativeUncertainty: number;
  readonly contributions: readonly {
    readonly step: string;
    readonly relativeUncertainty: number;
  }[];
}): DoseError {
  const found = contributions.find(({ step }) => step === "calibration");
  const calibration = found?.relativeUncertainty ?? 0;
  return { calibration, own: Math.sqrt(Math.max(0, relativeUncertainty ** 2 - calibration ** 2)) };
}

/**
 * A protocol's limits with the values of the plan, and over them those asked for, by id.
 *
 * @throws InputError for an id that is none of them.
 */
export function recordedLimits(
  limits: readonly Limit[],
  plan: PlanRecord,
  asked: Readonly<Record<string, number>>,
): Limit[] {
  const stranger = Object.keys(asked).find((id) => !limits.some((limit) => limit.id === id));
  if (stranger !== undefined)
    throw new InputError(
      `limit "${stranger}" is not known; expected one of ${limits.map(({ id }) => id).join(", ")}`,
    );
  return limits.map((limit) => {
    const planned = plan.limits.find(({ id }) => id === limit.id)?.value ?? limit.value;
    return withValue(
      withValue(limit, planned, "in the plan"),
      asked[limit.id] ?? planned,
      "by hand",
    );
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

/** Dose before this course that the limits of a plan hold: what its case told, and its diagnostic administration. */
export const recordedEarlier = ({ settings, diagnosticDose }: PlanRecord): EarlierDoses =>
  earlierOfPlan({
    prescription: settings.earlier ? { earlier: settings.earlier } : {},
    ...(diagnosticDose
      ? {
          diagnosticDose: {
            ...diagnosticDose,
            structures: diagnosticDose.structures.map(({ effectiveHalfLifeH, ...structure }) => ({
              ...structure,
              ...(effectiveHalfLifeH === null ? {} : { effectiveHalfLifeH }),
            })),
          },
        }
      : {}),
  });
