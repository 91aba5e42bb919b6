import { version } from "../../package.json";
import { nuclide } from "../physics/nuclides";
import { HOUR_S } from "../physics/units";
import { activityForGoals, largestActivity } from "../planning/largestActivity";
import { standardActivityGBq } from "../planning/protocol";
import { protocolFields } from "../records/protocolFile";
import type { Alignment } from "../registration/alignTimePoints";
import { longestMm } from "../volume/deformationField";
import type { Study } from "../volume/study";
import { type CourseCycle, underCourse } from "./courseCycle";
import { earlierOfPlan, startsAfterDose } from "./diagnosticEarlier";
import { comparedStructures, type MethodDose } from "./methodDose";
import { patientInput } from "./patientInput";
import { chainPart } from "./planFile/chain";
import { goalsOf, limitsOf } from "./planFile/criteria";
import { diagnosticPart } from "./planFile/diagnostic";
import { givenPart } from "./planFile/givenCycles";
import { impurityOf } from "./planFile/impurity";
import { radioembolizationPart } from "./planFile/radioembolization";
import { regionOf } from "./planFile/regions";
import { releaseOf } from "./planFile/release";
import { sMatrix } from "./planFile/sMatrix";
import { structuresOf } from "./planFile/structures";
import { voxelsOf } from "./planFile/voxels";
import type { PlanResult } from "./planResult";
import { criteriaOf } from "./planView";
import { totalMBq } from "./regionActivities";

