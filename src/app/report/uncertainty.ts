import { sentenceName } from "../../volume/readableName";
import { threeFigures } from "../threeFigures";
import type { ReportInput, ReportSection } from "./section";

/** The budget of errors. */
export function uncertaintySection({
  whatIf: { spread },
  result,
  interval,
}: ReportInput): ReportSection {
  const own = (percent: number | undefined) =>
    percent === undefined ? "by the budget" : `${threeFigures(percent)} %, assumed`;
  return {
    title: "Uncertainty",
    items: [
      { name: "Budget (EANM)", value: result.budget.assumptions.join(" ") },
      { name: "Calibration", value: own(spread.calibrationPercent) },
      { name: "Masses", value: own(spread.massPercent) },
      {
        name: "Decays",
        value: `recovery, registration and standard error of each fit; ${threeFigures(spread.fitPercent)} % where it has none`,
      },
      ...(spread.rbePercent === undefined
        ? []
        : [
            {
              name: "RBE of alphas",
              value: `${threeFigures(spread.rbePercent)} %, assumed, one error for all limits`,
            },
          ]),
      {
        name: "Method",
        value: interval && "10,000 samples through the S-matrix, log-normal errors",
      },
    ],
    table: {
      head: ["Region", "Decays ± %", "Mean dose ± %"],
      rows: result.budget.regions.map(({ structureId, tia, meanDose }) => [
        sentenceName(
          result.regions.find((region) => region.structureId === structureId)?.name ?? structureId,
        ),
        threeFigures(100 * tia.relativeUncertainty),
        meanDose ? threeFigures(100 * meanDose.relativeUncertainty) : "–",
      ]),
    },
  };
}
