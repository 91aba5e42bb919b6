import type { MeasurementErrors, PatientData } from "./patientData";

type Key = keyof Omit<MeasurementErrors, "source">;

/** One standard deviation, %, where none is stated, and where it comes from; 0, typed, means that it is known exactly. */
export const USUAL_ERRORS: Readonly<
  Record<Key, { readonly percent: number; readonly source: string }>
> = {
  bloodCalibrationPercent: {
    percent: 5,
    source: "assumed: pipetting, counting and the calibration of the well counter, 3 % each",
  },
  weightPercent: { percent: 2, source: "assumed: clothes, meals, days since weighing" },
  haematocritPercent: { percent: 5, source: "assumed: analysis, posture, days since the sample" },
  marrowRatioPercent: {
    percent: 20,
    source:
      "published ratios of 0.2 to 0.4, a uniform spread of 19 % (Siegel et al. 1990; Sgouros 1993)",
  },
};

/** As stated, else the usual one, %. */
export const errorPercent = ({ errors }: Pick<PatientData, "errors">, key: Key): number =>
  errors?.[key] ?? USUAL_ERRORS[key].percent;
