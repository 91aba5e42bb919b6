import { csvNumber, readCsv } from "../formats/csv";
import { InputError } from "../inputError";

/** Readings of one series over time, not decay-corrected. */
export interface SampleSeries {
  readonly timesH: readonly number[];
  /** Blood: MBq/mL. Whole body: MBq. */
  readonly values: readonly number[];
}

/**
 * Blood samples from a table with the columns time_h and activity_kBq_per_mL, as measured (decay not taken out), in MBq/mL.
 *
 * @throws InputError naming file, line and column.
 */
export const readBloodSamples = (text: string, fileName: string): SampleSeries =>
  seriesOf(text, fileName, "activity_kBq_per_mL", 1e-3);

/**
 * Whole-body readings of a probe from a table with the columns time_h and counts_per_s (geometric mean of front and back, less background). The first reading,
 * before any excretion, is set to the administered activity decayed to its time.
 */
export function readProbe(
  text: string,
  fileName: string,
  administeredMBq: number,
  halfLifeH: number,
): SampleSeries {
  const { timesH, values } = seriesOf(text, fileName, "counts_per_s", 1);
  const perRate = (administeredMBq * 2 ** (-timesH[0]! / halfLifeH)) / values[0]!;
  return { timesH, values: values.map((rate) => rate * perRate) };
}

function seriesOf(text: string, fileName: string, column: string, factor: number): SampleSeries {
  const table = readCsv(text, fileName);
  const rows = table.rows
    .map((row) => ({
      line: row.line,
      time: csvNumber(table, row, "time_h"),
      value: csvNumber(table, row, column) * factor,
    }))
    .sort((a, b) => a.time - b.time);
  if (rows.length < 2)
    throw new InputError(`${fileName}: ${rows.length} readings; expected two at least`);
  for (const [i, { line, time, value }] of rows.entries()) {
    if (!(time >= 0 && value > 0))
      throw new InputError(
        `${fileName}:${line}: expected a time of 0 or more and a value above 0, got ${time} h and ${value / factor}`,
      );
    if (i > 0 && rows[i - 1]!.time === time)
      throw new InputError(`${fileName}:${line}: two readings at ${time} h`);
  }
  return { timesH: rows.map(({ time }) => time), values: rows.map(({ value }) => value) };
}
