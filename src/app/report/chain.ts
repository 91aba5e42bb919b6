import { sentenceName } from "../../volume/readableName";
import { contributionsOf } from "../daughterContributions";
import { daughterLines } from "../daughterLines";
import { threeFigures } from "../threeFigures";
import type { ReportInput, ReportSection } from "./section";

/** What each nuclide of an alpha chain gives; no section for other nuclides. */
export function chainSection({ result, matrix }: ReportInput): ReportSection[] {
  const doses = contributionsOf(result, matrix.gyPerGBq);
  const [first] = doses;
  if (!first) return [];
  return [
    {
      title: "Contributions of the chain to the mean absorbed dose, Gy/GBq (share)",
      items: daughterLines(result).map(({ name, text }) => ({ name, value: text })),
      table: {
        head: ["Structure", ...first.map(({ nuclide }) => nuclide), "Sum"],
        rows: doses.map((own, s) => [
          sentenceName(result.structureDoses[s]!.name),
          ...own.map(
            ({ gyPerGBq, share }) => `${threeFigures(gyPerGBq)} (${threeFigures(100 * share)} %)`,
          ),
          threeFigures(own.reduce((sum, { gyPerGBq }) => sum + gyPerGBq, 0)),
        ]),
      },
    },
  ];
}
