import { comparisonTable } from "../scenarioComparison";
import type { ReportInput, ReportSection } from "./section";

/** The plan beside the scenarios that were saved; no section where there is none but the plan as it was calculated. */
export function scenariosSection({
  scenarios = [],
  result,
  whatIf,
  basis,
}: ReportInput): ReportSection[] {
  if (scenarios.length < 2) return [];
  const present = { name: "This plan", result, whatIf, basis };
  return [
    {
      title: "Scenarios",
      items: [],
      table: comparisonTable([present, ...scenarios]),
    },
  ];
}
