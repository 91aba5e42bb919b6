import { writeNifti } from "../formats/nifti/write";
import type { Volume } from "../volume/volume";

/** An absorbed dose in Gy per GBq administered in one cycle as a NIfTI file, packed. */
export const doseFile = (dose: Volume<"doseGyPerGBq">): Uint8Array<ArrayBuffer> =>
  writeNifti(dose, {
    fileName: "dose.nii.gz",
    description: "Gy per GBq. Research and teaching; not a medical device",
  });
