import { sentenceName } from "../../volume/readableName";
import { isOfDiagnostic } from "../diagnosticEarlier";
import { diagnosticLabel } from "../diagnosticNotes";
import { DOSE_METHOD_NAME } from "../doseMethodName";
import { threeFigures } from "../threeFigures";
import type { ReportInput, ReportSection } from "./section";

/** What the diagnostic administration gave, and what of it counts before the therapy; nothing where there was none. */
export function diagnosticSection({ result, whatIf }: ReportInput): ReportSection[] {
  const { diagnosticDose: given } = result;
  if (!given) return [];
  const countedOf = (id: string) => {
    const dose = whatIf.earlier[id]?.find(isOfDiagnostic);
    return dose?.kind === "radionuclide" ? threeFigures(dose.meanGy) : "does not count";
  };
  return [
    {
      title: "Diagnostic administration",
      items: [
        { name: "Given", value: diagnosticLabel(given) },
        {
          name: "Dose",
          value: `of ${given.nuclides.join(", ")}, fitted under its own decay; ${DOSE_METHOD_NAME[given.method]}`,
        },
      ],
      table: {
        head: ["Structure", "Calculated, Gy", "Counts as earlier dose, Gy"],
        rows: given.structures.map(({ structureId, name, meanGy }) => [
          sentenceName(name),
          threeFigures(meanGy),
          countedOf(structureId),
        ]),
      },
    },
  ];
}
