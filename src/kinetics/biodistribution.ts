import { csvCell, csvNumber, csvText, readCsv } from "../formats/csv";
import { InputError } from "../inputError";
import {
  type AnimalCurve,
  humanCurve,
  SCALINGS,
  type Scaling,
  type SpeciesMasses,
  withDecay,
} from "./animal";
import { fitTimeActivity, type TimeActivityFit } from "./fit";

/** One organ of a biodistribution, and what it is in a human. */
export interface AnimalOrgan {
  readonly organ: string;
  readonly curve: AnimalCurve;
  readonly animalOrganG: number;
  readonly humanOrganG: number;
}

/**
 * Organs of an animal study from a table with the columns organ, time_h, percent_per_g (% of the injected activity per gram, decay taken out),
 * animal_organ_g and human_organ_g; one row a reading.
 *
 * @throws InputError naming file, line and column.
 */
export function readBiodistribution(text: string, fileName: string): AnimalOrgan[] {
  const table = readCsv(text, fileName);
  const rows = table.rows.map((row) => {
    const number = (column: string, least: number) => {
      const value = csvNumber(table, row, column);
      if (value < least || (least > 0 && value === 0))
        throw new InputError(
          `${fileName}:${row.line}:${column}: expected ${least === 0 ? "0 or more" : "more than 0"}, received ${value}`,
        );
      return value;
    };
    return {
      line: row.line,
      organ: csvText(table, row, "organ"),
      timeH: number("time_h", 0),
      percentPerG: number("percent_per_g", 0),
      animalOrganG: number("animal_organ_g", Number.MIN_VALUE),
      humanOrganG: number("human_organ_g", Number.MIN_VALUE),
    };
  });
  if (rows.length === 0)
    throw new InputError(
      `${fileName}: expected a reading in every row below the names, received none`,
    );
  const organs = [...new Set(rows.map(({ organ }) => organ))];
  return organs.map((organ) => {
    const of = rows.filter((row) => row.organ === organ);
    const { animalOrganG, humanOrganG } = of[0]!;
    const other = of.find(
      (row) => row.animalOrganG !== animalOrganG || row.humanOrganG !== humanOrganG,
    );
    if (other)
      throw new InputError(
        `${fileName}:${other.line}: expected the masses of ${organ} as in its first row, ${animalOrganG} and ${humanOrganG} g`,
      );
    const sorted = [...of].sort((a, b) => a.timeH - b.timeH);
    return {
      organ,
      animalOrganG,
      humanOrganG,
      curve: {
        timesH: sorted.map(({ timeH }) => timeH),
        percentPerG: sorted.map(({ percentPerG }) => percentPerG),
      },
    };
  });
}

/** Organs as such a table. */
export const biodistributionCsv = (organs: readonly AnimalOrgan[]): string =>
  `${[
    "organ,time_h,percent_per_g,animal_organ_g,human_organ_g",
    ...organs.flatMap(({ organ, curve, animalOrganG, humanOrganG }) =>
      curve.timesH.map((timeH, n) =>
        [csvCell(organ), timeH, curve.percentPerG[n], animalOrganG, humanOrganG].join(","),
      ),
    ),
  ].join("\n")}\n`;

/** Time-integrated activity coefficient of an organ in a human under one scaling, h. */
export interface HumanTiac {
  readonly scaling: Scaling;
  readonly tiacH: number;
  readonly fit: TimeActivityFit;
}

/** Under every scaling. @throws InputError naming the organ whose readings make no curve. */
export function humanTiacs(
  { organ, curve, animalOrganG, humanOrganG }: AnimalOrgan,
  body: Pick<SpeciesMasses, "animalBodyG" | "humanBodyG">,
  halfLifeH: number,
): HumanTiac[] {
  const masses = { ...body, animalOrganG, humanOrganG };
  return SCALINGS.map((scaling) => {
    const human = humanCurve(curve, masses, scaling);
    try {
      const fit = fitTimeActivity({
        timesH: human.timesH,
        activityMBq: withDecay(human, halfLifeH),
        physicalHalfLifeH: halfLifeH,
        model: "auto",
      });
      return { scaling, tiacH: fit.tiaMBqH, fit };
    } catch (error) {
      if (error instanceof InputError) throw new InputError(`${organ}: ${error.message}`);
      throw error;
    }
  });
}
