import type { PlanResult } from "../src/app/planResult";
import { type Criterion, unitText } from "../src/planning/limit";
import { readableName, sentenceName } from "../src/volume/readableName";
import { threeFigures } from "./format";

/** Something that an axis can show. */
export interface Choice {
  readonly id: string;
  readonly name: string;
  readonly structureId: string;
  readonly criterion: Criterion;
}

/** The mean dose of a structure. */
export const meanChoice = ({
  structureId,
  name,
}: PlanResult["structureDoses"][number]): Choice => ({
  id: `mean ${structureId}`,
  name: `${readableName(name)}: mean dose`,
  structureId,
  criterion: {
    id: `mean ${structureId}`,
    label: "Mean dose",
    organ: { tissue: name, ids: [structureId] },
    metric: { kind: "mean" },
    value: 1,
    unit: "Gy",
    per: "course",
    informational: true,
    source: "",
    confirm: false,
  },
});

export const isProbability = ({ criterion }: Choice) => criterion.unit === "probability";

/** A probability is read in percent. */
export const figure = ({ criterion }: Choice, value: number) =>
  criterion.unit === "probability"
    ? `${threeFigures((100 * Math.round(value * 1e4)) / 1e4)} %`
    : `${threeFigures(value)} ${unitText(criterion)}`;

/** What stands at the axis. */
export const axisName = ({ name, criterion }: Choice) =>
  `${sentenceName(name)}${unitText(criterion) ? ` (${unitText(criterion)})` : ""}`;
