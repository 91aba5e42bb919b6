import { bloodVolumeMl, filtrationMlPerMin, WHOLE_BODY_SOURCE } from "../planning/bodyFigures";
import type { PatientData } from "../planning/patientData";
import { type PatientFigures, retentionAt } from "../planning/patientFigures";
import { secondAdministration } from "../planning/secondAdministration";
import { readableName } from "../volume/readableName";
import { METHOD_NAME } from "./methodName";
import type { PlanResult } from "./planResult";
import { threeFigures } from "./threeFigures";

/** A figure of the patient as a table prints it. */
export interface PatientRow {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Where it comes from. */
  readonly source: string;
}

const RETENTION_H = [24, 48, 72];

/** Every figure that the measurements of a patient give. */
export function patientRows(
  result: PlanResult,
  data: PatientData,
  figures: PatientFigures,
): PatientRow[] {
  const { blood, wholeBody, thyroidUptake, measured, marrow } = figures;
  const row = (name: string, value: number | undefined, unit: string, source: string) =>
    value === undefined ? [] : [{ name, value, unit, source }];
  const volume = bloodVolumeMl(data);
  const { nuclide, protocol } = result.prescription;
  const second = secondAdministration(protocol, data, figures);
  return [
    ...row("Residence time in 1 mL of blood", blood?.residenceH, "h", fitted(blood)),
    ...row("Residence time in the whole body", wholeBody?.residenceH, "h", fitted(wholeBody)),
    ...(wholeBody
      ? RETENTION_H.flatMap((atH) =>
          row(
            `Left in the body at ${atH} h`,
            100 * retentionAt(wholeBody, atH).fraction,
            "%",
            "whole-body readings, decay included",
          ),
        )
      : []),
    ...row(
      "Dose to the blood",
      measured.bloodGyPerGBq,
      "Gy/GBq",
      "108·τ(1 mL) + 0.0188·w^(−2/3)·τ(body), Lassmann et al., EJNMMI 35 (2008) 1405; confirm",
    ),
    ...row("Dose to the whole body", measured.wholeBodyGyPerGBq, "Gy/GBq", WHOLE_BODY_SOURCE),
    ...(typeof marrow === "string"
      ? []
      : [
          ...row("Red marrow by blood", marrow.gyPerGBq, "Gy/GBq", `self and cross-dose together`),
          ...row(
            "Red marrow by blood, own decays",
            marrow.selfGyPerGBq,
            "Gy/GBq",
            marrow.ratioSource,
          ),
          ...row(
            "Red marrow by blood, rest of the body",
            marrow.crossGyPerGBq,
            "Gy/GBq",
            marrow.crossSource,
          ),
          ...row("Mass of the red marrow", marrow.massG, "g", marrow.massSource),
        ]),
    ...result.structureDoses
      .filter(({ role }) => role === "marrow")
      .flatMap(({ name, meanGyPerGBq }) =>
        row(
          `Red marrow by image, ${readableName(name)}`,
          meanGyPerGBq,
          "Gy/GBq",
          "mean of the structure drawn",
        ),
      ),
    ...row(
      "Thyroid: ∫ uptake dt",
      thyroidUptake && thyroidUptake.fit.tiaMBqH / 24,
      "% d",
      `uptake test, for ${nuclide}`,
    ),
    ...row("Blood volume", volume?.ml, "mL", volume?.source ?? ""),
    ...row(
      "Blood at the first sample, of the administered",
      blood && volume && ((blood.percent[0] ?? 0) * volume.ml) / 1000,
      "%",
      "a check: more than about 100 % is a wrong unit or calibration",
    ),
    ...row(
      "Filtration of the kidneys",
      filtrationMlPerMin(data),
      "mL/min/1.73 m²",
      "CKD-EPI 2021, Inker et al., N Engl J Med 385 (2021) 1737",
    ),
    ...(second
      ? [
          ...row(
            `Whole-body dose of the first ${threeFigures(second.firstGBq)} GBq`,
            second.firstWholeBodyGy,
            "Gy",
            "at the Gy/GBq that its readings give",
          ),
          ...row(
            "Second administration",
            second.secondGBq,
            "GBq",
            `what is left of ${second.limitGy} Gy; Buckley et al., J Nucl Med 50 (2009) 1518`,
          ),
        ]
      : []),
  ];
}

const fitted = (curve: PatientFigures["blood"]): string =>
  curve
    ? `${METHOD_NAME[curve.fit.model]}, ${curve.timesH.length} readings${curve.residenceErrorH === undefined ? "" : `, ± ${((100 * curve.residenceErrorH) / curve.residenceH).toFixed(1)} %`}`
    : "";
