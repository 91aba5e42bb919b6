import { courseDose, courseDoseNames, type DeliveredDoses } from "../src/app/deliveredDose";
import { doseUnder } from "../src/app/livePlan";
import type { SavedScenario } from "../src/app/savedScenario";
import type { Volume } from "../src/volume/volume";
import { threeFigures } from "./format";

/** A dose that can be compared, per GBq or per whatever its factor multiplies. */
export interface DoseChoice {
  readonly id: string;
  readonly name: string;
  /** Multiplies the dose: the activity of a dose per GBq, 1 of a file in Gy. */
  readonly factor: number;
  readonly dose: () => Volume<"doseGyPerGBq">;
}

/** The plan as it stands, what cycles delivered and were predicted to, and the saved scenarios. */
export function doseChoices(
  present: SavedScenario,
  scenarios: readonly SavedScenario[],
  delivered: DeliveredDoses,
): DoseChoice[] {
  return [
    { ...ofScenario(present), id: "present" },
    ...ofCourse(present, delivered),
    ...scenarios.map(ofScenario),
  ];
}

const ofScenario = ({ id, name, result, whatIf }: SavedScenario): DoseChoice => ({
  id,
  name: `${name}, ${threeFigures(whatIf.activityGBq)} GBq`,
  factor: whatIf.activityGBq,
  dose: () => doseUnder(result, whatIf.regions),
});

function ofCourse({ result, whatIf }: SavedScenario, delivered: DeliveredDoses): DoseChoice[] {
  const { given = [], regions, activityGBq: comingGBq } = whatIf;
  const predicted = () => doseUnder(result, regions);
  const measured = given.filter(({ id }) => delivered.has(id));
  const single = measured.map(({ id, activityGBq }): DoseChoice => {
    const number = given.findIndex((cycle) => cycle.id === id) + 1;
    return {
      id: `predicted:${id}`,
      name: `Cycle ${number}, predicted, ${threeFigures(activityGBq)} GBq`,
      factor: activityGBq,
      dose: predicted,
    };
  });
  const made = courseDoseNames(given, delivered).map(({ id, name }): DoseChoice => {
    const course = () => courseDose(id, { given, delivered, predicted: predicted(), comingGBq })!;
    const within = given.filter((cycle) => !id.startsWith("cycle:") || id === `cycle:${cycle.id}`);
    const givenGBq = within.reduce((sum, { activityGBq }) => sum + activityGBq, 0);
    const factor = id === "course" ? givenGBq + comingGBq : givenGBq;
    return {
      id,
      name: `${name}, ${threeFigures(factor)} GBq`,
      factor,
      dose: () => course().delivered,
    };
  });
  return [...single, ...made];
}

/** What is compared before anything is chosen: the last measured cycle against its prediction, else the plan against the first scenario. */
export function usualPair(choices: readonly DoseChoice[]): readonly [DoseChoice, DoseChoice] {
  const predicted = choices.filter(({ id }) => id.startsWith("predicted:")).at(-1);
  const delivered = choices.filter(({ id }) => id.startsWith("cycle:")).at(-1);
  if (predicted && delivered) return [predicted, delivered];
  return [choices[0]!, choices[1] ?? choices[0]!];
}
