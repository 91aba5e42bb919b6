import { InputError } from "../inputError";

/**
 * Rows as they are typed, one a line, cells apart by commas or semicolons (or, without any, by blanks); empty lines are left out.
 *
 * @throws InputError naming what it is and the line that has not as many cells as `names`.
 */
export function typedRows(text: string, what: string, names: readonly string[]): string[][] {
  return text.split("\n").flatMap((line, n) => {
    const trimmed = line.trim();
    if (trimmed === "") return [];
    const cells = (/[,;]/.test(trimmed) ? trimmed.split(/[,;]/) : trimmed.split(/\s+/)).map(
      (cell) => cell.trim(),
    );
    if (cells.length === names.length && cells.every((cell) => cell !== "")) return [cells];
    throw new InputError(
      `${what}, line ${n + 1}: expected ${names.join(", ")}, received "${trimmed}"`,
    );
  });
}

/** The same, all numbers. */
export const numberRows = (text: string, what: string, names: readonly string[]): number[][] =>
  typedRows(text, what, names).map((cells, n) =>
    cells.map((cell, c) => numberIn(cell, `${what}, row ${n + 1}, ${names[c]!}`)),
  );

/** @throws InputError naming what it is, for anything that is not a number. */
export function numberIn(text: string, what: string): number {
  const number = text.trim() === "" ? Number.NaN : Number(text);
  if (Number.isFinite(number)) return number;
  throw new InputError(`${what}: expected a number, received "${text}"`);
}
