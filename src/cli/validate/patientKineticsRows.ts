import { fitTimeActivity } from "../../kinetics/fit";
import { nuclide } from "../../physics/nuclides";
import { pointKernel } from "../../physics/pointKernel";
import { sphereSelfDose } from "../../physics/sphereSelfDose";
import { HOUR_S, MBQ_TO_BQ } from "../../physics/units";
import type { Reference } from "./context";
import { type ValidationRow, validationRow } from "./row";

const PATIENT = "PyTheranostics, test data of voxel dosimetry (SNMMI challenge patient)";
const TIA_PERCENT: Readonly<Record<string, number>> = {
  Kidney_Left: 0.01,
  Kidney_Right: 0.01,
  Liver: 0.01,
  Spleen: 0.01,
  RemainderOfBody: 0.1,
  WholeBody: 0.1,
};
const ORGANS_WITH_DOSE = ["Kidney_Left", "Kidney_Right", "Liver", "Spleen"];
const SOFT_TISSUE_G_PER_ML = 1.05;

interface PatientOrgan {
  readonly volume_ml: readonly number[];
  readonly activity_MBq: readonly number[];
  readonly TIA_MBq_h: number;
  readonly AD_Gy: number;
}

/** A patient's organs, fitted by an independent program, and their self-doses. */
export function patientKineticsRows(reference: Reference): ValidationRow[] {
  const bytes = reference.read("tac-lu177-patient", "expected.json");
  const { times_h, organs } = JSON.parse(new TextDecoder().decode(bytes)) as {
    times_h: readonly number[];
    organs: Readonly<Record<string, PatientOrgan>>;
  };
  const lu177 = nuclide("Lu-177");
  const kernel = pointKernel(lu177);
  const tiaMBqH = (organ: PatientOrgan) =>
    fitTimeActivity({
      timesH: times_h,
      activityMBq: organ.activity_MBq,
      physicalHalfLifeH: lu177.halfLifeS / HOUR_S,
      model: "uptakeWashout",
    }).tiaMBqH;
  const selfDoseGy = (organ: PatientOrgan) => {
    const decays = tiaMBqH(organ) * MBQ_TO_BQ * HOUR_S;
    return decays * sphereSelfDose(kernel, organ.volume_ml[0]! * SOFT_TISSUE_G_PER_ML);
  };
  return [
    ...Object.entries(TIA_PERCENT).map(([name, limitPercent]) =>
      validationRow({
        what: `${readable(name)}: TIA from four readings, A (e^(−λ1 t) − e^(−λ2 t))${limitPercent > 0.01 ? "; its second rate is not identifiable" : ""}`,
        source: PATIENT,
        unit: "MBq·h",
        expected: organs[name]!.TIA_MBq_h,
        ours: tiaMBqH(organs[name]!),
        limitPercent,
      }),
    ),
    ...ORGANS_WITH_DOSE.map((name) =>
      validationRow({
        what: `${readable(name)}: dose, as a sphere`,
        source: `${PATIENT}: voxel S convolution`,
        unit: "Gy",
        expected: organs[name]!.AD_Gy,
        ours: selfDoseGy(organs[name]!),
        limitPercent: 7,
      }),
    ),
  ];
}

const readable = (name: string) => name.replaceAll(/([a-z])_?([A-Z])/g, "$1 $2").toLowerCase();
