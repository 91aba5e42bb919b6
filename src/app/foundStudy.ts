import { InputError } from "../inputError";
import { draftCase } from "../records/draftCase";
import type { InputFile } from "../records/inputFiles";
import { type InspectReport, inspectReport } from "../records/inspectReport";
import { type Inventory, takeInventory } from "../records/inventory";
import type { Work } from "../work";

/** What was found in dropped files, as plain data, and the beginning of a case made of it. */
export interface FoundStudy {
  readonly report: InspectReport;
  readonly draft: ReturnType<typeof draftCase>;
}

/** Takes stock of files of which nothing is known yet. Throws InputError, with what is wrong with them, when they hold nothing for a plan. */
export async function findStudy(files: ReadonlyMap<string, Blob>, work: Work): Promise<FoundStudy> {
  const inventory = await takeInventory([...files].map(inputFile), work);
  const { scans, anatomies, structureSets, images } = inventory;
  if ([scans, anatomies, structureSets, images].every(({ length }) => length === 0))
    throw new InputError(nothingFound(inventory));
  return { report: inspectReport(inventory), draft: draftCase(inventory, (path) => path) };
}

/** At most three reasons: a folder of photographs has the same one a thousand times. */
function nothingFound({ problems, ignored }: Inventory): string {
  const reasons = [...problems, ...ignored.map(({ path, reason }) => `${path}: ${reason}.`)];
  const more = reasons.length - MOST_REASONS;
  return [
    "No scan and no structure was found in these files.",
    ...reasons.slice(0, MOST_REASONS),
    ...(more > 0 ? [`And ${more} more.`] : []),
  ].join(" ");
}

const MOST_REASONS = 3;

const inputFile = ([path, file]: readonly [string, Blob]): InputFile => ({
  path,
  read: () => bytesOf(file),
  readHead: (bytes) => bytesOf(file.slice(0, bytes)),
});

const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());
