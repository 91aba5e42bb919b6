import { writeNifti } from "../formats/nifti/write";
import type { DisplacementTransform } from "../volume/transform";

/**
 * A field as three packed NIfTI files, mm along the patient's x, y and z (LPS), on the field's own grid. A point x of the reference lies in the scan at
 * T(x + u(x)), T the linear part that is saved as a transform.
 */
export const displacementFiles = (
  { grid, fieldMm }: DisplacementTransform,
  scanId: string,
): { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }[] =>
  (["x", "y", "z"] as const).map((axis, c) => {
    const name = `reference_to_${scanId}_displacement_${axis}.nii.gz`;
    const description = `displacement along LPS ${axis}, mm, before the linear part`;
    return {
      name,
      bytes: writeNifti({ grid, values: fieldMm[c]! }, { fileName: name, description }),
    };
  });
