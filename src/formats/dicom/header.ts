import { InputError } from "../../inputError";
import type { DicomItem } from "./dicomFile";
import { attributeName } from "./tags";
import { text } from "./values";

/** What a file is and what it belongs to. */
export interface DicomHeader {
  readonly file: string;
  readonly item: DicomItem;
  readonly kind: ObjectKind;
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly studyUid: string;
  readonly seriesUid: string;
  readonly seriesDescription: string;
  readonly patientId: string;
  readonly patientName: string;
  readonly frameOfReferenceUid: string | undefined;
}

/** The objects this program reads; everything else is `other`. */
export type ObjectKind = "CT" | "PT" | "NM" | "RTSTRUCT" | "RTDOSE" | "SEG" | "other";

/** A file of which only the header is in memory so far. */
export interface DicomSource {
  readonly header: DicomHeader;
  readonly read: () => Promise<Uint8Array>;
}

const STORAGE = "1.2.840.10008.5.1.4.1.1.";

const KINDS: Readonly<Record<string, ObjectKind>> = {
  [`${STORAGE}2`]: "CT",
  [`${STORAGE}128`]: "PT",
  [`${STORAGE}20`]: "NM",
  [`${STORAGE}481.3`]: "RTSTRUCT",
  [`${STORAGE}481.2`]: "RTDOSE",
  [`${STORAGE}66.4`]: "SEG",
};

/** What the unread objects are called in messages. */
const NAMES: Readonly<Record<string, string>> = {
  [`${STORAGE}2.1`]: "enhanced (multi-frame) CT",
  [`${STORAGE}2.2`]: "legacy converted enhanced CT",
  [`${STORAGE}128.1`]: "legacy converted enhanced PET",
  [`${STORAGE}130`]: "enhanced (multi-frame) PET",
  [`${STORAGE}4`]: "MR image",
  [`${STORAGE}4.4`]: "legacy converted enhanced MR",
  [`${STORAGE}7`]: "secondary capture (a screen shot)",
  [`${STORAGE}30`]: "parametric map",
  [`${STORAGE}66.1`]: "spatial registration",
  [`${STORAGE}66.3`]: "deformable registration",
  [`${STORAGE}66.7`]: "label map segmentation",
  [`${STORAGE}481.5`]: "radiotherapy plan",
  "1.2.840.10008.1.3.10": "directory of a DICOM medium",
};

/** Missing identifiers read as empty text: files are told apart by what they do say. */
export function dicomHeader(item: DicomItem): DicomHeader {
  const sopClassUid = text(item, "SOPClassUID") ?? "";
  return {
    file: item.file,
    item,
    kind: KINDS[sopClassUid] ?? "other",
    sopClassUid,
    sopInstanceUid: text(item, "SOPInstanceUID") ?? "",
    studyUid: text(item, "StudyInstanceUID") ?? "",
    seriesUid: text(item, "SeriesInstanceUID") ?? "",
    seriesDescription: text(item, "SeriesDescription") ?? "",
    patientId: text(item, "PatientID") ?? "",
    patientName: text(item, "PatientName") ?? "",
    frameOfReferenceUid: text(item, "FrameOfReferenceUID"),
  };
}

/** @throws InputError when slices that are to make one volume belong to different patients. */
export function refuseMixedPatients(sources: readonly DicomSource[]): void {
  const [first] = sources;
  const other = sources.find(({ header }) => header.patientId !== first?.header.patientId);
  if (first && other)
    throw new InputError(
      `${other.header.file}: ${attributeName("PatientID")} is "${other.header.patientId}", but "${first.header.patientId}" in ${first.header.file} of the same series`,
    );
}

/** "parametric map", or the UID of a class this program has no name for. */
export const objectName = ({ sopClassUid }: DicomHeader): string =>
  NAMES[sopClassUid] ??
  (sopClassUid === "" ? "object without SOPClassUID" : `object of class ${sopClassUid}`);
