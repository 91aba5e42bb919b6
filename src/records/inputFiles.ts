import { looksLikeDicom, parseDicomFile, parseDicomHeader } from "../formats/dicom/dicomFile";
import {
  type DicomHeader,
  type DicomSource,
  dicomHeader,
  objectName,
} from "../formats/dicom/header";
import { isNiftiName } from "../formats/nifti/read";
import { InputError } from "../inputError";
import type { Work } from "../work";

/** A file that was given, by its path below what was given; nothing of it is in memory yet. */
export interface InputFile {
  readonly path: string;
  readonly readHead: (bytes: number) => Promise<Uint8Array>;
  readonly read: () => Promise<Uint8Array>;
}

/** A heap of files, told apart by their content. */
export interface SortedFiles {
  readonly dicom: readonly DicomSource[];
  readonly nifti: readonly InputFile[];
  /** Files that hold nothing for this program, and why. */
  readonly ignored: readonly IgnoredFile[];
}

export interface IgnoredFile {
  readonly path: string;
  readonly reason: string;
}

const HEAD_BYTES = 65536; // the header of nearly every slice

/** Sorts files by reading their first 64 kB; copies of one slice are ignored: they would pass for a second time point. */
export async function sortFiles(files: readonly InputFile[], work: Work): Promise<SortedFiles> {
  const dicom = new Map<string, DicomSource>();
  const nifti: InputFile[] = [];
  const ignored: IgnoredFile[] = [];
  for (const [i, file] of files.entries()) {
    work.signal.throwIfAborted();
    work.report("Reading headers", i / files.length);
    if (isNiftiName(file.path)) {
      nifti.push(file);
      continue;
    }
    const found = await dicomOrReason(file);
    if (typeof found === "string") {
      ignored.push({ path: file.path, reason: found });
      continue;
    }
    const isSlice = found.kind === "CT" || found.kind === "PT" || found.kind === "NM";
    const key = isSlice && found.sopInstanceUid !== "" ? found.sopInstanceUid : file.path;
    const earlier = dicom.get(key);
    if (earlier) ignored.push({ path: file.path, reason: `copy of ${earlier.header.file}` });
    else dicom.set(key, { header: found, read: file.read });
  }
  return { dicom: [...dicom.values()], nifti, ignored };
}

async function dicomOrReason(file: InputFile): Promise<DicomHeader | string> {
  const head = await file.readHead(HEAD_BYTES);
  if (!looksLikeDicom(head)) return "neither DICOM nor NIfTI";
  try {
    const item = parseDicomHeader(head, file.path) ?? parseDicomFile(await file.read(), file.path);
    const header = dicomHeader(item);
    return header.kind === "other" ? `${objectName(header)} is not read` : header;
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}
