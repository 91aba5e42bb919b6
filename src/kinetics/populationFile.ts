import { InputError } from "../inputError";
import { NOTICE } from "../notice";
import type { PopulationPrior } from "./population";
import { cholesky } from "./smallMatrix";

const SCHEMA = "gyre.population/1";

/** Populations as JSON that another copy of the program reads; no patient is in it. */
export const populationsToJson = (populations: readonly PopulationPrior[]): string =>
  `${JSON.stringify({ schema: SCHEMA, notice: NOTICE, populations }, null, 2)}\n`;

/**
 * Populations from such a file.
 *
 * @throws InputError naming the file, the population and the field that is wrong.
 */
export function populationsFromJson(text: string, fileName: string): PopulationPrior[] {
  let file: { schema?: unknown; populations?: unknown };
  try {
    file = JSON.parse(text);
  } catch {
    throw new InputError(`${fileName}: expected JSON of populations, received other text`);
  }
  if (file?.schema !== SCHEMA || !Array.isArray(file.populations))
    throw new InputError(
      `${fileName}: expected schema "${SCHEMA}" with populations, received ${JSON.stringify(file?.schema)}`,
    );
  for (const [i, population] of file.populations.entries())
    checkPopulation(population, `${fileName}, population ${i + 1}`);
  return file.populations as PopulationPrior[];
}

/** @throws InputError naming `where` and the field that is wrong. */
export function checkPopulation(population: Partial<PopulationPrior>, where: string): void {
  const expectThat = (holds: boolean, field: string, what: string, value: unknown) => {
    if (!holds)
      throw new InputError(
        `${where}: ${field} expects ${what}, received ${JSON.stringify(value) ?? "nothing"}`,
      );
  };
  for (const field of ["name", "radiopharmaceutical", "organ", "nuclide", "source"] as const)
    expectThat(typeof population?.[field] === "string", field, "text", population?.[field]);
  for (const field of ["amplitudePerMBq", "effectiveHalfLifeH", "uptakeHalfLifeH"] as const)
    expectThat(
      isNumber(population.median?.[field]) && population.median![field] > 0,
      `median.${field}`,
      "a number above 0",
      population.median?.[field],
    );
  expectThat(isNumber(population.patients), "patients", "a number", population.patients);
  expectThat(
    isCovariance(population.logCovariance),
    "logCovariance",
    "three rows of three numbers, symmetric and positive definite",
    population.logCovariance,
  );
}

const isNumber = (value: unknown): value is number =>
  typeof value === "number" && Number.isFinite(value);

function isCovariance(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 3) return false;
  const rows = value as unknown[][];
  if (!rows.every((row) => Array.isArray(row) && row.length === 3 && row.every(isNumber)))
    return false;
  if (!rows.every((row, i) => row.every((x, j) => x === rows[j]![i]))) return false;
  try {
    cholesky(rows as number[][]);
    return true;
  } catch {
    return false;
  }
}
