import { parseDicomHeader } from "../formats/dicom/dicomFile";
import { dicomHeader, objectName } from "../formats/dicom/header";
import { nmTomography, readNmTomography } from "../formats/dicom/nmSeries";
import { readNifti } from "../formats/nifti/read";
import { InputError } from "../inputError";
import { type Volume, volume } from "../volume/volume";
import type { Work } from "../work";

/** A phantom scan in counts as its file has it. */
export interface PhantomScan {
  readonly counts: Volume<"counts">;
  /** True where the reader has brought the counts from the mean of the scan to its start. */
  readonly atStart: boolean;
}

/**
 * A reconstructed scan in counts from a NIfTI or a DICOM NM file; `nuclideName` is what was filled into the phantom.
 *
 * @throws InputError for projections, other objects, and files that are neither.
 */
export async function readPhantomScan(
  bytes: Uint8Array,
  fileName: string,
  nuclideName: string,
  work: Work,
): Promise<PhantomScan> {
  if (/\.nii(\.gz)?$/i.test(fileName)) {
    const { grid, values } = readNifti(bytes, fileName);
    return { counts: volume("counts", grid, values), atStart: false };
  }
  const item = parseDicomHeader(bytes, fileName);
  if (!item) throw new InputError(`${fileName}: expected a NIfTI file or a DICOM SPECT`);
  const header = dicomHeader(item);
  if (header.kind !== "NM")
    throw new InputError(
      `${fileName}: ${header.kind === "other" ? objectName(header) : header.kind}; expected a reconstructed SPECT (NM) in counts`,
    );
  const source = { header, read: async () => bytes };
  const tomography = nmTomography(source, { nuclide: nuclideName, bqPerMlPerUnit: 1 });
  const { grid, values } = await readNmTomography(tomography, work);
  return { counts: volume("counts", grid, values), atStart: true };
}
