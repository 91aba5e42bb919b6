import { type DataSet, parseDicom, readPart10Header } from "dicom-parser";
import { Inflate } from "fflate";
import { InputError } from "../../inputError";
import { TAGS } from "./tags";

/** One data set, the whole file or an item of a sequence, under the name of its file. */
export interface DicomItem {
  readonly file: string;
  readonly dataSet: DataSet;
  readonly transferSyntax: string;
  /** Values of SpecificCharacterSet that hold here. */
  readonly characterSets: readonly string[];
}

export const IMPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2";
export const EXPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2.1";
export const EXPLICIT_BIG_ENDIAN = "1.2.840.10008.1.2.2";
export const DEFLATED = "1.2.840.10008.1.2.1.99";

const MAX_INFLATED_BYTES = 2 ** 31; // more is no slice of a study but a decompression bomb

/** @throws InputError when the bytes are no whole DICOM file. */
export const parseDicomFile = (bytes: Uint8Array, file: string): DicomItem => parse(bytes, file);

/**
 * Everything before the pixel data, from the first bytes of a file; undefined when `head` does not reach the pixel
 * data: more must be read, or there is none and the whole file must be parsed.
 */
export function parseDicomHeader(head: Uint8Array, file: string): DicomItem | undefined {
  try {
    const item = parse(head, file, TAGS.PixelData);
    return item.dataSet.elements[TAGS.PixelData] ? item : undefined;
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** True for a Part 10 file, and for a bare data set as old programs wrote it (group 0002 or 0008 first). */
export const looksLikeDicom = (head: Uint8Array): boolean =>
  hasPreamble(head) || bareSyntax(head) !== undefined;

function parse(bytes: Uint8Array, file: string, untilTag?: string): DicomItem {
  const bare = hasPreamble(bytes) ? undefined : bareSyntax(bytes);
  if (!hasPreamble(bytes) && bare === undefined)
    throw new InputError(`${file}: not a DICOM file (no "DICM" at byte 128)`);
  try {
    const until = untilTag === undefined ? {} : { untilTag };
    const meta = bare === undefined ? fileHeader(bytes) : { transferSyntax: bare, length: 0 };
    const dataSet =
      bare === undefined && meta.transferSyntax !== DEFLATED
        ? parseDicom(bytes, until)
        : parseDicom(bare === undefined ? inflated(bytes.subarray(meta.length)) : bytes, {
            ...until,
            TransferSyntaxUID: bare ?? EXPLICIT_LITTLE_ENDIAN,
          });
    const characterSets = dataSet.string(TAGS.SpecificCharacterSet)?.split("\\") ?? [];
    return {
      file,
      dataSet,
      transferSyntax: meta.transferSyntax,
      characterSets: characterSets.map((term) => term.trim()),
    };
  } catch (thrown) {
    if (thrown instanceof InputError) throw thrown;
    throw new InputError(`${file}: damaged or incomplete DICOM file (${reasonOf(thrown)})`);
  }
}

/** Transfer syntax of a Part 10 file, and where its data set begins. */
function fileHeader(bytes: Uint8Array): { transferSyntax: string; length: number } {
  const header = readPart10Header(bytes) as DataSet & { position: number };
  return {
    transferSyntax: header.string(TAGS.TransferSyntaxUID) ?? "",
    length: header.position,
  };
}

/** dicom-parser throws strings, Errors and { exception, dataSet }. */
function reasonOf(thrown: unknown): string {
  const cause = (thrown as { exception?: unknown }).exception ?? thrown;
  return cause instanceof Error ? cause.message : String(cause);
}

const hasPreamble = (bytes: Uint8Array): boolean =>
  bytes.length > 132 && String.fromCharCode(...bytes.subarray(128, 132)) === "DICM";

/** Transfer syntax of a data set without file header, by whether letters stand where explicit VRs would. */
function bareSyntax(bytes: Uint8Array): string | undefined {
  if (bytes.length < 16 || bytes[0] !== 8 || bytes[1] !== 0 || bytes[3] !== 0) return undefined;
  const vr = String.fromCharCode(bytes[4]!, bytes[5]!);
  return /^[A-Z]{2}$/.test(vr) ? EXPLICIT_LITTLE_ENDIAN : IMPLICIT_LITTLE_ENDIAN;
}

/** The data set of a deflated file; its size is limited while it grows. */
function inflated(bytes: Uint8Array): Uint8Array {
  const chunks: Uint8Array[] = [];
  let total = 0;
  const inflate = new Inflate((chunk) => {
    total += chunk.length;
    if (total > MAX_INFLATED_BYTES)
      throw new Error("the deflated data set is larger than 2 GiB once inflated");
    chunks.push(chunk);
  });
  inflate.push(bytes, true);
  const plain = new Uint8Array(total);
  let at = 0;
  for (const chunk of chunks) {
    plain.set(chunk, at);
    at += chunk.length;
  }
  return plain;
}
