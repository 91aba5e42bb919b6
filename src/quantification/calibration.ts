import { InputError } from "../inputError";
import { MBQ_TO_BQ, MM3_TO_ML } from "../physics/units";
import { voxelVolumeMm3 } from "../volume/grid";
import { type Mask, occupiedVoxels, volumeMl, weightedSum } from "../volume/mask";
import { sumOf } from "../volume/statistics";
import { type Volume, volume } from "../volume/volume";
import { deadTimeFactor } from "./deadTime";

/**
 * What counts are multiplied by to be an activity: Bq/mL per (count/s/mL), which is Bq per (count/s). One factor holds for one camera,
 * collimator, nuclide, energy window and reconstruction; its error is the same in all their scans and does not average out.
 */
export interface CalibrationFactor {
  readonly bqPerCountPerS: number;
  /** Relative, one standard deviation; undefined where nothing is known. */
  readonly relativeUncertainty: number | undefined;
  readonly method: "phantom" | "patientRelative" | "planar" | "typed";
  /** How it was found, for the report. */
  readonly note: string;
}

/** A scan in counts, and how long it took. */
export interface CountScan {
  readonly counts: Volume<"counts">;
  /** Time by which counts become a rate: that of the whole scan, the same way in the phantom and in the patient. */
  readonly durationS: number;
  /** Of all that the detector saw, and its dead time; without it nothing is corrected. */
  readonly deadTime?: { readonly observedPerS: number; readonly tauS: number };
}

/** A source whose activity was measured at another time than the scan's start. */
export interface AssayedSource {
  readonly activityMBq: number;
  /** One relative standard deviation of the activity meter. */
  readonly relativeUncertainty?: number;
  /** Hours from the assay to the start of the scan; negative when the source was measured afterwards. */
  readonly hoursToScan: number;
  readonly halfLifeH: number;
}

/** Activity at the start of the scan, MBq. */
export const activityAtScanMBq = ({ activityMBq, hoursToScan, halfLifeH }: AssayedSource): number =>
  activityMBq * 2 ** (-hoursToScan / halfLifeH);

/**
 * What turns a mean rate over a scan into the rate at its start: λd / (1 − e^(−λd)). All activities of the program hold for the start of the scan.
 */
export function startOverMean(durationS: number, halfLifeH: number): number {
  const decayed = (Math.LN2 * durationS) / 3600 / halfLifeH;
  return decayed > 0 ? decayed / -Math.expm1(-decayed) : 1;
}

/**
 * From a phantom: its activity over the counts in `region`, which must hold all of it (a margin for blur included), or, with `fillMl`, its
 * concentration over that of a region well inside, where blur leaves the mean alone.
 *
 * @throws InputError where the region shows no counts or lies outside the scan.
 */
export function factorFromPhantom(
  scan: CountScan,
  region: Mask,
  source: AssayedSource,
  fillMl?: number,
): CalibrationFactor {
  const counts = weightedSum(region, scan.counts.values);
  if (!(counts > 0))
    throw new InputError("calibration: the region of the phantom shows no counts in this scan");
  const activityBq = activityAtScanMBq(source) * MBQ_TO_BQ;
  const share = fillMl === undefined ? 1 : volumeMl(region) / fillMl;
  const ratePerS = rateOf(scan, counts, source.halfLifeH);
  return {
    bqPerCountPerS: (activityBq * share) / ratePerS,
    relativeUncertainty: Math.hypot(source.relativeUncertainty ?? 0, 1 / Math.sqrt(counts)),
    method: "phantom",
    note:
      fillMl === undefined
        ? `phantom of ${mbq(activityBq)} at the scan, all counts of a region of ${occupiedVoxels(region).toFixed(0)} voxels`
        : `phantom of ${mbq(activityBq)} in ${fillMl} mL at the scan, mean of ${volumeMl(region).toPrecision(3)} mL inside`,
  };
}

/**
 * Relative to the patient: the whole field of view holds what was administered, decayed, less what was `excretedShare` of it. For agents that
 * stay, imaged whole and before anything leaves: 99mTc-MAA, a first scan before voiding.
 */
export function factorFromPatient(
  scan: CountScan,
  source: AssayedSource,
  excretedShare = 0,
): CalibrationFactor {
  const counts = sumOf(scan.counts.values);
  if (!(counts > 0)) throw new InputError("calibration: the scan shows no counts");
  if (!(excretedShare >= 0 && excretedShare < 1))
    throw new InputError(
      `calibration: excreted share: expected 0 up to 1, received ${excretedShare}`,
    );
  const activityBq = activityAtScanMBq(source) * MBQ_TO_BQ * (1 - excretedShare);
  return {
    bqPerCountPerS: activityBq / rateOf(scan, counts, source.halfLifeH),
    relativeUncertainty: Math.hypot(source.relativeUncertainty ?? 0, 1 / Math.sqrt(counts)),
    method: "patientRelative",
    note: `whole field of view set to ${mbq(activityBq)}: administered, decayed${excretedShare > 0 ? `, less ${(100 * excretedShare).toFixed(1)} % excreted` : ""}; activity outside the field of view makes it too large`,
  };
}

/** From a planar sweep or still image of a source in air: its activity over the rate less background. */
export function factorFromPlanar(
  reading: {
    readonly counts: number;
    readonly backgroundCounts: number;
    readonly durationS: number;
  },
  source: AssayedSource,
): CalibrationFactor {
  const net = reading.counts - reading.backgroundCounts;
  if (!(net > 0 && reading.durationS > 0))
    throw new InputError(
      `calibration: expected counts above background and a duration, received ${reading.counts} less ${reading.backgroundCounts} in ${reading.durationS} s`,
    );
  const activityBq = activityAtScanMBq(source) * MBQ_TO_BQ;
  const ratePerS = (net / reading.durationS) * startOverMean(reading.durationS, source.halfLifeH);
  return {
    bqPerCountPerS: activityBq / ratePerS,
    relativeUncertainty: Math.hypot(
      source.relativeUncertainty ?? 0,
      Math.sqrt(reading.counts + reading.backgroundCounts) / net,
    ),
    method: "planar",
    note: `planar source of ${mbq(activityBq)} in air; a reconstruction that corrects attenuation and scatter may scale otherwise`,
  };
}

/** Counts as the activity at the start of the scan: rate per mL × factor × what dead time lost. */
export function activityOfCounts(
  scan: CountScan,
  { bqPerCountPerS }: CalibrationFactor,
  halfLifeH: number,
): Volume<"activityBqPerMl"> {
  const { grid, values } = scan.counts;
  const voxelMl = voxelVolumeMm3(grid) * MM3_TO_ML;
  const perCount = (bqPerCountPerS * rateOf(scan, 1, halfLifeH)) / voxelMl;
  return volume(
    "activityBqPerMl",
    grid,
    values.map((counts) => counts * perCount),
  );
}

/** Counts as counts/s at the start of the scan, dead time undone. */
function rateOf({ durationS, deadTime }: CountScan, counts: number, halfLifeH: number): number {
  if (!(durationS > 0))
    throw new InputError(
      `calibration: duration of the scan: expected seconds, received ${durationS}`,
    );
  const lost = deadTime ? deadTimeFactor(deadTime.observedPerS, deadTime.tauS) : 1;
  return (counts / durationS) * lost * startOverMean(durationS, halfLifeH);
}

const mbq = (bq: number) => `${(bq / MBQ_TO_BQ).toPrecision(4)} MBq`;
