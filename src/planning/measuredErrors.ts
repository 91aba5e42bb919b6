import { BLOOD_MARROW_ID } from "./bloodMarrowDose";
import {
  type MeasuredErrors,
  type MeasuredInput,
  type MeasuredPart,
  retentionErrorId,
} from "./measuredFactor";
import { type PatientCurve, READING_ERROR_PERCENT, refitted } from "./patientCurve";
import type { MeasurementErrors, PatientData } from "./patientData";
import { type PatientFigures, percentAt } from "./patientFigures";
import { bloodDoseGyPerGBq } from "./radioiodine";
import { logSpread } from "./uncertainty";
import { errorPercent } from "./usualErrors";

/**
 * To first order, log-normal: blood dose 108·τ_blood + 0.0188·w^(−2/3)·τ_body, whole body w^−0.921·τ_body, marrow by blood τ_blood·ratio + cross-dose; each τ with
 * the standard error of its fit (`fitShare` where the fit has none), the rest as stated in `data.errors`, else as usual (`USUAL_ERRORS`). The mass of the marrow cancels in its
 * self-dose. A retention follows the readings as its curve does: correlated with the residence time.
 */
export function measuredErrors(
  figures: PatientFigures,
  data: PatientData,
  fitShare: number,
): MeasuredErrors | undefined {
  const inputs: MeasuredInput[] = [];
  const inputOf = new Map<string, number>();
  const error = (name: string, share: number, exponent = 1) => {
    if (!(share > 0) || exponent === 0) return [];
    const input = inputOf.get(name) ?? inputs.push({ name }) - 1;
    inputOf.set(name, input);
    return [{ input, logSpread: exponent * logSpread(share) }];
  };
  const stated = (key: keyof Omit<MeasurementErrors, "source">) => errorPercent(data, key) / 100;
  const weight = (exponent: number) => error("body weight", stated("weightPercent"), exponent);
  const bloodErrors = figures.blood
    ? [
        ...error("curve of blood", errorOf(figures.blood, fitShare)),
        ...error("calibration of blood samples", stated("bloodCalibrationPercent")),
      ]
    : [];
  const bodyErrors = figures.wholeBody
    ? error("curve of the whole body", errorOf(figures.wholeBody, fitShare))
    : [];
  const targets = [
    ...bloodTarget(figures, data, bloodErrors, [...bodyErrors, ...weight(-2 / 3)]),
    ...(figures.measured.wholeBodyGyPerGBq === undefined
      ? []
      : [{ id: "wholeBody", parts: [whole([...bodyErrors, ...weight(-0.921)])] }]),
    ...marrowTarget(
      figures,
      [
        ...bloodErrors,
        ...error("haematocrit", stated("haematocritPercent"), ratioExponent(data)),
        ...error("marrow over blood", stated("marrowRatioPercent")),
      ],
      [...bodyErrors, ...weight(-2 / 3)],
    ),
    ...(figures.measured.retention ?? []).map(({ atH }) => {
      const { share, together } = retentionError(figures.wholeBody!, atH, fitShare);
      const own = share * Math.sqrt(1 - together ** 2);
      return {
        id: retentionErrorId(atH),
        parts: [
          whole([
            ...error("curve of the whole body", share * Math.abs(together), Math.sign(together)),
            ...error(`retention at ${atH} h`, own),
          ]),
        ],
      };
    }),
  ];
  return inputs.length === 0 || targets.length === 0 ? undefined : { inputs, targets };
}

type Errors = MeasuredPart["errors"];
const whole = (errors: Errors): MeasuredPart => ({ share: 1, errors, byImages: false });

function bloodTarget(
  { measured, blood, wholeBody }: PatientFigures,
  { weightKg }: PatientData,
  bloodErrors: Errors,
  bodyErrors: Errors,
) {
  if (measured.bloodGyPerGBq === undefined || !blood || !wholeBody) return [];
  const own = bloodDoseGyPerGBq(blood.residenceH, 0, weightKg!) / measured.bloodGyPerGBq;
  return [
    {
      id: "blood",
      parts: [
        { share: own, errors: bloodErrors, byImages: false },
        { share: 1 - own, errors: bodyErrors, byImages: false },
      ],
    },
  ];
}

function marrowTarget(
  { marrow, crossFrom }: PatientFigures,
  bloodErrors: Errors,
  bodyErrors: Errors,
) {
  if (typeof marrow === "string" || !(marrow.gyPerGBq > 0)) return [];
  const own = marrow.selfGyPerGBq / marrow.gyPerGBq;
  const byImages = crossFrom === "images";
  return [
    {
      id: BLOOD_MARROW_ID,
      parts: [
        { share: own, errors: bloodErrors, byImages: false },
        { share: 1 - own, errors: byImages ? [] : bodyErrors, byImages },
      ],
    },
  ];
}

/** Of the ratio 0.19/(1 − h) against the haematocrit h; none for a peptide. */
const ratioExponent = ({ marrowCarrier, haematocrit }: PatientData): number =>
  marrowCarrier === "plasma" && haematocrit !== undefined ? haematocrit / (1 - haematocrit) : 0;

const errorOf = ({ residenceH, residenceErrorH }: PatientCurve, fitShare: number): number =>
  residenceErrorH === undefined || !(residenceH > 0) ? fitShare : residenceErrorH / residenceH;

/**
 * Relative error of the retention at a time and its correlation with the residence time, from fits with each reading off by its own error, one at a time; on the
 * scale of the error that the fit gives the residence time.
 */
function retentionError(
  curve: PatientCurve,
  atH: number,
  fitShare: number,
): { readonly share: number; readonly together: number } {
  const before = percentAt(curve, atH);
  const moves = curve.percent.map((_, n) => {
    const moved = refitted(
      curve,
      curve.percent.map((p, i) => (i === n ? p * (1 + READING_ERROR_PERCENT / 100) : p)),
    );
    return [moved.residenceH / curve.residenceH - 1, percentAt(moved, atH) / before - 1] as const;
  });
  const ofResidence = Math.hypot(...moves.map(([residence]) => residence));
  const ofRetention = Math.hypot(...moves.map(([, retention]) => retention));
  if (!(ofResidence > 0 && ofRetention > 0)) return { share: 0, together: 1 };
  const product = moves.reduce((sum, [residence, retention]) => sum + residence * retention, 0);
  return {
    share: (ofRetention / ofResidence) * errorOf(curve, fitShare),
    together: Math.max(-1, Math.min(1, product / (ofResidence * ofRetention))),
  };
}
