import type { CourseCycle } from "../src/app/courseCycle";
import {
  type CourseDose,
  type CourseDoseId,
  courseDose,
  courseDoseNames,
  type DeliveredDoses,
} from "../src/app/deliveredDose";
import { doseUnder } from "../src/app/livePlan";
import type { PlanResult } from "../src/app/planResult";
import type { WhatIf } from "../src/app/session";
import { sameGrid } from "../src/volume/grid";
import { memo } from "./memo";

/** Keeps the doses of cycles that lie on the grid of the plan: another reference scan may have another. Made anew only for another grid or other doses. */
export const deliveredOnGrid = () =>
  memo(
    (delivered: DeliveredDoses, { grid }: PlanResult["doseGyPerGBq"]): DeliveredDoses =>
      new Map([...delivered].filter(([, dose]) => sameGrid(dose.grid, grid))),
  );

/**
 * Makes the dose of the course that views and histograms show by the id of what is over the CT; undefined while they show the plan, or a cycle that was undone.
 * Each part is made anew only where what it rests on has changed.
 */
export function shownCourse(): (
  shownDose: string,
  result: PlanResult,
  whatIf: WhatIf,
  delivered: DeliveredDoses,
) => CourseDose | undefined {
  const predictedOf = memo(doseUnder);
  const courseDoseOf = memo(
    (
      id: CourseDoseId,
      given: readonly CourseCycle[],
      delivered: DeliveredDoses,
      predicted: PlanResult["doseGyPerGBq"],
      comingGBq: number,
    ) => courseDose(id, { given, delivered, predicted, comingGBq }),
  );
  return (shownDose, result, { given = [], regions, activityGBq }, delivered) => {
    const id = shownDose.replace(/^minus:/, "");
    const choice = courseDoseNames(given, delivered).find((known) => known.id === id)?.id;
    if (!choice) return undefined;
    const coming = choice === "course" ? activityGBq : 0;
    return courseDoseOf(choice, given, delivered, predictedOf(result, regions), coming);
  };
}
