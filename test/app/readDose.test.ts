import { expect, test } from "vitest";
import { readDose } from "../../src/app/readDose";
import { writeNifti } from "../../src/formats/nifti/write";
import { volume } from "../../src/volume/volume";
import { centredGrid } from "../support/shapes";

test("a quotient or a weighted dose in the description of a NIfTI file is not taken for Gy", () => {
  const dose = volume("doseGy", centredGrid([2, 2, 2], 1));
  const unitOf = (description: string) =>
    readDose(writeNifti(dose, { fileName: "d.nii.gz", description }), "d.nii.gz").unit;

  for (const text of ["Gy", "Gy, cycle 2", "Gy. Cycle 2", "Gy of cycle 2"])
    expect(unitOf(text), text).toBe("Gy");
  for (const text of ["Gy per GBq", "Gy per GBq. Cycle 2", "Gy/GBq", "Gy/GBq, cycle 2"])
    expect(unitOf(text), text).toBe("Gy per GBq");
  for (const text of ["Gy/MBq", "Gy per MBq", "Gy / GBq", "Gy(RBE)", "Gy (RBE)", "GyE", "Gy/h"])
    expect(unitOf(text), text).toBeUndefined();
});
