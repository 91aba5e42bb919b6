import { csvNumber, csvText, readCsv } from "../formats/csv";
import { InputError } from "../inputError";
import type { PatientReading } from "../planning/patientData";

/** Readings of one series as a table tells them. */
export interface ReadTable<Unit extends string> {
  readonly unit: Unit;
  /** In order of time. */
  readonly readings: readonly PatientReading[];
}

/**
 * Readings of blood, whole body or thyroid from a table with the columns time_h, value and unit; the unit is the same in every row.
 *
 * @throws InputError naming file, line and column.
 */
export function readPatientReadings<const Unit extends string>(
  text: string,
  fileName: string,
  units: readonly Unit[],
): ReadTable<Unit> {
  const table = readCsv(text, fileName);
  if (table.rows.length < 2)
    throw new InputError(
      `${fileName}: expected two readings at least, received ${table.rows.length}`,
    );
  const rows = table.rows.map((row) => {
    const place = (column: string) => `${fileName}:${row.line}:${column}`;
    const [timeH, value] = [csvNumber(table, row, "time_h"), csvNumber(table, row, "value")];
    const given = csvText(table, row, "unit");
    const unit = units.find((known) => known === given);
    if (unit === undefined)
      throw new InputError(`${place("unit")}: expected ${units.join(" or ")}, received "${given}"`);
    if (timeH < 0)
      throw new InputError(`${place("time_h")}: expected 0 h or more, received ${timeH}`);
    if (value <= 0)
      throw new InputError(`${place("value")}: expected more than 0 ${unit}, received ${value}`);
    return { timeH, value, unit, place };
  });
  const { unit } = rows[0]!;
  for (const row of rows)
    if (row.unit !== unit)
      throw new InputError(
        `${row.place("unit")}: expected ${unit} as in the rows before, received ${row.unit}`,
      );
  const sorted = [...rows].sort((a, b) => a.timeH - b.timeH);
  sorted.forEach(({ timeH, place }, i) => {
    if (sorted[i - 1]?.timeH === timeH)
      throw new InputError(`${place("time_h")}: expected one reading at ${timeH} h, received two`);
  });
  return { unit, readings: sorted.map(({ timeH, value }) => ({ timeH, value })) };
}

/** Readings as such a table. */
export const patientReadingsCsv = ({ unit, readings }: ReadTable<string>): string =>
  `${["time_h,value,unit", ...readings.map(({ timeH, value }) => `${timeH},${value},${unit}`)].join("\n")}\n`;
