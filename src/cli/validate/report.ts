import { NOTICE } from "../../notice";
import type { ValidationSection } from "./context";
import type { ValidationRow } from "./row";

/** A section with its rows, or with what it lacked. */
export interface Chapter {
  readonly section: ValidationSection;
  readonly rows: readonly ValidationRow[];
  readonly missing: readonly string[];
}

export const rowsOf = (chapters: readonly Chapter[]) => chapters.flatMap(({ rows }) => rows);
const informs = ({ limitPercent }: ValidationRow) => !Number.isFinite(limitPercent);

/** One sentence: how many rows keep their limits, and what was not looked at. */
export function summaryOf(chapters: readonly Chapter[]): string {
  const tested = rowsOf(chapters).filter((row) => !informs(row));
  const within = tested.filter(({ passed }) => passed).length;
  const beyond = tested.length - within;
  const left = chapters.filter(({ missing }) => missing.length > 0);
  return [
    `${within} of ${tested.length} figures within their limits${beyond > 0 ? `, ${beyond} beyond` : ""}`,
    ...(left.length > 0
      ? [
          `left out for want of reference data: ${left.map(({ section }) => section.title).join(", ")}`,
        ]
      : []),
  ]
    .join("; ")
    .concat(".");
}

/** The text of docs/validation.md; `machine` says what made the numbers. */
export const report = (chapters: readonly Chapter[], machine: string): string =>
  [
    "# Validation",
    "",
    `Written by \`npm run validate\`; do not edit. ${machine}.`,
    NOTICE,
    "",
    `**${summaryOf(chapters)}**`,
    "",
    ...chapters.flatMap(chapter),
  ].join("\n");

function chapter({ section, rows, missing }: Chapter): string[] {
  const body =
    missing.length > 0
      ? [`Left out in this run: the reference data ${missing.join(", ")} were not there.`]
      : [
          "| what | source | expected | Gyre | error | limit | |",
          "|---|---|---:|---:|---:|---:|---|",
          ...rows.map(markdown),
        ];
  return [`## ${section.title}`, "", section.about, "", ...body, ""];
}

function markdown(row: ValidationRow): string {
  const { expected, ours, error, limit } = columns(row);
  return `| ${row.what} | ${row.source} | ${expected} | ${ours} | ${error} | ${limit} | ${verdict(row, "", "ok", "**beyond**")} |`;
}

/** The row as a line of the terminal. */
export const lineOf = (row: ValidationRow) => {
  const { expected, ours, error, limit } = columns(row);
  return `  ${verdict(row, "      ", "ok    ", "BEYOND")} ${row.what}: ${ours} (expected ${expected}, error ${error}, limit ${limit})`;
};

const verdict = (row: ValidationRow, informing: string, ok: string, beyond: string) => {
  if (informs(row)) return informing;
  return row.passed ? ok : beyond;
};

function columns(row: ValidationRow) {
  const { expected, errorPercent, limitPercent } = row;
  const places = limitPercent < 0.05 && expected !== 0 ? 7 : 4;
  const quantity = (value: number) => `${digits(value, places)} ${row.unit}`.trim();
  const known = expected !== 0;
  const limit = known ? `± ${digits(limitPercent)} %` : `at most ${quantity(limitPercent)}`;
  return {
    expected: known ? quantity(expected) : "–",
    ours: quantity(row.ours),
    error: known ? `${digits(errorPercent, 2)} %` : "–",
    limit: informs(row) ? "–" : limit,
  };
}

const digits = (x: number, places = 4) =>
  Number.isSafeInteger(x) ? String(x) : String(Number(x.toPrecision(places)));
