import { csvCell, csvFile, csvNumber, csvText, readCsv } from "../formats/csv";
import type { PopulationPrior } from "./population";
import { checkPopulation, populationsFromJson } from "./populationFile";

const COLUMNS = [
  "name",
  "radiopharmaceutical",
  "organ",
  "nuclide",
  "amplitude_percent",
  "effective_half_life_h",
  "uptake_half_life_h",
  "var_ln_amplitude",
  "cov_ln_amplitude_effective",
  "cov_ln_amplitude_uptake",
  "var_ln_effective",
  "cov_ln_effective_uptake",
  "var_ln_uptake",
  "patients",
  "source",
] as const;

/** One population a row: medians (amplitude in % of the administered), the covariance of the natural logarithms, own curves, source. No patient is in it. */
export const populationsToCsv = (populations: readonly PopulationPrior[]): string =>
  csvFile([
    COLUMNS.join(","),
    ...populations.map(({ median, logCovariance: c, patients, ...about }) =>
      [
        ...[about.name, about.radiopharmaceutical, about.organ, about.nuclide].map(csvCell),
        100 * median.amplitudePerMBq,
        median.effectiveHalfLifeH,
        median.uptakeHalfLifeH,
        c[0]![0]!,
        c[0]![1]!,
        c[0]![2]!,
        c[1]![1]!,
        c[1]![2]!,
        c[2]![2]!,
        patients,
        csvCell(about.source),
      ].join(","),
    ),
  ]);

/**
 * Populations from a file, JSON or CSV by its name.
 *
 * @throws InputError naming the file, the row or population and the field that is wrong.
 */
export const readPopulations = (text: string, fileName: string): PopulationPrior[] =>
  /\.csv$/i.test(fileName) ? fromCsv(text, fileName) : populationsFromJson(text, fileName);

function fromCsv(text: string, fileName: string): PopulationPrior[] {
  const table = readCsv(text, fileName);
  return table.rows.map((row, i) => {
    const number = (column: (typeof COLUMNS)[number]) => csvNumber(table, row, column);
    const [ae, au, eu] = [
      number("cov_ln_amplitude_effective"),
      number("cov_ln_amplitude_uptake"),
      number("cov_ln_effective_uptake"),
    ];
    const population: PopulationPrior = {
      name: csvText(table, row, "name"),
      radiopharmaceutical: csvText(table, row, "radiopharmaceutical"),
      organ: csvText(table, row, "organ"),
      nuclide: csvText(table, row, "nuclide"),
      median: {
        amplitudePerMBq: number("amplitude_percent") / 100,
        effectiveHalfLifeH: number("effective_half_life_h"),
        uptakeHalfLifeH: number("uptake_half_life_h"),
      },
      logCovariance: [
        [number("var_ln_amplitude"), ae, au],
        [ae, number("var_ln_effective"), eu],
        [au, eu, number("var_ln_uptake")],
      ],
      patients: number("patients"),
      source: csvText(table, row, "source"),
    };
    checkPopulation(population, `${fileName}, population ${i + 1}`);
    return population;
  });
}
