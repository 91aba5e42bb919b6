import { nextActivity } from "../planning/adaptiveCycles";
import { structuresSoFar } from "../planning/courseSoFar";
import { cumulativeUncertainty } from "../planning/courseUncertainty";
import { courseErrorsOf, courseInput } from "./courseInterval";
import { criteriaOf } from "./planView";
import { sentenceName } from "./readableName";
import type { ReportInput, ReportSection } from "./report";

/** What the cycles that were given delivered, and the largest activity of those to come; no section where none was given. */
export function courseReport({ result, whatIf, interval }: ReportInput): ReportSection[] {
  const { given = [], cycles } = whatIf;
  if (given.length === 0) return [];
  const input = courseInput(result, whatIf);
  const errors = courseErrorsOf(result, whatIf);
  const { limits, goals } = criteriaOf(result.prescription.protocol, whatIf);
  const { activityGBq } = nextActivity(input);
  const three = (x: number) => String(Number(x.toPrecision(3)));
  const range = interval
    ? ` (95 %: ${three(interval.fromGBq / cycles)} to ${three(interval.toGBq / cycles)} GBq)`
    : "";
  return [
    {
      title: "Cycles given so far",
      items: [
        ...given.map(({ activityGBq: gbq, date, measuredIn }, n) => ({
          name: `Cycle ${n + 1}`,
          value: `${three(gbq)} GBq${date ? `, ${date}` : ""}; doses ${measuredIn ? `measured (${measuredIn})` : "as predicted"}`,
        })),
        {
          name: `Largest activity of each of ${cycles} to come`,
          value: activityGBq === undefined ? "no limit binds" : `${three(activityGBq)} GBq${range}`,
        },
        {
          name: "Taken for granted",
          value:
            "the cycles to come are as the last one was measured; the calibration error is one for all cycles; BED adds with each cycle's own kinetics",
        },
      ],
      table: {
        head: ["Structure", "Delivered, Gy", "± Gy", "Predicted, Gy", "BED, Gy"],
        rows: structuresSoFar(input.predicted, input.given, [...limits, ...goals]).map(
          ({ name, deliveredGy, predictedGy, bed }, s) => [
            sentenceName(name),
            three(deliveredGy),
            three(deliveredGy * cumulativeUncertainty(input.predicted[s]!, input.given, errors)),
            three(predictedGy),
            bed ? three(bed.gy) : "–",
          ],
        ),
      },
    },
  ];
}
