import { draftCase } from "../records/draftCase";
import type { InputFile } from "../records/inputFiles";
import { type InspectReport, inspectReport } from "../records/inspectReport";
import { takeInventory } from "../records/inventory";
import type { Work } from "../work";

/** What was found in dropped files, as plain data, and the beginning of a case made of it. */
export interface FoundStudy {
  readonly report: InspectReport;
  readonly draft: ReturnType<typeof draftCase>;
}

/** Takes stock of files of which nothing is known yet. */
export async function findStudy(files: ReadonlyMap<string, Blob>, work: Work): Promise<FoundStudy> {
  const inventory = await takeInventory([...files].map(inputFile), work);
  return { report: inspectReport(inventory), draft: draftCase(inventory, (path) => path) };
}

const inputFile = ([path, file]: readonly [string, Blob]): InputFile => ({
  path,
  read: () => bytesOf(file),
  readHead: (bytes) => bytesOf(file.slice(0, bytes)),
});

const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());
