import type { PatientData } from "../planning/patientData";
import { retentionAt } from "../planning/patientFigures";
import { patientFiguresOf } from "./patientInput";
import type { PlanResult } from "./planResult";

/** What the planner of radioiodine asks for and the open patient was measured for; what is not known is left out. */
export interface RadioiodineMeasured {
  readonly bloodPerMlH?: number;
  readonly wholeBodyH?: number;
  readonly weightKg?: number;
  readonly retentionPercent?: number;
  /** Largest of the readings. */
  readonly uptakePercent?: number;
  readonly halfLifeD?: number;
  readonly uptakePercentDays?: number;
}

const RETENTION_AT_H = 48;

/** From the measurements of a patient, in a therapy with 131I, whose decay they then include; nothing of other therapies. */
export function radioiodineMeasured(
  result: PlanResult,
  patient: PatientData = result.prescription.patient ?? {},
): RadioiodineMeasured {
  if (result.prescription.nuclide !== "I-131") return {};
  const { blood, wholeBody, thyroidUptake } = patientFiguresOf(result, patient);
  return {
    ...(blood ? { bloodPerMlH: blood.residenceH } : {}),
    ...(wholeBody
      ? {
          wholeBodyH: wholeBody.residenceH,
          retentionPercent: 100 * retentionAt(wholeBody, RETENTION_AT_H).fraction,
        }
      : {}),
    ...(patient.weightKg === undefined ? {} : { weightKg: patient.weightKg }),
    ...(thyroidUptake
      ? {
          uptakePercent: Math.max(...thyroidUptake.percent),
          halfLifeD: thyroidUptake.fit.effectiveHalfLifeH / 24,
          uptakePercentDays: thyroidUptake.fit.tiaMBqH / 24,
        }
      : {}),
  };
}
