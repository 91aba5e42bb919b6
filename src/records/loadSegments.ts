import { parseDicomFile } from "../formats/dicom/dicomFile";
import { dicomHeader, objectName } from "../formats/dicom/header";
import { segmentation } from "../formats/dicom/segmentation";
import { InputError } from "../inputError";
import type { Structure } from "../volume/study";
import type { CaseStructureName } from "./caseSchema";
import type { LoadedStructures } from "./loadStructures";

/**
 * The named segments of a DICOM segmentation as structures on its grid, by segment number.
 *
 * @throws InputError when the file is no segmentation, or a named segment is absent or empty.
 */
export function loadSegments(
  bytes: Uint8Array,
  path: string,
  names: Readonly<Record<string, CaseStructureName>>,
): LoadedStructures {
  const item = parseDicomFile(bytes, path);
  const header = dicomHeader(item);
  if (header.kind !== "SEG")
    throw new InputError(
      `${path}: ${objectName(header)} holds no labels; expected NIfTI or a DICOM segmentation`,
    );
  const { segments, notes } = segmentation(item);
  const structures = Object.entries(names).map(([number, { id, name, role }]): Structure => {
    const segment = segments.find((candidate) => String(candidate.number) === number);
    if (!segment || segment.mask.occupancy.length === 0)
      throw new InputError(
        `${path}: segment ${number} (${name}) ${segment ? "is empty" : "is not in the file"}`,
      );
    return { id, name, role, mask: segment.mask, source: `${path}, segment ${number}` };
  });
  return { structures, notes };
}
