import { usualLargest } from "../src/app/differencePicture";
import { doseUnder } from "../src/app/livePlan";
import { doseDifference } from "../src/app/methodDose";
import type { PlanResult } from "../src/app/planResult";
import type { SavedScenario } from "../src/app/savedScenario";
import { sameGrid } from "../src/volume/grid";
import type { Volume } from "../src/volume/volume";
import { memo } from "./memo";

/** What the views show in place of the dose: how far another method, or this plan from the reference scenario, differs. */
export type Compared =
  | {
      readonly kind: "method";
      readonly name: string;
      readonly doseGyPerGBq: Volume<"doseGyPerGBq">;
    }
  | { readonly kind: "reference" };

/** A difference that can be drawn. */
export interface ViewDifference {
  /** What less what. */
  readonly name: string;
  readonly difference: Volume<"doseGyPerGBq">;
  /** With the full colour. */
  readonly fullGyPerGBq: number;
}

/** Makes differences, each once; undefined where nothing is compared, or the doses lie on different grids. */
export function viewDifferences() {
  const referenceDose = memo(({ result, whatIf }: SavedScenario) =>
    doseUnder(result, whatIf.regions),
  );
  const differenceOf = memo(
    (more: Volume<"doseGyPerGBq">, less: Volume<"doseGyPerGBq">, name: string): ViewDifference => {
      const difference = doseDifference(more, less);
      return { name, difference, fullGyPerGBq: usualLargest(difference) };
    },
  );
  return (
    compared: Compared | undefined,
    calculated: PlanResult,
    now: Volume<"doseGyPerGBq">,
    reference: SavedScenario | undefined,
  ): ViewDifference | undefined => {
    if (compared?.kind === "method") {
      const planned = calculated.doseGyPerGBq;
      return sameGrid(compared.doseGyPerGBq.grid, planned.grid)
        ? differenceOf(compared.doseGyPerGBq, planned, `${compared.name} − plan as calculated`)
        : undefined;
    }
    if (compared?.kind !== "reference" || !reference) return undefined;
    const before = referenceDose(reference);
    return sameGrid(before.grid, now.grid)
      ? differenceOf(now, before, `This plan − ${reference.name}`)
      : undefined;
  };
}
