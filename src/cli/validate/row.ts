/** One line of docs/validation.md: something known from outside, and what Gyre makes of it. */
export interface ValidationRow {
  readonly what: string;
  /** Where the expected number comes from. */
  readonly source: string;
  readonly unit: string;
  readonly expected: number;
  readonly ours: number;
  /** Of `expected`; or, where that is 0, the difference itself. */
  readonly errorPercent: number;
  /** In the unit of `errorPercent`; infinite for a row that only informs. */
  readonly limitPercent: number;
  readonly passed: boolean;
}

/** A row from its numbers: passed when |ours − expected| stays within `limitPercent` of |expected|. */
export function validationRow(
  row: Pick<ValidationRow, "what" | "source" | "unit" | "expected" | "ours" | "limitPercent">,
): ValidationRow {
  const difference = row.ours - row.expected;
  const errorPercent =
    row.expected === 0 ? difference : (100 * difference) / Math.abs(row.expected);
  return { ...row, errorPercent, passed: Math.abs(errorPercent) <= row.limitPercent };
}

/** The same from figures in a line, as tables of them are written. */
export const figureRow = (
  what: string,
  source: string,
  unit: string,
  expected: number,
  ours: number,
  limitPercent: number,
): ValidationRow => validationRow({ what, source, unit, expected, ours, limitPercent });

/** A row for a figure that must not exceed a bound: an error left over, a difference that should be nothing. */
export const atMost = (
  what: string,
  source: string,
  unit: string,
  ours: number,
  most: number,
): ValidationRow => ({
  what,
  source,
  unit,
  expected: 0,
  ours,
  errorPercent: ours,
  limitPercent: most,
  passed: ours <= most,
});

/** A row that no limit applies to: shown because a reader should know the figure. */
export const information = (
  what: string,
  source: string,
  unit: string,
  ours: number,
  expected = 0,
): ValidationRow =>
  validationRow({ what, source, unit, expected, ours, limitPercent: Number.POSITIVE_INFINITY });

/** A percentage within so many percentage points. */
export const percentagePoints = (
  what: string,
  source: string,
  expected: number,
  ours: number,
  within: number,
) =>
  validationRow({
    what,
    source,
    unit: "%",
    expected,
    ours,
    limitPercent: expected === 0 ? within : (100 * within) / Math.abs(expected),
  });
