import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { version } from "../../package.json";
import { InputError } from "../inputError";
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
import { quantificationSection } from "./validate/quantificationRows";
import { registrationSection } from "./validate/registrationRows";
import { type Chapter, lineOf, report, rowsOf, summaryOf } from "./validate/report";
import { sampleSection } from "./validate/sampleRows";
import { sphereSection } from "./validate/sphereRows";
import { surfaceSection } from "./validate/surfaceRows";
import { voxelKernelSection } from "./validate/voxelKernelRows";
import { voxelKineticsSection } from "./validate/voxelKineticsRows";

/** Chapters of docs/validation.md, in its order. */
const SECTIONS: readonly ValidationSection[] = [
  imageSection,
  decaySection,
  pointKernelSection,
  voxelKernelSection,
  convolutionSection,
  sphereSection,
  surfaceSection,
  doseSection,
  registrationSection,
  quantificationSection,
  kineticsSection,
  planningSection,
  sampleSection,
  voxelKineticsSection,
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
    const sections = sectionsOf(values.only ?? "");
    const folder = resolve(values.reference ?? process.env.GYRE_REFERENCE ?? "../shared/reference");
    if (!existsSync(folder))
      io.stderr(`No reference data at ${folder}: sections that need them are left out.\n`);
    const reference = referenceAt(folder);
    const gpu = await openNodeGpu();
    const chapters: Chapter[] = [];
    try {
      for (const section of sections) {
        const missing = section.needs.filter((name) => !reference.has(name));
        const start = performance.now();
        const rows = missing.length > 0 ? [] : await section.rows({ gpu, reference, work });
        const seconds = ((performance.now() - start) / 1000).toFixed(1);
        io.stderr(
          missing.length > 0
            ? `${section.title}: left out, needs ${missing.join(", ")}\n`
            : `${section.title}: ${seconds} s\n`,
        );
        chapters.push({ section, rows, missing });
        io.stdout(`${section.title}\n${rows.map(lineOf).join("\n")}\n`);
      }
      if (values.only === undefined)
        await io.writeFile(values.out, report(chapters, machine(gpu.adapterName)));
    } finally {
      gpu.destroy();
    }
    io.stdout(`${summaryOf(chapters)}\n`);
    return rowsOf(chapters).every(({ passed }) => passed) ? EXIT.ok : EXIT.failed;
  },
};

function sectionsOf(word: string): readonly ValidationSection[] {
  const wanted = word.toLowerCase();
  const sections = SECTIONS.filter(({ title }) => title.toLowerCase().includes(wanted));
  if (sections.length > 0) return sections;
  const titles = SECTIONS.map(({ title }) => title).join(", ");
  throw new InputError(`--only: expected a word of one of ${titles}; received "${word}"`);
}

/** What the numbers were made on. */
function machine(adapter: string): string {
  const driver = process.env.GYRE_DRIVER;
  return `Gyre ${version}, adapter ${adapter}${driver ? `, driver ${driver}` : ""}, Node ${process.version}`;
}
