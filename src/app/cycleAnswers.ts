import { InputError } from "../inputError";
import type { ScannedCycle } from "../records/givenCycleSchema";
import { parseCycle } from "../records/parseCycle";
import { administrationFrom } from "./administrationForm";
import {
  allScans,
  confirmedScans,
  faultOfAdministration,
  faultsOfScans,
  givenOf,
  unaccepted,
} from "./confirmedCase";
import type { FoundStudy } from "./foundStudy";
import type { PlanResult } from "./planResult";
import { firstAnswers, type StudyAnswers } from "./studyAnswers";

/** What the plan has decided already for the scans of a cycle. */
export type PlannedFor = {
  readonly prescription: Pick<PlanResult["prescription"], "nuclide" | "registration">;
  readonly carrier: string;
};

/** What the files of a cycle say, and what of it is as in the plan, as answers to begin with. */
export function firstCycleAnswers(
  found: FoundStudy,
  { prescription: { nuclide, registration }, carrier }: PlannedFor,
): StudyAnswers {
  const answers = firstAnswers(found);
  return {
    ...answers,
    nuclide,
    carrier,
    regions: [],
    // The patient lies elsewhere on another day, which no header knows.
    registration: registration === "headers" ? "rigid" : registration,
  };
}

/** What must still be said before the files are a cycle: one sentence each. */
export function missingOfCycle({ report }: FoundStudy, answers: StudyAnswers): string[] {
  const activity = answers.administration.activityMBq.trim();
  return [
    ...(allScans(answers).length > 0
      ? []
      : ["There is no emission scan: say which volume shows activity."]),
    ...(activity === "" ? ["How much activity was given in this cycle?"] : []),
    ...faultOfAdministration(answers),
    ...faultsOfScans(report, answers),
    ...(answers.scans.some(({ relative }) => relative) ||
    answers.images.some(({ shows }) => shows === "relative")
      ? ["Proportions alone measure no cycle: activities must be known."]
      : []),
    ...unaccepted(report, answers),
  ].filter((sentence, i, all) => all.indexOf(sentence) === i);
}

/**
 * The cycle that the user confirmed, as a case would tell it.
 *
 * @throws InputError while something is missing, or contradicts itself.
 */
export function confirmedCycle(found: FoundStudy, answers: StudyAnswers): ScannedCycle {
  const [missing] = missingOfCycle(found, answers);
  if (missing !== undefined) throw new InputError(missing);
  const [first] = allScans(answers);
  const scans = confirmedScans(found, { ...answers, reference: answers.reference ?? first?.id });
  const told = {
    administration: administrationFrom(answers.administration, givenOf(answers)),
    scans,
    registration: answers.registration,
  };
  // Fields that were left open are not there in a file.
  return parseCycle(JSON.parse(JSON.stringify(told))) as ScannedCycle;
}
