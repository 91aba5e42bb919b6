import { InputError } from "../inputError";
import { nuclide } from "../physics/nuclides";
import { HOUR_S, MM3_TO_ML } from "../physics/units";
import { type Grid, voxelCount, voxelVolumeMm3 } from "../volume/grid";
import { forEachVoxel } from "../volume/mask";
import { resampleMask } from "../volume/resampleMask";
import type { Administration, EmissionScan, Structure } from "../volume/study";
import { volume } from "../volume/volume";
import type { CaseScan } from "./caseSchema";

/** Whether only the proportions of an image are to be believed. */
export const isRelative = ({ image }: Pick<CaseScan, "image">): boolean =>
  "dicom" in image ? image.relative === true : image.unit === "relative";

/**
 * A scan of which only the proportions count: scaled so that the organs and tumours drawn hold all that was administered, and empty outside them, where free
 * technetium, scatter and noise lie. Microspheres and 99mTc-MAA stay where they are caught. Without such a structure the whole image holds it.
 *
 * @throws InputError where nothing is left to scale.
 */
export function holdingAll(
  scan: EmissionScan,
  structures: readonly Structure[],
  { activityMBq }: Pick<Administration, "activityMBq">,
): { scan: EmissionScan; note: string } {
  const { id, activity, hoursAfterAdministration: hours } = scan;
  const { grid, values } = activity;
  const drawn = structures.filter(
    ({ role }) => role === "organ" || role === "tumour" || role === "territory",
  );
  const share = drawn.length > 0 ? sharesOf(drawn, grid) : values.map(() => 1);
  const all = values.reduce((total, value) => total + value, 0);
  // Regions weigh a voxel by the share they fill, so the image itself is not weighed.
  const inside = values.reduce((total, value, v) => total + value * share[v]!, 0);
  if (!(inside > 0))
    throw new InputError(
      `scan ${id}: expected activity in the structures drawn, their values sum to ${inside}`,
    );
  const leftBq = 1e6 * activityMBq * 2 ** ((-hours * HOUR_S) / nuclide(scan.nuclide).halfLifeS);
  const scale = leftBq / (inside * voxelVolumeMm3(grid) * MM3_TO_ML);
  const scaled = volume(
    "activityBqPerMl",
    grid,
    values.map((value, v) => (share[v]! > 0 ? value * scale : 0)),
  );
  const outside = (100 * (1 - inside / all)).toFixed(1);
  return {
    scan: { ...scan, activity: scaled },
    note: `scan ${id}: only its proportions are used. All ${activityMBq} MBq are taken to be in ${drawn.length > 0 ? `${drawn.map(({ name }) => name).join(", ")}; ${outside} % of the image lie outside and are left out` : "the image"}.`,
  };
}

/** Share of each voxel that structures fill, together. */
function sharesOf(structures: readonly Structure[], grid: Grid): Float32Array {
  const share = new Float32Array(voxelCount(grid));
  for (const { mask } of structures)
    forEachVoxel(resampleMask(mask, grid), (v, fraction) => {
      share[v] = Math.min(1, share[v]! + fraction);
    });
  return share;
}
