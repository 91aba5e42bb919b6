import { readNifti } from "../../formats/nifti/read";
import { type Grid, type Triple, toPatientMm } from "../../volume/grid";
import { type Quantity, type Volume, volume } from "../../volume/volume";
import type { Reference } from "./context";

/** A brain template to be moved by known motions. */
export function brain(reference: Reference): Volume<Quantity> {
  const name = "oasis_mni.nii.gz";
  const { grid, values } = readNifti(reference.read("registration-brain", name), name);
  return volume<Quantity>("image", grid, values);
}

/** Points on a lattice through the middle of the image, where the head is. */
export function headPoints(grid: Grid, perAxis: 1 | 2): Triple[] {
  const steps =
    perAxis === 1 ? [0.3, 0.5, 0.7] : [0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75];
  return steps.flatMap((x) =>
    steps.flatMap((y) =>
      steps.map((z) => toPatientMm(grid, [x * grid.size[0], y * grid.size[1], z * grid.size[2]])),
    ),
  );
}

/** As the registrations take it: nothing outside. */
export const image = (of: Volume<Quantity>) => ({ volume: of, outside: 0 });

/** Of two points, mm. */
export const distance = (a: Triple, b: Triple) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