/** A file that went into a plan. */
export interface InputDigest {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export const NOTICE = "Research and teaching; not a medical device.";

/**
 * What the protocol recommends from a result: the largest activity, what each goal needs, and what is usually given. Once cycles were given all of it is about
 * those still to come, and about one more where none is.
 */
export function recommendation(result: PlanResult, given: readonly CourseCycle[] = []) {
  const { prescription } = result;
  const { protocol, patient = {}, factors = {}, rbeAlpha } = prescription;
  const cycles = Math.max(1, protocol.cycles - given.length);
  const input = { ...underCourse(patientInput(result), given, earlierOfPlan(result)), cycles };
  const { limits, goals } = criteriaOf(protocol, { criteria: {}, factors, rbeAlpha });
  return {
    largest: largestActivity({ ...input, limits }),
    goals: activityForGoals({ ...input, goals }),
    standardActivityGBq: standardActivityGBq(protocol, patient),
  };
}

/**
 * plan.json: everything that made a result, and the result, as plain data with units in the names (schema "gyre.plan/1",
 * docs/schemas/plan.schema.json). All activities are per cycle unless they say total.
 */
export function planFile(
  study: Study,
  result: PlanResult,
  inputs: readonly InputDigest[],
  calculatedAt: string,
  compared: readonly MethodDose[] = [],
  given: readonly CourseCycle[] = [],
) {
  const { prescription } = result;
  const { largest, goals, standardActivityGBq: standard } = recommendation(result, given);
  return {
    schema: "gyre.plan/1",
    notice: NOTICE,
    program: { name: "Gyre", version },
    calculatedAt,
    adapter: result.adapter,
    peakGpuBytes: result.peakGpuBytes,
    seconds: result.seconds,
    patient: study.patient,
    administration: study.administration,
    inputs,
    settings: settingsOf(study, result),
    protocol: protocolFields(prescription.protocol),
    nuclide: nuclideOf(prescription.nuclide),
    scans: study.timePoints.map((scan, n) => ({
      id: scan.id,
      label: scan.label,
      nuclide: scan.nuclide,
      hoursAfterAdministration: scan.hoursAfterAdministration,
      totalActivityMBq: totalMBq(scan.activity),
      alignment: alignmentOf(result.alignments[n]!),
    })),
    regions: result.regions.map(regionOf),
    structures: structuresOf(result, [...largest.perLimit, ...goals.perGoal]),
    sMatrixGyPerGBq: sMatrix(result),
    ...chainPart(result),
    ...radioembolizationPart(result, largest, startsAfterDose(result, given)),
    ...givenPart(result, given),
    limits: limitsOf(largest),
    limitsNotHeld: largest.notHeld.map(({ limit, reason }) => ({ id: limit.id, reason })),
    goals: goalsOf(goals),
    largestActivity: {
      cycles: largest.cycles,
      activityGBq: largest.activityGBq ?? null,
      totalActivityGBq: largest.totalActivityGBq ?? null,
      bindingLimit: largest.binding?.limit.id ?? null,
      bindingStructure: largest.binding?.structureId ?? null,
    },
    standardActivityGBq: standard ?? null,
    release: releaseOf(result, largest.activityGBq ?? standard),
    energyBalance: result.balance,
    methodComparison: compared.map((dose) => comparisonOf(dose, result)),
    activityClosure: closureOf(result),
    uncertainty: uncertaintyOf(result),
    impurities: (result.impurities ?? []).map((impurity) => impurityOf(impurity, result)),
    ...diagnosticPart(result),
    smallVolumes: (result.smallVolumes ?? []).map(({ ratio, tiacH, ...small }) => ({
      ...small,
      ratio: Number.isFinite(ratio) ? ratio : null,
      tiacH: Number.isFinite(tiacH) ? tiacH : null,
    })),
    voxelKinetics: result.voxelKinetics ? voxelsOf(result.voxelKinetics.regions) : null,
    warnings: [...study.warnings, ...result.warnings],
  };
}

function settingsOf({ reference, timePoints }: Study, { prescription, doseGyPerGBq }: PlanResult) {
  const { protocol, partialVolumeFwhmMm, readingErrorPercent, ...choices } = prescription;
  return {
    protocol: protocol.id,
    ...choices,
    partialVolumeFwhmMm: partialVolumeFwhmMm ?? null,
    readingErrorPercent: readingErrorPercent ?? null,
    referenceScan: timePoints[reference]!.id,
    doseGrid: doseGyPerGBq.grid,
  };
}

/** A field is too large for this file: how far and how much it deforms stands for it. */
const alignmentOf = ({ deformation, ...alignment }: Alignment) => ({
  ...alignment,
  ...(deformation ? { largestDisplacementMm: longestMm(deformation.residual) } : {}),
});

function nuclideOf(name: string) {
  const facts = nuclide(name);
  return {
    name: facts.name,
    halfLifeH: facts.halfLifeS / HOUR_S,
    daughters: facts.daughters,
    sources: facts.sources,
  };
}

/** Structures as another dose method has them; differences are from the doses of the plan. */
const comparisonOf = ({ method, dvhs, balance }: MethodDose, result: PlanResult) => ({
  method,
  structures: comparedStructures(result.dvhs, dvhs).map(({ structureId, mean, d98, d2 }) => ({
    structureId,
    meanGyPerGBq: mean.gyPerGBq,
    meanDifferencePercent: mean.differencePercent ?? null,
    d98GyPerGBq: d98.gyPerGBq,
    d98DifferencePercent: d98.differencePercent ?? null,
    d2GyPerGBq: d2.gyPerGBq,
    d2DifferencePercent: d2.differencePercent ?? null,
  })),
  energyBalance: balance,
});

/** Relative, one standard deviation. */
function uncertaintyOf({ budget }: PlanResult) {
  return {
    assumptions: budget.assumptions,
    regions: budget.regions.map(({ structureId, tia, meanDose, notes }) => ({
      structureId,
      timeIntegratedActivity: tia,
      meanDose: meanDose ?? null,
      notes,
    })),
  };
}

function closureOf({ closure: { points, tolerance, suspect } }: PlanResult) {
  return {
    tolerance,
    scans: points.map(({ hours, excretedMBq, accountedShare, ...point }) => ({
      ...point,
      hoursAfterAdministration: hours,
      excretedMBq: excretedMBq ?? null,
      accountedShare: accountedShare ?? null,
    })),
    suspectedDecayCorrection: suspect ? { ...suspect, rival: suspect.rival ?? null } : null,
  };
}
