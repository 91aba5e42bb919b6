import { type CsvRow, type CsvTable, csvNumber, csvText, readCsv } from "../formats/csv";
import { InputError } from "../inputError";

/** Readings of one region of a table of activities over time. */
export interface TacRegion {
  readonly region: string;
  /** Where its readings stand: "tac.csv, lines 2 to 5". */
  readonly where: string;
  readonly timesH: readonly number[];
  readonly activityMBq: readonly number[];
  readonly sigmaMBq: readonly number[] | undefined;
}

/**
 * Regions of a table with the columns region, time_h, activity_MBq and, optionally, sigma, in the order of the file.
 *
 * @throws InputError naming file, line and field: a column that may be a sigma under another name, a cell that is no number, a time before the
 * administration or twice in a region, a sigma of 0 or in a part of a region's rows.
 */
export function readTacTable(text: string, fileName: string): TacRegion[] {
  const table = readCsv(text, fileName);
  if (table.rows.length === 0) throw new InputError(`${fileName}: expected rows, received none`);
  const meant = table.columns.find((name) => name !== "sigma" && MAYBE_SIGMA.test(name));
  if (meant !== undefined && !table.columns.includes("sigma"))
    throw new InputError(
      `${fileName}: the column "${meant}" is not known; standard deviations in MBq stand in a column named "sigma"`,
    );
  const rowsOf = new Map<string, CsvRow[]>();
  for (const row of table.rows) {
    const name = csvText(table, row, "region");
    if (name === "")
      throw new InputError(`${fileName}:${row.line}:region: expected a name, got ""`);
    rowsOf.set(name, [...(rowsOf.get(name) ?? []), row]);
  }
  return [...rowsOf].map(([region, rows]) => regionOf(table, region, rows));
}

/** "sigma_MBq", "Sigma", "SD", "error (MBq)", "uncertainty". */
const MAYBE_SIGMA = /sigma|uncert|error|std|^sd\b|^se\b/i;

function regionOf(table: CsvTable, region: string, rows: readonly CsvRow[]): TacRegion {
  const { fileName } = table;
  const refused = (row: CsvRow, field: string, expected: string) =>
    new InputError(
      `${fileName}:${row.line}:${field}: expected ${expected}, got "${csvText(table, row, field)}" (region "${region}")`,
    );
  const lineOfTime = new Map<number, number>();
  const timesH = rows.map((row) => {
    const timeH = csvNumber(table, row, "time_h");
    if (timeH < 0) throw refused(row, "time_h", "hours since the administration, 0 or more");
    const before = lineOfTime.get(timeH);
    if (before !== undefined)
      throw refused(
        row,
        "time_h",
        `every time once in a region, and line ${before} has it; give their mean`,
      );
    lineOfTime.set(timeH, row.line);
    return timeH;
  });
  return {
    region,
    where: `${fileName}, ${linesOf(rows)}`,
    timesH,
    activityMBq: rows.map((row) => csvNumber(table, row, "activity_MBq")),
    sigmaMBq: sigmasOf(table, rows, refused),
  };
}

/** Undefined where there is no such column, or none of the region's cells is filled. */
function sigmasOf(
  table: CsvTable,
  rows: readonly CsvRow[],
  refused: (row: CsvRow, field: string, expected: string) => InputError,
): number[] | undefined {
  if (!table.columns.includes("sigma")) return undefined;
  const empty = rows.filter((row) => csvText(table, row, "sigma") === "");
  if (empty.length === rows.length) return undefined;
  if (empty.length > 0)
    throw refused(empty[0]!, "sigma", "a number, as in other rows of the region, or none in all");
  return rows.map((row) => {
    const sigma = csvNumber(table, row, "sigma");
    if (!(sigma > 0)) throw refused(row, "sigma", "MBq above 0");
    return sigma;
  });
}

function linesOf(rows: readonly CsvRow[]): string {
  const [first, last] = [rows[0]!.line, rows.at(-1)!.line];
  return first === last ? `line ${first}` : `lines ${first} to ${last}`;
}
