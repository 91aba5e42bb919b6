import { sentenceName } from "../../volume/readableName";
import { threeFigures } from "../threeFigures";
import type { ReportInput, ReportSection } from "./section";

/** Protocol, largest tolerated activity with its interval, and the activity that the report is for. */
export function recommendationSection({
  result,
  whatIf,
  basis,
  interval,
}: ReportInput): ReportSection {
  const { largest } = basis;
  const { protocol } = result.prescription;
  const gbq = (value: number | undefined) =>
    value === undefined ? undefined : `${threeFigures(value)} GBq`;
  return {
    title: "Recommendation",
    items: [
      {
        name: "Protocol",
        value: `${protocol.title}${protocol.research ? " (research)" : ""}. Source: ${protocol.source}`,
      },
      {
        name: "Level (EANM on article 56)",
        value:
          protocol.limits.length > 0
            ? "dosimetry-guided"
            : "activity-based with patient-specific dose",
      },
      {
        name: "Largest tolerated activity",
        value:
          largest.totalActivityGBq === undefined
            ? "no limit binds"
            : `${threeFigures(largest.totalActivityGBq)} GBq in ${largest.cycles} ${largest.cycles === 1 ? "cycle" : "cycles"}; binds: ${largest.binding!.limit.label}, ${sentenceName(largest.binding!.structureName)}`,
      },
      {
        name: "Interval (95 %)",
        value:
          interval &&
          `${threeFigures(interval.fromGBq)} to ${threeFigures(interval.toGBq)} GBq; 5 % risk of exceeding a limit at ${threeFigures(interval.atFivePercentGBq)} GBq`,
      },
      { name: "Activity reported below", value: gbq(whatIf.activityGBq) },
      {
        name: "Cycles",
        value:
          whatIf.cycles === 1
            ? "1"
            : `${whatIf.cycles}${whatIf.weeksBetweenCycles === undefined ? "" : `, ${whatIf.weeksBetweenCycles} weeks apart`}`,
      },
    ],
  };
}
