import { diagnosticLabel } from "../app/diagnosticNotes";
import type { PlanResult } from "../app/planResult";
import { table } from "./table";

/** What the diagnostic administration gave, which counts before the therapy; nothing where there was none. */
export const diagnosticTable = ({
  diagnosticDose,
}: Pick<PlanResult, "diagnosticDose">): string[] =>
  diagnosticDose
    ? [
        table(
          [diagnosticLabel(diagnosticDose), "Gy before"],
          diagnosticDose.structures.map(({ name, meanGy }) => [name, meanGy.toPrecision(3)]),
        ),
      ]
    : [];
