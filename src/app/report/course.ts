import { nextActivity } from "../../planning/adaptiveCycles";
import { structuresSoFar } from "../../planning/courseSoFar";
import { cumulativeUncertainty } from "../../planning/courseUncertainty";
import { sentenceName } from "../../volume/readableName";
import { courseErrorsOf, courseInput } from "../courseInterval";
import { criteriaOf } from "../planView";
import { threeFigures } from "../threeFigures";
import type { ReportInput, ReportSection } from "./section";

/** What the cycles that were given delivered, and the largest activity of those to come; no section where none was given. */
export function courseSection({ result, whatIf, interval }: ReportInput): ReportSection[] {
  const { given = [], cycles } = whatIf;
  if (given.length === 0) return [];
  const input = courseInput(result, whatIf);
  const errors = courseErrorsOf(result, whatIf);
  const { limits, goals } = criteriaOf(result.prescription.protocol, whatIf);
  const { activityGBq } = nextActivity(input);
  const isMeasured = given.some(({ measuredIn }) => measuredIn);
  const range = interval
    ? ` (95 %: ${threeFigures(interval.fromGBq / cycles)} to ${threeFigures(interval.toGBq / cycles)} GBq)`
    : "";
  return [
    {
      title: "Cycles given so far",
      items: [
        ...given.map(({ activityGBq: gbq, date, measuredIn }, n) => ({
          name: `Cycle ${n + 1}`,
          value: `${threeFigures(gbq)} GBq${date ? `, ${date}` : ""}; doses ${measuredIn ? `measured (${measuredIn})` : "as predicted"}`,
        })),
        ...given.flatMap(({ notes = [] }, n) =>
          notes.length > 0 ? [{ name: `Notes on cycle ${n + 1}`, value: notes.join(" ") }] : [],
        ),
        {
          name: `Largest activity of each of ${cycles} to come`,
          value:
            activityGBq === undefined
              ? "no limit binds"
              : `${threeFigures(activityGBq)} GBq${range}`,
        },
        {
          name: "Taken for granted",
          value:
            "the cycles to come are as the last one was measured; the calibration error is one for all cycles; BED adds with each cycle's own kinetics",
        },
      ],
      table: {
        head: ["Structure", "Delivered, Gy", "± Gy", "Predicted, Gy", "Ratio", "BED, Gy"],
        rows: structuresSoFar(input.predicted, input.given, [...limits, ...goals]).map(
          ({ name, deliveredGy, predictedGy, ratio, bed }, s) => [
            sentenceName(name),
            threeFigures(deliveredGy),
            threeFigures(
              deliveredGy * cumulativeUncertainty(input.predicted[s]!, input.given, errors),
            ),
            threeFigures(predictedGy),
            isMeasured && ratio !== undefined ? ratio.toFixed(2) : "–",
            bed ? threeFigures(bed.gy) : "–",
          ],
        ),
      },
    },
  ];
}
