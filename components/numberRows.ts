import { InputError } from "../src/inputError";

/**
 * Rows of numbers as they are typed, one row a line, numbers apart by commas, semicolons, tabs or blanks; empty lines are left out.
 *
 * @throws InputError naming what it is and the line that has not `columns` numbers.
 */
export function numberRows(text: string, what: string, columns: number): number[][] {
  const lines = text.split("\n").map((line) => line.trim());
  return lines.flatMap((line, n) => {
    if (line === "") return [];
    const numbers = line.split(/[\s,;]+/).map(Number);
    if (numbers.length === columns && numbers.every(Number.isFinite)) return [numbers];
    throw new InputError(
      `${what}, line ${n + 1}: expected ${columns} numbers (12.5, 0.8), received "${line}"`,
    );
  });
}
