import { InputError } from "../inputError";
import type { PlanningInput } from "../planning/criterionResult";
import type { Limit } from "../planning/limit";
import { patientFigures, withBloodMarrow } from "../planning/patientFigures";
import type { StructureDose } from "../planning/structureDose";
import type { PlanRecord } from "../records/planRecord";
import { crossSource } from "./patientInput";

/**
 * What limits are held against in a plan as its file tells it: its marrow by blood has the cross-dose of its images.
 *
 * @throws InputError for blood samples in a plan of a version that did not keep that cross-dose.
 */
export function recordedPatientInput(
  { settings: { patient, nuclide }, sMatrixGyPerGBq }: PlanRecord,
  structures: readonly StructureDose[],
  limits: readonly Limit[],
): Pick<PlanningInput, "structures" | "measured"> {
  if (!patient) return { structures };
  const marrow = structures.find(({ role }) => role === "marrow");
  if (marrow && patient.blood && !sMatrixGyPerGBq)
    throw new InputError(
      "plan.json: sMatrixGyPerGBq: expected for a plan with blood samples, whose marrow has the cross-dose of the images; received none. Calculate the plan again with gyre plan",
    );
  const { sources, targets } = sMatrixGyPerGBq ?? { sources: [], targets: [] };
  const row = targets.find(({ structureId }) => structureId === marrow?.structureId);
  const own = row?.meanGyPerGBq[sources.indexOf(row.structureId)];
  const imageCross =
    marrow && own !== undefined
      ? { gyPerGBq: Math.max(0, marrow.meanGyPerGBq - own), source: crossSource(marrow.name) }
      : undefined;
  const figures = patientFigures(patient, {
    nuclide,
    limits,
    ...(imageCross ? { imageCross } : {}),
  });
  return {
    structures: withBloodMarrow(structures, figures, patient, nuclide),
    measured: figures.measured,
  };
}
