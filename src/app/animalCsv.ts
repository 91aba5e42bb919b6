import { csvCell, csvFile } from "../formats/csv";
import type { Scaling, SpeciesMasses } from "../kinetics/animal";
import type { AnimalOrgan, HumanTiac } from "../kinetics/biodistribution";

/** An organ with its coefficients in a human, one a scaling. */
export interface ScaledOrgan extends AnimalOrgan {
  readonly tiacs: readonly HumanTiac[];
}

/** The coefficients as a table, every scaling of every organ in a row of its own, with all that it was reckoned from; `chosen` is marked. */
export function animalCsv(
  organs: readonly ScaledOrgan[],
  nuclide: string,
  { animalBodyG, humanBodyG }: Pick<SpeciesMasses, "animalBodyG" | "humanBodyG">,
  chosen: Scaling,
): string {
  const rows = organs.flatMap(({ organ, animalOrganG, humanOrganG, tiacs }) =>
    tiacs.map(({ scaling, tiacH, fit }) =>
      [
        csvCell(organ),
        scaling,
        scaling === chosen ? 1 : 0,
        Number(tiacH.toPrecision(8)),
        fit.model,
        nuclide,
        animalOrganG,
        animalBodyG,
        humanOrganG,
        humanBodyG,
      ].join(","),
    ),
  );
  const head =
    "organ,scaling,chosen,tiac_h,model,nuclide,animal_organ_g,animal_body_g,human_organ_g,human_body_g";
  return csvFile([head, ...rows]);
}
