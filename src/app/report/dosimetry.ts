import { version } from "../../../package.json";
import type { BloodMarrowDose } from "../../planning/bloodMarrowDose";
import type { PatientData } from "../../planning/patientData";
import { sentenceName } from "../../volume/readableName";
import { DOSE_METHOD_NAME, DOSE_METHOD_SENTENCE } from "../doseMethodName";
import { METHOD_NAME } from "../methodName";
import { patientFiguresOf } from "../patientInput";
import { threeFigures } from "../threeFigures";
import type { ReportInput, ReportSection } from "./section";

/** How the dose was calculated. */
export function dosimetrySection({ result, whatIf }: ReportInput): ReportSection {
  const { prescription, balance, structureDoses } = result;
  const patient = whatIf.patient ?? prescription.patient ?? {};
  const { blood, marrow } = patientFiguresOf(result, patient);
  const drawn = structureDoses.filter(({ role }) => role === "marrow").map(({ name }) => name);
  const marrowMethod = [
    ...(drawn.length > 0 ? [`from the image: ${drawn.map(sentenceName).join(", ")}`] : []),
    ...(typeof marrow === "string" ? [] : [byBlood(marrow, patient)]),
  ];
  return {
    title: "Dosimetry",
    items: [
      {
        name: "Method",
        value: `${DOSE_METHOD_NAME[prescription.doseMethod]}: ${DOSE_METHOD_SENTENCE[prescription.doseMethod]}`,
      },
      { name: "Medium of the kernels", value: `${prescription.kernelDensityGPerCm3} g/cm³` },
      { name: "Energy not accounted for", value: `${balance.differencePercent.toFixed(2)} %` },
      { name: "Software", value: `Gyre ${version}, ${result.adapter}` },
      {
        name: "Marrow method",
        value: marrowMethod.length > 0 ? marrowMethod.join("; ") : undefined,
      },
      {
        name: "Blood samples",
        value: blood && `${blood.timesH.length}, ${METHOD_NAME[blood.fit.model]}`,
      },
    ],
  };
}

/** How the marrow by blood was reckoned, and whether limits are held against it. */
const byBlood = (marrow: BloodMarrowDose, { marrowBy = "both" }: PatientData): string =>
  `by blood: marrow over blood ${threeFigures(marrow.ratio)} (${marrow.ratioSource}), ${threeFigures(marrow.massG)} g (${marrow.massSource}), the rest of the body: ${marrow.crossSource}. Limits are held against ${{ both: "each of them", blood: "that by blood", image: "that from the image" }[marrowBy]}`;
