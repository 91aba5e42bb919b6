import { unitText } from "../../planning/limit";
import { sentenceName } from "../../volume/readableName";
import { type CriterionRow, goalRows, limitRows } from "../planView";
import { threeFigures } from "../threeFigures";
import type { ReportInput, ReportSection } from "./section";

/** Limits and goals at the activity of the plan, and those that nothing could be held against. */
export function criteriaSection({ basis, whatIf }: ReportInput): ReportSection {
  const row = ({ criterion, structureName, value, state, reachedAtGBq }: CriterionRow) => [
    `${criterion.label}, ${sentenceName(structureName)}`,
    "alphaBetaGy" in criterion.metric
      ? `α/β ${threeFigures(criterion.metric.alphaBetaGy)} Gy, repair ${threeFigures(criterion.metric.repairHalfLifeH)} h`
      : "",
    `${threeFigures(value)} ${unitText(criterion)}`,
    `${threeFigures(criterion.value)} ${unitText(criterion)}`,
    criterion.informational ? `${state}, for information` : state,
    reachedAtGBq === undefined ? "–" : threeFigures(reachedAtGBq),
    `${criterion.source}${criterion.confirm ? " (confirm)" : ""}`,
  ];
  return {
    title: "Limits and goals",
    items: basis.notHeld.map((sentence) => ({ name: sentence, value: "not checked" })),
    table: {
      head: [
        "Limit or goal",
        "Radiobiology",
        "Value",
        "Wanted",
        "State",
        "Reached at GBq",
        "Source",
      ],
      rows: [...limitRows(basis, whatIf.activityGBq), ...goalRows(basis, whatIf.activityGBq)].map(
        row,
      ),
    },
  };
}
