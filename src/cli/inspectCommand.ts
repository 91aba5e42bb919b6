import { dirname, relative, resolve, sep } from "node:path";
import { InputError } from "../inputError";
import { draftCase } from "../records/draftCase";
import { type InspectReport, inspectReport } from "../records/inspectReport";
import { takeInventory } from "../records/inventory";
import { type Command, EXIT, readArgs } from "./command";
import { folderFiles } from "./folderFiles";
import type { Io } from "./io";
import { table } from "./table";

export const inspectCommand: Command = {
  name: "inspect",
  summary: "folders of DICOM and NIfTI → scans in order of time, structures, problems, questions",
  help: `gyre inspect <folder or file …> [--json] [--case <case.json>]

Says what the files hold and what stands in the way of a plan: emission scans in order of time with nuclide, units, decay
correction, hours after administration and activity; CTs; structures with voxels and mL; doses; problems; open questions.
--json  the same as JSON (docs/schemas/inspect.schema.json)
--case  writes the beginning of a case file, over none that is there. What no file says is asked in its openQuestions; settle and remove them.`,
  run: async (args, io, work) => {
    const { values, positionals } = readArgs("inspect", args, {
      json: { type: "boolean" },
      case: { type: "string" },
    });
    if (positionals.length === 0)
      throw new InputError("gyre inspect: no folder. See: gyre inspect --help");
    const inventory = await takeInventory(await folderFiles(positionals), work);
    const report = inspectReport(inventory);
    if (values.case !== undefined) {
      await refuseToReplace(values.case, io);
      const draft = draftCase(inventory, fromFolderOf(values.case));
      await io.writeFile(values.case, `${JSON.stringify(draft, null, 2)}\n`);
      io.stderr(`${values.case}: ${draft.openQuestions.length} open questions\n`);
    }
    io.stdout(values.json ? `${JSON.stringify(report)}\n` : `${inspectText(report)}\n`);
    return EXIT.ok;
  },
};

/** A case holds what a user settled by hand. */
async function refuseToReplace(casePath: string, io: Io): Promise<void> {
  const isThere = await io.readFile(casePath).then(
    () => true,
    () => false,
  );
  if (isThere)
    throw new InputError(
      `gyre inspect: --case expects the name of a new file, and ${casePath} is there already`,
    );
}

/** Paths as a case file in its folder names them, with / on every system. */
const fromFolderOf = (casePath: string) => (path: string) =>
  relative(dirname(resolve(casePath)), resolve(path))
    .split(sep)
    .join("/");

/** The report for a reader. */
export function inspectText(report: InspectReport): string {
  return [
    `Patient: ${report.patients.join(", ") || "none"}`,
    ...section("Scans", scanTable(report)),
    ...section("CT", anatomyTable(report)),
    ...section("Structures", structureTable(report)),
    ...section("Doses", doseTable(report)),
    ...section("Images without a meaning", report.images.map(({ file }) => `- ${file}`).join("\n")),
    ...section("Problems", report.problems.map((problem) => `- ${problem}`).join("\n")),
    ...section("Questions", report.questions.map(({ question }) => `- ${question}`).join("\n")),
    ...section("Ignored", ignoredText(report)),
  ].join("\n");
}

const section = (title: string, body: string): string[] =>
  body === "" ? [] : ["", title, body.trimEnd()];

const scanTable = ({ scans }: InspectReport): string =>
  scans.length === 0
    ? ""
    : table(
        [
          "scan",
          "modality",
          "nuclide",
          "units",
          "decay",
          "hours",
          "MBq",
          "voxels",
          "mm",
          "CT",
          "series",
        ],
        scans.map((scan) => [
          scan.id,
          scan.modality,
          scan.nuclide ?? "?",
          scan.units,
          scan.decayCorrection ?? "?",
          scan.hoursAfterAdministration?.toFixed(3) ?? "?",
          scan.totalMBqAtScan?.toPrecision(6) ?? "?",
          scan.size.join("×"),
          millimetres(scan.spacingMm),
          scan.anatomyId ?? "–",
          scan.label,
        ]),
      );

const anatomyTable = ({ anatomies }: InspectReport): string =>
  anatomies.length === 0
    ? ""
    : table(
        ["CT", "voxels", "mm", "series"],
        anatomies.map(({ id, size, spacingMm, label }) => [
          id,
          size.join("×"),
          millimetres(spacingMm),
          label,
        ]),
      );

function structureTable({ structureSets }: InspectReport): string {
  const rows = structureSets.flatMap(({ file, onId, structures }) =>
    structures.map(({ name, voxels, volumeMl }) => [
      name,
      voxels === null ? "?" : String(voxels),
      volumeMl === null ? "?" : volumeMl.toFixed(2),
      onId ?? "–",
      file,
    ]),
  );
  return rows.length === 0 ? "" : table(["structure", "voxels", "mL", "on", "file"], rows);
}

const doseTable = ({ doses }: InspectReport): string =>
  doses.length === 0
    ? ""
    : table(
        ["dose", "type", "of", "maximum", "units"],
        doses.map(({ file, type, summation, maximum, units }) => [
          file,
          type,
          summation,
          maximum.toPrecision(4),
          units,
        ]),
      );

/** How many files for each reason; the names are in the JSON. */
function ignoredText({ ignored }: InspectReport): string {
  const counts = new Map<string, number>();
  for (const { reason } of ignored) {
    const kind = reason.startsWith("copy of") ? "copy of another file" : reason;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].map(([reason, count]) => `- ${count} × ${reason}`).join("\n");
}

const millimetres = (spacing: readonly number[]): string =>
  spacing.map((mm) => mm.toFixed(2)).join("×");
