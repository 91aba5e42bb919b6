import { version } from "../../package.json";
import { doseMetrics } from "../dosimetry/dvhMetrics";
import { nuclide } from "../physics/nuclides";
import { HOUR_S } from "../physics/units";
import {
  activityForGoals,
  type LargestActivity,
  largestActivity,
} from "../planning/largestActivity";
import type { Criterion } from "../planning/limit";
import { applicable } from "../planning/limit";
import { standardActivityGBq } from "../planning/protocol";
import type { StructureDose } from "../planning/structureDose";
import type { Alignment } from "../registration/alignTimePoints";
import { longestMm } from "../volume/deformationField";
import { regionStatistics } from "../volume/statistics";
import type { Study } from "../volume/study";
import { alphaEnergyShares, contributionsOf } from "./daughterContributions";
import { daughterLines } from "./daughterLines";
import { chainOf } from "./daughterPlaces";
import { comparedStructures, type MethodDose } from "./methodDose";
import { patientFiguresOf, patientInput } from "./patientInput";
import { planRelease } from "./planRelease";
import type { PlanResult, RegionResult } from "./planResult";
import { type RbeOfStructure, rbeOfAll, weightedMean } from "./rbeWeighted";
import { totalMBq } from "./regionActivities";
import type { RegionClosure } from "./voxelKinetics";

