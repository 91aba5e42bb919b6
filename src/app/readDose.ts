import { looksLikeDicom, parseDicomFile } from "../formats/dicom/dicomFile";
import { rtDose } from "../formats/dicom/rtDose";
import { readNifti } from "../formats/nifti/read";
import { InputError } from "../inputError";
import { type Volume, volume } from "../volume/volume";

/** What the values of a dose file are: of the whole cycle, or of one GBq. */
export type DoseUnit = "Gy" | "Gy per GBq";

/** A file of doses, as it lies in the patient. */
export interface DoseOfFile {
  readonly dose: Volume<"doseGy">;
  /** Undefined where the file does not say. */
  readonly unit: DoseUnit | undefined;
}

/**
 * A NIfTI or DICOM RT Dose file. NIfTI has no field for the unit; a description that begins with it, as Gyre writes it, says it.
 *
 * @throws InputError where it is neither, holds a negative or relative dose, or one weighted for biology.
 */
export function readDose(bytes: Uint8Array, fileName: string): DoseOfFile {
  const read = looksLikeDicom(bytes) ? dicomDose(bytes, fileName) : niftiDose(bytes, fileName);
  if (read.dose.values.some((gy) => !(gy >= 0)))
    throw new InputError(`${fileName}: expected doses, received values below 0 or no numbers`);
  return read;
}

function niftiDose(bytes: Uint8Array, fileName: string): DoseOfFile {
  const { grid, values, description } = readNifti(bytes, fileName);
  const unit = UNITS.find(({ begins }) => begins.test(description))?.unit;
  return { dose: volume("doseGy", grid, values), unit };
}

/** Of any other quotient, and of weighted dose, nothing is said here: Gy per MBq, Gy(RBE), GyE. */
const UNITS: readonly { readonly unit: DoseUnit; readonly begins: RegExp }[] = [
  { unit: "Gy per GBq", begins: /^Gy( per |\/)GBq\b/ },
  { unit: "Gy", begins: /^Gy(?=$|[.,;:]|\s+(?!per\b|\/|\())/ },
];

function dicomDose(bytes: Uint8Array, fileName: string): DoseOfFile {
  const { dose, type, units } = rtDose(parseDicomFile(bytes, fileName));
  if (dose.quantity !== "doseGy" || type !== "PHYSICAL")
    throw new InputError(
      `${fileName}: DoseUnits, DoseType: expected GY, PHYSICAL, received ${units}, ${type}`,
    );
  return { dose, unit: "Gy" };
}
