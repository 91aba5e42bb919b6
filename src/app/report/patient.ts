import type { PatientData } from "../../planning/patientData";
import { patientFiguresOf } from "../patientInput";
import { patientRows } from "../patientTable";
import { planRelease, releaseLines } from "../planRelease";
import { threeFigures } from "../threeFigures";
import type { ReportInput, ReportItem, ReportSection } from "./section";
import { seriesSection } from "./series";

/** What was measured of the patient beside images, reading by reading, with curves and figures, and when the patient may leave. */
export function patientSections({ result, whatIf }: ReportInput): ReportSection[] {
  const patient = whatIf.patient ?? result.prescription.patient ?? {};
  const figures = patientFiguresOf(result, patient);
  const rows = patientRows(result, patient, figures);
  const items = [...bodyItems(patient), ...findingItems(whatIf.factors)];
  const measured = {
    title: "Measurements of the patient",
    items,
    table: {
      head: ["Figure", "Value", "Unit", "From"],
      rows: rows.map(({ name, value, unit, source }) => [name, threeFigures(value), unit, source]),
    },
  };
  const release = planRelease(result, figures, whatIf.activityGBq / whatIf.cycles, patient);
  return [
    ...(items.length > 0 || rows.length > 0 ? [measured] : []),
    ...seriesSection("Blood samples", patient.blood, figures.blood, "% in 1 L"),
    ...seriesSection("Whole-body readings", patient.wholeBody, figures.wholeBody, "%"),
    ...seriesSection("Thyroid uptake test", patient.thyroidUptake, figures.thyroidUptake, "%"),
    ...(release
      ? [
          {
            title: `Release after ${threeFigures(release.activityGBq)} GBq, one cycle`,
            items: [
              ...releaseLines(release),
              {
                name: "From",
                value: `${release.source}; Γ·A(t), daughters that decay along and bremsstrahlung in soft tissue included, long-lived daughters taken to stay in the body, the patient as a point source, 1 µGy as 1 µSv`,
              },
            ],
          },
        ]
      : []),
  ];
}

function bodyItems(patient: PatientData): ReportItem[] {
  const given = (name: string, value: number | undefined, unit: string) =>
    value === undefined ? [] : [{ name, value: `${threeFigures(value)} ${unit}` }];
  const { haematocrit } = patient;
  return [
    ...given("Weight", patient.weightKg, "kg"),
    ...given("Height", patient.heightCm, "cm"),
    ...(patient.sex ? [{ name: "Sex", value: patient.sex }] : []),
    ...given("Age", patient.ageY, "years"),
    ...given("Haematocrit", haematocrit === undefined ? undefined : 100 * haematocrit, "%"),
    ...given("Blood volume, measured", patient.bloodVolumeMl, "mL"),
    ...given("Creatinine", patient.creatinineMgPerDl, "mg/dL"),
    ...given("Albumin", patient.albuminGPerL, "g/L"),
    ...errorItems(patient),
  ];
}

/** What was stated of errors, and that the others are the usual ones. */
function errorItems({ errors = {} }: PatientData): ReportItem[] {
  const { source, ...percents } = errors;
  const said = ERRORS.flatMap(([key, name]) =>
    percents[key] === undefined ? [] : [`${name} ${threeFigures(percents[key])} %`],
  );
  if (said.length === 0) return [];
  const from = source === undefined ? "" : ` (${source})`;
  return [
    { name: "Errors, one standard deviation", value: `${said.join(", ")}${from}; others as usual` },
  ];
}

const ERRORS = [
  ["bloodCalibrationPercent", "calibration of blood samples"],
  ["weightPercent", "weight"],
  ["haematocritPercent", "haematocrit"],
  ["marrowRatioPercent", "marrow over blood"],
] as const;

function findingItems(factors: ReportInput["whatIf"]["factors"]): ReportItem[] {
  const { bilirubinMgPerDl, plateletsGPerL, diffuseLungMetastases, kidneyRiskFactors } = factors;
  const yesNo = (name: string, value: number | undefined) =>
    value === undefined ? [] : [{ name, value: value > 0 ? "yes" : "no" }];
  return [
    ...(bilirubinMgPerDl === undefined
      ? []
      : [{ name: "Bilirubin", value: `${threeFigures(bilirubinMgPerDl)} mg/dL` }]),
    ...(plateletsGPerL === undefined
      ? []
      : [{ name: "Platelets", value: `${threeFigures(plateletsGPerL)} G/L` }]),
    ...yesNo("Diffuse lung metastases", diffuseLungMetastases),
    ...yesNo("Kidney risk factors", kidneyRiskFactors),
  ];
}
