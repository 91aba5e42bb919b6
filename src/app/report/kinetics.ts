import { sentenceName } from "../../volume/readableName";
import { fitError } from "../interval";
import { METHOD_NAME } from "../methodName";
import { threeFigures } from "../threeFigures";
import type { ReportInput, ReportSection } from "./section";

/** The fit of every region. */
export function kineticsSection({ result }: ReportInput): ReportSection {
  return {
    title: "Kinetics, as measured",
    items: [
      {
        name: "Model",
        value:
          result.prescription.kineticModel === "auto"
            ? "chosen by AICc for each region"
            : METHOD_NAME[result.prescription.kineticModel],
      },
      {
        name: "Nuclide of scans and therapy",
        value: result.prescription.nuclide,
      },
    ],
    table: {
      head: [
        "Region",
        "Model",
        "Readings",
        "χ² or Σ²",
        "AICc",
        "Half-life, h",
        "TIAC, h",
        "± fit, %",
        "Extrapolated, %",
      ],
      rows: result.regions.map((region) => {
        const { fit, name, timesH, weights, tiacH } = region;
        const counting = weights.filter((weight) => weight > 0).length;
        const error = fitError(region);
        return [
          sentenceName(name),
          fit.method === "auto" ? METHOD_NAME[fit.model] : METHOD_NAME[fit.method],
          counting === timesH.length ? String(counting) : `${counting} of ${timesH.length}`,
          threeFigures(fit.chi2),
          fit.aicc === undefined ? "–" : fit.aicc.toFixed(1),
          threeFigures(fit.effectiveHalfLifeH),
          threeFigures(tiacH),
          error === undefined ? "–" : threeFigures(100 * error),
          threeFigures(100 * fit.extrapolatedShare),
        ];
      }),
    },
  };
}