/** A file that went into a plan. */
export interface InputDigest {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export const NOTICE = "Research and teaching; not a medical device.";

/** What the protocol recommends from a result: the largest activity, what each goal needs, and what is usually given. */
export function recommendation(result: PlanResult) {
  const { prescription } = result;
  const { protocol, patient = {}, factors = {} } = prescription;
  const input = { ...patientInput(result), cycles: protocol.cycles };
  return {
    largest: largestActivity({ ...input, limits: applicable(protocol.limits, factors) }),
    goals: activityForGoals({ ...input, goals: applicable(protocol.goals, factors) }),
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
) {
  const { prescription } = result;
  const { largest, goals, standardActivityGBq: standard } = recommendation(result);
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
    limits: limitsOf(largest),
    limitsNotHeld: largest.notHeld.map(({ limit, reason }) => ({ id: limit.id, reason })),
    goals: goals.perGoal.map(({ goal, ...held }) => ({
      id: goal.id,
      label: goal.label,
      value: goal.value,
      unit: goal.unit,
      ...(goal.rbeAlpha === undefined ? {} : { rbeAlpha: goal.rbeAlpha }),
      structureId: held.structureId,
      neededActivityGBq: held.activityGBq ?? null,
      source: goal.source,
    })),
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
    impurities: (result.impurities ?? []).map(({ tiacH, meanGyPerGBq, ...impurity }) => ({
      ...impurity,
      regions: tiacH.map((hours, r) => ({
        structureId: result.regions[r]!.structureId,
        tiacH: hours,
      })),
      structures: meanGyPerGBq.map(({ structureId, gy }) => ({ structureId, meanGyPerGBq: gy })),
    })),
    smallVolumes: (result.smallVolumes ?? []).map(({ ratio, tiacH, ...small }) => ({
      ...small,
      ratio: Number.isFinite(ratio) ? ratio : null,
      tiacH: Number.isFinite(tiacH) ? tiacH : null,
    })),
    voxelKinetics: result.voxelKinetics
      ? { regions: result.voxelKinetics.regions.map(voxelRegionOf) }
      : null,
    warnings: [...study.warnings, ...result.warnings],
  };
}

/** At the largest activity, else the one usually given; null where the nuclide sends out no photons or the retention is not known. */
function releaseOf(result: PlanResult, activityGBq: number | undefined) {
  const { patient = {} } = result.prescription;
  const figures = patientFiguresOf(result, patient);
  const release = planRelease(result, figures, activityGBq, patient.release);
  if (!release) return null;
  const { wish } = release;
  return {
    activityGBq: release.activityGBq,
    retentionFrom: release.source,
    stayH: wish.stayH,
    photonsLeavingShare: wish.transmission,
    retainedMBq: release.retainedMBq,
    doseRateAtOneMetreMicroSvPerH: release.microSvPerH,
    limitMBq: wish.limitMBq ?? null,
    limitMBqMetFromH: release.retainedFromH ?? null,
    limitMicroSvPerH: wish.limitMicroSvPerH ?? null,
    limitMicroSvPerHMetFromH: release.doseRateFromH ?? null,
    largestActivityGBq: release.largestGBq ?? null,
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

function regionOf({ fit, sigmaMBq, ...region }: RegionResult) {
  return {
    ...region,
    sigmaMBq: sigmaMBq ?? null,
    method: fit.method,
    model: fit.model,
    terms: fit.terms,
    parameters: fit.parameters,
    tiaMBqH: fit.tiaMBqH,
    tiaStandardErrorMBqH: fit.tiaStandardErrorMBqH ?? null,
    tiaInterval95MBqH: fit.tiaInterval95MBqH ?? null,
    extrapolatedShare: fit.extrapolatedShare,
    effectiveHalfLifeH: fit.effectiveHalfLifeH,
    residualsMBq: fit.residualsMBq,
    candidates: fit.candidates,
    flags: fit.flags,
  };
}

const voxelRegionOf = ({ statistics, ...region }: RegionClosure) => ({
  ...region,
  ...(statistics
    ? {
        statistics: {
          ...statistics,
          medianHalfLifeH: statistics.medianHalfLifeH ?? null,
          halfLifeRangeH: statistics.halfLifeRangeH ?? null,
          medianTiaErrorPercent: statistics.medianTiaErrorPercent ?? null,
        },
      }
    : {}),
});

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

function structuresOf(
  { structureDoses, dvhs, structures }: PlanResult,
  held: readonly HeldInPlan[],
) {
  const rbe = rbeOfAll(
    structureDoses,
    held.map((one) => ({
      structureId: one.structureId,
      criterion: "limit" in one ? one.limit : one.goal,
    })),
  );
  return structureDoses.map((dose, s) => {
    const { minGy, d98Gy, d95Gy, d50Gy, d2Gy, maxGy } = doseMetrics(dvhs[s]!);
    return {
      id: dose.structureId,
      name: dose.name,
      role: dose.role,
      source: structures[s]!.source,
      volumeMl: dose.volumeMl,
      massG: dose.massG,
      effectiveHalfLifeH: dose.effectiveHalfLifeH ?? null,
      alphaShare: dose.alphaShare ?? null,
      voxelMarks: dose.voxelMarks ?? [],
      meanGyPerGBq: dose.meanGyPerGBq,
      ...weightedOf(dose, rbe.get(dose.structureId)),
      minGyPerGBq: minGy,
      d98GyPerGBq: d98Gy,
      d95GyPerGBq: d95Gy,
      d50GyPerGBq: d50Gy,
      d2GyPerGBq: d2Gy,
      maxGyPerGBq: maxGy,
      smoothedMaxGyPerGBq: dose.smoothedMaxGyPerGBq ?? null,
    };
  });
}

type HeldInPlan = { readonly structureId: string } & (
  | { readonly limit: Criterion }
  | { readonly goal: Criterion }
);

/** Beside the absorbed dose, never in its place; absent without alphas. */
function weightedOf(dose: StructureDose, rbe: RbeOfStructure | undefined) {
  const mean = rbe && weightedMean(dose, rbe.rbeAlpha);
  return mean === undefined
    ? {}
    : { rbeAlpha: rbe!.rbeAlpha, rbeSource: rbe!.source, rbeWeightedMeanGyPerGBq: mean };
}

/** Mean dose of each structure (row) from each source region (column), Gy per GBq. */
function sMatrix({ structures, regions, basisGyPerGBq }: PlanResult) {
  return {
    sources: regions.map(({ structureId }) => structureId),
    targets: structures.map(({ id, mask }) => ({
      structureId: id,
      meanGyPerGBq: basisGyPerGBq.map(({ values }) => regionStatistics(mask, values).mean),
    })),
  };
}

/** How the daughters of an alpha emitter are treated, and what each nuclide gives; absent for other nuclides. */
function chainPart(result: PlanResult) {
  const { prescription, structures } = result;
  if (!result.chain) return {};
  const doses = contributionsOf(
    result,
    sMatrix(result).targets.map(({ meanGyPerGBq }) => meanGyPerGBq),
  );
  const alphaShares = alphaEnergyShares(prescription.nuclide);
  return {
    chain: {
      daughters: (chainOf(prescription.nuclide) ?? []).slice(1).map(({ lead }, d) => {
        const fate = prescription.daughters?.[lead.name] ?? {};
        return {
          nuclide: lead.name,
          halfLifeH: lead.halfLifeS / HOUR_S,
          shareOfAlphaEnergy: alphaShares.get(lead.name)!,
          stayingShare: fate.stayingShare ?? 1,
          restTo: fate.restTo ?? null,
          biologicalHalfLifeH: fate.biologicalHalfLifeH ?? null,
          source: fate.source ?? null,
          text: daughterLines(result)[d]!.text,
        };
      }),
      structures: structures.map(({ id }, s) => ({ structureId: id, nuclides: doses[s]! })),
    },
  };
}

const limitsOf = ({ perLimit }: LargestActivity) =>
  perLimit.map(({ limit, ...held }) => ({
    id: limit.id,
    label: limit.label,
    value: limit.value,
    unit: limit.unit,
    ...(limit.rbeAlpha === undefined ? {} : { rbeAlpha: limit.rbeAlpha }),
    per: limit.per,
    informational: limit.informational,
    structureId: held.structureId,
    reachedAtActivityGBq: held.activityGBq ?? null,
    valueAtLargest: held.valueAtLargest ?? null,
    shareUsedAtLargest: held.shareUsedAtLargest ?? null,
    marks: held.marks,
    source: limit.source,
    confirm: limit.confirm,
  }));
