import { carriedCurve, ENOUGH_SCANS, notCarried } from "../kinetics/carryOver";
import { isFewScanMethod, type KineticChoice } from "../kinetics/kineticChoice";
import type { DaughterFates } from "../physics/daughterFate";
import type { Case } from "../records/caseFile";
import type { PlanResult, Prescription } from "./planResult";
import { prescriptionOf } from "./prescriptionOf";

/** What of a plan the evaluation of a cycle's scans rests on. */
export type CyclePlan = Pick<PlanResult, "prescription" | "regions">;

/**
 * How the scans of a cycle are evaluated: as the plan was, each scan brought to the planning scan in the cycle's way. With one or two scans every region takes its
 * curve from the plan, at the height of the cycle; with more it is fitted by itself. `data` is the case of the cycle, whose choices for single structures go first.
 */
export function cyclePrescription({ prescription, regions }: CyclePlan, data: Case): Prescription {
  const {
    alignmentOf: _,
    registrationOf: __,
    patient: ___,
    kineticsOf,
    kineticsOver,
    daughters,
    ...planned
  } = prescription;
  const {
    kineticModel,
    kineticsOf: own,
    registration,
    registrationOf,
  } = prescriptionOf(data, prescription.protocol);
  const few = data.scans.length < ENOUGH_SCANS;
  const carried =
    few && kineticModel !== "permanent" ? curvesOf(regions, prescription.nuclide) : {};
  return {
    ...planned,
    kineticModel,
    kineticsOf: { ...withoutReadings(kineticsOf, few), ...carried, ...own },
    ...(kineticsOver === undefined || few ? {} : { kineticsOver }),
    ...(daughters === undefined ? {} : { daughters: sharesAlone(daughters) }),
    registration,
    ...(registrationOf ? { registrationOf } : {}),
  };
}

/** Regions whose half-life is not the patient's keep the choice of the plan. */
const curvesOf = (
  regions: PlanResult["regions"],
  nuclide: string,
): Readonly<Record<string, KineticChoice>> =>
  Object.fromEntries(
    regions.flatMap((region) => {
      const { structureId, fit } = region;
      const curve = { ...region, ...fit };
      return notCarried(curve) === undefined && fit.terms.length > 0
        ? [[structureId, carriedCurve(curve, { nuclide, source: "the plan" })]]
        : [];
    }),
  );

/** The plan's choices without what rests on its own scans; with many scans those by an assumption go too. */
const withoutReadings = (
  choices: Prescription["kineticsOf"],
  few: boolean,
): Readonly<Record<string, KineticChoice>> =>
  Object.fromEntries(
    Object.entries(choices).flatMap(([id, { weights: _, heldHalfLifeH: __, ...choice }]) =>
      few || !isFewScanMethod(choice.method ?? "auto") ? [[id, choice]] : [],
    ),
  );

/** The shares that the plan's measurements of daughters fixed, without these: they were made after another administration. */
const sharesAlone = (fates: DaughterFates): DaughterFates =>
  Object.fromEntries(
    Object.entries(fates).map(([name, { regions, ...fate }]) => [
      name,
      {
        ...fate,
        ...(regions
          ? {
              regions: Object.fromEntries(
                Object.entries(regions).map(([id, { measured: _, ...own }]) => [id, own]),
              ),
            }
          : {}),
      },
    ]),
  );
