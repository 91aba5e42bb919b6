import { sentenceName } from "../../volume/readableName";
import { daughterLines } from "../daughterLines";
import { countsDiagnostic, withoutDiagnostic } from "../diagnosticEarlier";
import { threeFigures } from "../threeFigures";
import type { ReportInput, ReportSection } from "./section";

/** What the what-if puts in place of what was measured. */
export function assumedSection({ whatIf, result }: ReportInput): ReportSection {
  const nameOf = (id: string) =>
    sentenceName(result.regions.find(({ structureId }) => structureId === id)?.name ?? id);
  const regions = Object.entries(whatIf.regions).map(([id, change]) => ({
    name: nameOf(id),
    value: [
      ...(change.uptakeFactor === undefined
        ? []
        : [`uptake × ${threeFigures(change.uptakeFactor)}`]),
      ...(change.effectiveHalfLifeH === undefined
        ? []
        : [`effective half-life ${threeFigures(change.effectiveHalfLifeH)} h`]),
      ...(change.massFactor === undefined ? [] : [`mass × ${threeFigures(change.massFactor)}`]),
    ].join(", "),
  }));
  const earlier = Object.entries(withoutDiagnostic(whatIf.earlier)).flatMap(([id, given]) =>
    given.map((dose) => ({
      name: `${nameOf(id)}, earlier dose`,
      value:
        dose.kind === "external"
          ? `${threeFigures(dose.totalGy)} Gy external beam in ${dose.fractions} fractions`
          : `${threeFigures(dose.meanGy)} Gy in earlier cycles, half-life ${threeFigures(dose.effectiveHalfLifeH)} h`,
    })),
  );
  const daughters = daughterLines(result).map(({ name, text }) => ({
    name: `${name}, daughter of ${result.prescription.nuclide}`,
    value: text,
  }));
  const rbe =
    whatIf.rbeAlpha === undefined
      ? []
      : [
          {
            name: "RBE of alphas",
            value: `${threeFigures(whatIf.rbeAlpha)} in all limits and goals that weigh them, but for those with a value of their own`,
          },
        ];
  const changes = [...regions, ...daughters, ...rbe, ...earlier];
  return {
    title: "Assumed instead of measured",
    items:
      changes.length > 0
        ? changes
        : [
            {
              name: "Kinetics, masses and earlier dose",
              value: `as measured; no earlier dose${countsDiagnostic(whatIf.earlier) ? " but that of the diagnostic administration" : ""}`,
            },
          ],
  };
}
