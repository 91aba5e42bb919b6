import type { CrossDose } from "../planning/bodyFigures";
import type { PatientMeasurements } from "../planning/criterionResult";
import { measuredErrors } from "../planning/measuredErrors";
import type { MeasuredErrors } from "../planning/measuredFactor";
import type { PatientData } from "../planning/patientData";
import { type PatientFigures, patientFigures, withBloodMarrow } from "../planning/patientFigures";
import type { StructureDose } from "../planning/structureDose";
import { readableName } from "../volume/readableName";
import { regionStatistics } from "../volume/statistics";
import type { PlanResult } from "./planResult";

/** What limits are held against beside the dose of the images. */
export interface PatientInput {
  readonly structures: readonly StructureDose[];
  readonly measured?: PatientMeasurements;
}

/** What was measured of the patient, or, in a what-if, typed in its place, for the protocol of a result. */
export function patientFiguresOf(result: PlanResult, patient: PatientData): PatientFigures {
  const { nuclide, protocol } = result.prescription;
  const imageCross = crossFromImages(result);
  return patientFigures(patient, {
    nuclide,
    limits: protocol.limits,
    ...(imageCross ? { imageCross } : {}),
  });
}

/** Errors of what limits are held against by blood and probe; undefined where nothing was measured. `fitPercent`: of a curve whose fit has no error. */
export function patientErrors(
  result: PlanResult,
  patient = result.prescription.patient,
  fitPercent = 0,
): MeasuredErrors | undefined {
  if (!patient) return undefined;
  return measuredErrors(patientFiguresOf(result, patient), patient, fitPercent / 100);
}

/** Structures, with the marrow by blood where it counts, and measured figures. */
export function patientInput(
  result: PlanResult,
  patient = result.prescription.patient,
): PatientInput {
  const { structureDoses: structures, prescription } = result;
  if (!patient) return { structures };
  const figures = patientFiguresOf(result, patient);
  return {
    structures: withBloodMarrow(structures, figures, patient, prescription.nuclide),
    measured: figures.measured,
  };
}

/** What all other sources give to the marrow that was drawn; undefined where none was. */
function crossFromImages({
  structureDoses,
  structures,
  regions,
  basisGyPerGBq,
}: PlanResult): CrossDose | undefined {
  const s = structureDoses.findIndex(({ role }) => role === "marrow");
  const marrow = structures[s];
  const own = regions.findIndex(({ structureId }) => structureId === marrow?.id);
  if (!marrow || own < 0) return undefined;
  const self = regionStatistics(marrow.mask, basisGyPerGBq[own]!.values).mean;
  return {
    gyPerGBq: Math.max(0, structureDoses[s]!.meanGyPerGBq - self),
    source: crossSource(marrow.name),
  };
}

/** Where the cross-dose to a marrow that was drawn comes from. */
export const crossSource = (name: string): string =>
  `all other sources to ${readableName(name)}, from the images`;
