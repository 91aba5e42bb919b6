import { InputError } from "../inputError";
import { nuclide } from "../physics/nuclides";
import { HOUR_S, MM3_TO_ML } from "../physics/units";
import { voxelVolumeMm3 } from "../volume/grid";
import { type Volume, volume } from "../volume/volume";
import type { Case, CaseScan } from "./caseSchema";

/** Whether only the proportions of an image are to be believed. */
export const isRelative = ({ image }: Pick<CaseScan, "image">): boolean =>
  "dicom" in image ? image.relative === true : image.unit === "relative";

/**
 * An image of which only the proportions count, scaled so that all that was administered is in it: microspheres and 99mTc-MAA stay where they are caught.
 * Values below zero, which reconstructions leave, are taken as they are.
 *
 * @throws InputError where the image sums to nothing.
 */
export function holdingAll(
  { grid, values }: Volume<"activityBqPerMl">,
  { id, nuclide: name }: Pick<CaseScan, "id" | "nuclide">,
  { activityMBq }: Case["administration"],
  hours: number,
): { volume: Volume<"activityBqPerMl">; note: string } {
  const sum = values.reduce((total, value) => total + value, 0);
  if (!(sum > 0))
    throw new InputError(
      `scan ${id}: expected an image that holds activity, its values sum to ${sum}`,
    );
  const leftBq = 1e6 * activityMBq * 2 ** ((-hours * HOUR_S) / nuclide(name).halfLifeS);
  const scale = leftBq / (sum * voxelVolumeMm3(grid) * MM3_TO_ML);
  return {
    volume: volume(
      "activityBqPerMl",
      grid,
      values.map((value) => value * scale),
    ),
    note: `scan ${id}: only its proportions are used; all ${activityMBq} MBq are taken to be in the image, and what lies outside it is not seen.`,
  };
}
