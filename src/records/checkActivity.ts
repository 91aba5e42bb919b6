import { InputError } from "../inputError";
import { nuclide } from "../physics/nuclides";
import { HOUR_S, MBQ_TO_BQ, MM3_TO_ML } from "../physics/units";
import { voxelVolumeMm3 } from "../volume/grid";
import type { Administration, EmissionScan } from "../volume/study";

/** Counting errors, dead time and calibration reach 20 %; more activity than that was never in the patient. */
const MAX_SHARE = 1.2;
/** Below this share of what can be left, a unit of kBq or MBq taken for Bq is likelier than clearance. */
const MIN_SHARE = 0.002;
/** What decay alone leaves after ten half-lives. */
const FADED_SHARE = 0.001;
/** Filters leave a little below zero; more of it is an offset or a wrong slope. */
const MAX_NEGATIVE_SHARE = 0.01;

/** Activity in the whole volume, MBq. */
export const totalActivityMBq = ({ grid, values }: EmissionScan["activity"]): number =>
  (values.reduce((sum, bqPerMl) => sum + bqPerMl, 0) * voxelVolumeMm3(grid) * MM3_TO_ML) /
  MBQ_TO_BQ;

/**
 * Holds the activity of a scan against what was given, decayed to the time of the scan, and returns what a reader must know.
 *
 * @throws InputError when voxels are no number, when there is no activity, or more than was left of what was given.
 */
export function checkActivity(scan: EmissionScan, given: Administration): string[] {
  const { values } = scan.activity;
  let [negative, positive, count, broken] = [0, 0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) broken++;
    else if (value < 0) [negative, count] = [negative - value, count + 1];
    else positive += value;
  }
  if (broken > 0)
    throw new InputError(`scan ${scan.id}: ${broken} voxels are not a number or infinite`);
  const totalMBq = totalActivityMBq(scan.activity);
  if (!(totalMBq > 0))
    throw new InputError(
      `scan ${scan.id}: holds ${totalMBq.toPrecision(3)} MBq; expected activity`,
    );
  const hours = scan.hoursAfterAdministration;
  const halfLifeH = nuclide(given.nuclide).halfLifeS / HOUR_S;
  const leftMBq = given.activityMBq * 2 ** (-hours / halfLifeH);
  const share = totalMBq / leftMBq;
  const finding = `scan ${scan.id}: holds ${totalMBq.toPrecision(4)} MBq at ${hours} h, where decay alone leaves ${leftMBq.toPrecision(4)} MBq of what was given`;
  if (share > MAX_SHARE)
    throw new InputError(
      `${finding}; check the unit, the decay correction and the time of the scan`,
    );
  const warnings = [];
  if (share > 1) warnings.push(`${finding}.`);
  if (leftMBq < FADED_SHARE * given.activityMBq)
    warnings.push(
      `${finding}: ${(hours / halfLifeH).toFixed(1)} half-lives after the administration a scan shows noise and background; leave it out.`,
    );
  if (share < MIN_SHARE) warnings.push(`${finding}: check the unit of the values.`);
  if (negative > MAX_NEGATIVE_SHARE * positive)
    warnings.push(
      `scan ${scan.id}: ${count} voxels are below zero, together ${((100 * negative) / positive).toFixed(1)} % of the activity.`,
    );
  return warnings;
}
