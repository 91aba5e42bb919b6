import type { PatientCurve } from "../../planning/patientCurve";
import type { PatientSeries } from "../../planning/patientData";
import { percentAt } from "../../planning/patientFigures";
import { METHOD_NAME } from "../methodName";
import { threeFigures } from "../threeFigures";
import type { ReportSection } from "./section";

/** Readings of one series with the curve through them; no section where nothing was measured. `percentUnit` is that of the curve. */
export function seriesSection(
  title: string,
  series: PatientSeries | undefined,
  curve: PatientCurve | undefined,
  percentUnit: string,
): ReportSection[] {
  if (!series || !curve) return [];
  const { fit, residenceH, residenceErrorH, notes } = curve;
  const measured = [...series.readings].sort((a, b) => a.timeH - b.timeH);
  return [
    {
      title,
      items: [
        {
          name: "After",
          value: `${threeFigures(series.administeredMBq)} MBq ${series.nuclide}; readings hold for ${series.decayCorrectedTo === "measurement" ? "their own time" : "the administration, decay taken out"}`,
        },
        ...(series.unit === "counts/s" && series.kBqPerMlPerCountS !== undefined
          ? [
              {
                name: "Calibration of the samples",
                value: `${threeFigures(series.kBqPerMlPerCountS)} kBq/mL for one count/s`,
              },
            ]
          : []),
        { name: "Curve", value: `${METHOD_NAME[fit.model]}${termsText(curve, percentUnit)}` },
        {
          name: "Residence time",
          value: `${threeFigures(residenceH)} h${residenceErrorH === undefined ? "" : ` ± ${threeFigures((100 * residenceErrorH) / residenceH)} % of the fit`}; ${threeFigures(100 * fit.extrapolatedShare)} % after the last reading`,
        },
        ...notes.map((note) => ({ name: "Note", value: note })),
      ],
      table: {
        head: [
          "h",
          `Measured, ${series.unit}`,
          `For the therapy, ${percentUnit}`,
          "Curve",
          "Difference, %",
        ],
        rows: measured.map(({ timeH, value }, n) => {
          const [percent, fitted] = [curve.percent[n]!, percentAt(curve, timeH)];
          return [
            threeFigures(timeH),
            threeFigures(value),
            threeFigures(percent),
            threeFigures(fitted),
            String(Number((100 * (percent / fitted - 1)).toFixed(1)) + 0),
          ];
        }),
      },
    },
  ];
}

/** Amplitudes and effective half-lives of the exponentials. */
const termsText = ({ fit: { model, terms } }: PatientCurve, percentUnit: string): string =>
  model === "trapezoid"
    ? ""
    : `: ${terms.map(({ amplitudeMBq, ratePerH }) => `${threeFigures(amplitudeMBq)} ${percentUnit} with ${threeFigures(Math.LN2 / ratePerH)} h`).join(", ")}`;
