import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseDicomFile } from "../../formats/dicom/dicomFile";
import { type DicomSource, dicomHeader } from "../../formats/dicom/header";
import { folderFiles } from "../folderFiles";

/** Hands the DICOM files of a tar.xz archive to `use`, from a folder that is there no longer than it runs. */
export async function withDicomArchive<T>(
  archive: string,
  use: (sources: readonly DicomSource[]) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "gyre-"));
  try {
    execFileSync("tar", ["xJf", archive, "-C", folder]);
    const sources = [];
    for (const { path, read } of await folderFiles([folder]))
      sources.push({ header: dicomHeader(parseDicomFile(await read(), path)), read });
    return await use(sources);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
