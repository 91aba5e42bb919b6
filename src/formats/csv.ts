import { InputError } from "../inputError";
import { NOTICE } from "../notice";

/** A comma-separated table with one line of column names, as text. */
export interface CsvTable {
  readonly fileName: string;
  readonly columns: readonly string[];
  readonly rows: readonly CsvRow[];
}

export interface CsvRow {
  /** Line of the file on which the row begins, from 1. */
  readonly line: number;
  /** One text a column, trimmed. */
  readonly cells: readonly string[];
}

/**
 * Reads RFC 4180: commas, double quotes, any line ends; empty lines are left out, and lines that begin with # in front of the column names (below them
 * a # belongs to the data).
 *
 * @throws InputError naming file, line and column: a row with more or fewer cells than columns, an open quote, two columns of one name.
 */
export function readCsv(text: string, fileName: string): CsvTable {
  if (text.includes("\0"))
    throw new InputError(
      `${fileName}: expected text in UTF-8, got another encoding (UTF-16 as spreadsheets write "Unicode text"?)`,
    );
  const [head, ...rows] = rowsOf(withoutRemarks(text.replace(/^\uFEFF/, "")), fileName);
  if (!head) throw new InputError(`${fileName}: empty; expected a line of column names`);
  const columns = head.cells;
  if (columns.length === 1 && columns[0]!.includes(";"))
    throw new InputError(
      `${fileName}:${head.line}: columns are separated by semicolons; expected commas, and points in numbers`,
    );
  const twice = columns.find((name, i) => columns.indexOf(name) !== i);
  if (twice !== undefined)
    throw new InputError(`${fileName}:${head.line}: two columns are named "${twice}"`);
  for (const { line, cells } of rows)
    if (cells.length !== columns.length)
      throw new InputError(
        `${fileName}:${line}: ${cells.length} cells; expected ${columns.length} (${columns.join(", ")})`,
      );
  return { fileName, columns, rows };
}

/** Lines of a table, the column names first, as the text of a file; a line `# …` each for the notice and for `remarks` stands in front. */
export const csvFile = (lines: readonly string[], remarks: readonly string[] = []): string =>
  `${[...[NOTICE, ...remarks].map((remark) => `# ${remark}`), ...lines].join("\n")}\n`;

/** A text as a cell, by RFC 4180: with a comma, quote or line break it is quoted, quotes doubled. */
export const csvCell = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

/** The text of a cell. @throws InputError when the table has no such column. */
export function csvText({ fileName, columns }: CsvTable, row: CsvRow, column: string): string {
  const at = columns.indexOf(column);
  if (at < 0)
    throw new InputError(
      `${fileName}: the column "${column}" is missing; the columns are ${columns.join(", ")}`,
    );
  return row.cells[at]!;
}

/** The number in a cell, with a decimal point. @throws InputError naming file, line and column when it is empty or no number. */
export function csvNumber(table: CsvTable, row: CsvRow, column: string): number {
  const text = csvText(table, row, column);
  if (!NUMBER.test(text))
    throw new InputError(
      `${table.fileName}:${row.line}:${column}: expected a number, got "${text}"`,
    );
  return Number(text);
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Leading remarks emptied, so that the lines below keep their numbers; a spreadsheet may have put them in quotes. */
const withoutRemarks = (text: string) =>
  text.replace(/^(?:[ \t]*(?:"?#[^\r\n]*)?(?:\r\n?|\n|$))+/, (remarks) =>
    remarks.replace(/[^\r\n]/g, ""),
  );

function rowsOf(text: string, fileName: string): CsvRow[] {
  const rows: CsvRow[] = [];
  let [line, start] = [1, 1];
  let cells: string[] = [];
  let cell = "";
  let quoted = false;
  const endRow = () => {
    cells.push(cell.trim());
    if (cells.length > 1 || cells[0] !== "") rows.push({ line: start, cells });
    [cells, cell] = [[], ""];
  };
  const clean = text.replace(/\r\n?/g, "\n");
  for (let i = 0; i < clean.length; i++) {
    const letter = clean[i]!;
    if (letter === "\n") line++;
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (clean[i + 1] === '"') cell += clean[++i];
      else quoted = false;
    } else if (letter === '"' && cell.trim() === "") [quoted, cell] = [true, ""];
    else if (letter === ",") {
      cells.push(cell.trim());
      cell = "";
    } else if (letter === "\n") {
      endRow();
      start = line;
    } else cell += letter;
  }
  if (quoted) throw new InputError(`${fileName}:${start}: a quote is opened and never closed`);
  endRow();
  return rows;
}
