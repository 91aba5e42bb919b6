import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { version } from "../../package.json";
import { type Command, EXIT, readArgs } from "./command";
import { openNodeGpu } from "./nodeGpu";
import { referenceAt, type ValidationSection } from "./validate/context";
import { convolutionSection } from "./validate/convolutionRows";
import { decaySection } from "./validate/decayRows";
import { planningSection } from "./validate/planningRows";
import { pointKernelSection } from "./validate/pointKernelRows";
import { registrationSection } from "./validate/registrationRows";
import type { ValidationRow } from "./validate/row";
import { sphereSection } from "./validate/sphereRows";
import { voxelKernelSection } from "./validate/voxelKernelRows";

/** Chapters of docs/validation.md, in its order. */
const SECTIONS: readonly ValidationSection[] = [
  decaySection,
  pointKernelSection,
  voxelKernelSection,
  convolutionSection,
  sphereSection,
  registrationSection,
  planningSection,
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
    const failed = chapters.flatMap(({ rows }) => rows).filter(({ passed }) => !passed).length;
    io.stdout(
      `${failed === 0 ? "All rows within their limits." : `${failed} rows beyond their limit.`}\n`,
    );
    return failed === 0 ? EXIT.ok : EXIT.failed;
  },
};

interface Chapter {
  readonly section: ValidationSection;
  readonly rows: readonly ValidationRow[];
  readonly missing: readonly string[];
}

function report(chapters: readonly Chapter[], adapter: string): string {
  const driver = process.env.GYRE_DRIVER;
  return [
    "# Validation",
    "",
    `Written by \`npm run validate\` of Gyre ${version}; do not edit. Adapter: ${adapter}${driver ? ` (${driver})` : ""}, Node ${process.version}.`,
    "Research and teaching; not a medical device.",
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
  const { expected, error, limit } = columns(row);
  return `| ${row.what} | ${row.source} | ${expected} | ${digits(row.ours)} ${row.unit} | ${error} | ${limit} | ${row.passed ? "ok" : "**beyond**"} |`;
}

const lineOf = (row: ValidationRow) => {
  const { expected, error, limit } = columns(row);
  return `  ${row.passed ? "ok    " : "BEYOND"} ${row.what}: ${digits(row.ours)} ${row.unit} (expected ${expected}, error ${error}, limit ${limit})`;
};

function columns({ expected, unit, errorPercent, limitPercent }: ValidationRow) {
  if (expected === 0)
    return { expected: "–", error: "–", limit: `at most ${digits(limitPercent)} ${unit}` };
  return {
    expected: `${digits(expected)} ${unit}`,
    error: `${errorPercent.toFixed(2)} %`,
    limit: `± ${digits(limitPercent)} %`,
  };
}

const digits = (x: number) => String(Number(x.toPrecision(4)));
