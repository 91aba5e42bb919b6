import type { CourseDose } from "../src/app/deliveredDose";
import { usualLargest } from "../src/app/differencePicture";
import { doseUnder } from "../src/app/livePlan";
import { doseDifference } from "../src/app/methodDose";
import type { PlanResult } from "../src/app/planResult";
import type { SavedScenario } from "../src/app/savedScenario";
import { sameGrid } from "../src/volume/grid";
import type { Volume } from "../src/volume/volume";
import { memo } from "./memo";

/** What the views show in place of the dose: how far another method, this plan from the reference scenario, or a delivered dose from the predicted one differs. */
export type Compared =
  | {
      readonly kind: "method";
      readonly name: string;
      readonly doseGyPerGBq: Volume<"doseGyPerGBq">;
    }
  | { readonly kind: "reference" }
  | {
      /** Two doses that were compared, in Gy. */
      readonly kind: "pair";
      readonly name: string;
      readonly difference: Volume<"doseGyPerGBq">;
    }
  | { readonly kind: "course"; readonly course: CourseDose };

/** A difference that can be drawn. */
export interface ViewDifference {
  /** What less what. */
  readonly name: string;
  readonly difference: Volume<"doseGyPerGBq">;
  /** With the full colour. */
  readonly fullGyPerGBq: number;
  /** At which it is shown. */
  readonly activityGBq: number;
}

/** Makes differences, each once; undefined where nothing is compared, or the doses lie on different grids. */
export function viewDifferences() {
  const referenceDose = memo(({ result, whatIf }: SavedScenario) =>
    doseUnder(result, whatIf.regions),
  );
  const differenceOf = memo(
    (more: Volume<"doseGyPerGBq">, less: Volume<"doseGyPerGBq">, name: string) =>
      described(doseDifference(more, less), name),
  );
  const pairOf = memo(described);
  return (
    compared: Compared | undefined,
    calculated: PlanResult,
    now: { readonly dose: Volume<"doseGyPerGBq">; readonly activityGBq: number },
    reference: SavedScenario | undefined,
  ): ViewDifference | undefined => {
    const { dose, activityGBq } = now;
    if (compared?.kind === "method") {
      const planned = calculated.doseGyPerGBq;
      return sameGrid(compared.doseGyPerGBq.grid, planned.grid)
        ? {
            ...differenceOf(
              compared.doseGyPerGBq,
              planned,
              `${compared.name} − plan as calculated`,
            ),
            activityGBq,
          }
        : undefined;
    }
    if (compared?.kind === "course") {
      const { course } = compared;
      const name = `${course.name} − predicted`;
      return {
        ...differenceOf(course.delivered, course.predicted, name),
        activityGBq: course.activityGBq,
      };
    }
    if (compared?.kind === "pair")
      return sameGrid(compared.difference.grid, dose.grid)
        ? { ...pairOf(compared.difference, compared.name), activityGBq: 1 }
        : undefined;
    if (compared?.kind !== "reference" || !reference) return undefined;
    const before = referenceDose(reference);
    return sameGrid(before.grid, dose.grid)
      ? { ...differenceOf(dose, before, `This plan − ${reference.name}`), activityGBq }
      : undefined;
  };
}

const described = (difference: Volume<"doseGyPerGBq">, name: string) => ({
  name,
  difference,
  fullGyPerGBq: usualLargest(difference),
});
