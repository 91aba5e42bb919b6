import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { version } from "../../package.json";
import { type Command, EXIT, readArgs } from "./command";
import { openNodeGpu } from "./nodeGpu";
import { referenceAt, type ValidationSection } from "./validate/context";
import { convolutionSection } from "./validate/convolutionRows";
import { decaySection } from "./validate/decayRows";
import { doseSection } from "./validate/doseRows";
import { imageSection } from "./validate/imageRows";
import { kineticsSection } from "./validate/kineticsRows";
import { planningSection } from "./validate/planningRows";
import { pointKernelSection } from "./validate/pointKernelRows";
import { registrationSection } from "./validate/registrationRows";
import type { ValidationRow } from "./validate/row";
import { sampleSection } from "./validate/sampleRows";
import { sphereSection } from "./validate/sphereRows";
import { voxelKernelSection } from "./validate/voxelKernelRows";

/** Chapters of docs/validation.md, in its order. */
const SECTIONS: readonly ValidationSection[] = [
  imageSection,
  decaySection,
  pointKernelSection,
  voxelKernelSection,
  convolutionSection,
  sphereSection,
  doseSection,
  registrationSection,
  kineticsSection,
  planningSection,
  sampleSection,
];

export const validateCommand: Command = {
  name: "validate",
  summary: "checks the program against published and real data, and writes docs/validation.md",
  help: `gyre validate [--reference <folder>] [--out docs/validation.md] [--only <title>]

--reference  the folder of reference data (GYRE_REFERENCE, else ../shared/reference); sections whose data are not there are left out and named
--only       sections whose title contains this word; --out is then not written
Exit code 3 when a row misses its limit.`,
  run: async (args, io, work) => {
    const { values } = readArgs("validate", args, {
      reference: { type: "string" },
      out: { type: "string", default: "docs/validation.md" },
      only: { type: "string" },
    });
    const folder = resolve(values.reference ?? process.env.GYRE_REFERENCE ?? "../shared/reference");
    if (!existsSync(folder))
      io.stderr(`No reference data at ${folder}: sections that need them are left out.\n`);
    const reference = referenceAt(folder);
    const gpu = await openNodeGpu();
    const chapters: Chapter[] = [];
    try {
      const wanted = values.only?.toLowerCase() ?? "";
      for (const section of SECTIONS.filter(({ title }) => title.toLowerCase().includes(wanted))) {
        const missing = section.needs.filter((name) => !reference.has(name));
        if (missing.length > 0)
          io.stderr(`${section.title}: left out, needs ${missing.join(", ")}\n`);
        const rows = missing.length > 0 ? [] : await section.rows({ gpu, reference, work });
        chapters.push({ section, rows, missing });
        io.stdout(`${section.title}\n${rows.map(lineOf).join("\n")}\n`);
      }
      if (values.only === undefined)
        await io.writeFile(values.out, report(chapters, gpu.adapterName));
    } finally {
      gpu.destroy();
    }
    io.stdout(`${summaryOf(chapters)}\n`);
    return rowsOf(chapters).every(({ passed }) => passed) ? EXIT.ok : EXIT.failed;
  },
};

interface Chapter {
  readonly section: ValidationSection;
  readonly rows: readonly ValidationRow[];
  readonly missing: readonly string[];
}

const rowsOf = (chapters: readonly Chapter[]) => chapters.flatMap(({ rows }) => rows);
const informs = ({ limitPercent }: ValidationRow) => !Number.isFinite(limitPercent);

/** How many rows keep their limits, and what was not looked at. */
function summaryOf(chapters: readonly Chapter[]): string {
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

function report(chapters: readonly Chapter[], adapter: string): string {
  const driver = process.env.GYRE_DRIVER;
  return [
    "# Validation",
    "",
    `Written by \`npm run validate\` of Gyre ${version}; do not edit. Adapter: ${adapter}${driver ? ` (${driver})` : ""}, Node ${process.version}.`,
    "Research and teaching; not a medical device.",
    "",
    `**${summaryOf(chapters)}**`,
    "",
    ...chapters.flatMap(chapter),
  ].join("\n");
}

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

const lineOf = (row: ValidationRow) => {
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
