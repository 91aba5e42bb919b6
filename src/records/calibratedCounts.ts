import { InputError } from "../inputError";
import type { Nuclide } from "../physics/nuclide";
import { HOUR_S, MM3_TO_ML } from "../physics/units";
import { activityOfCounts, type CountScan } from "../quantification/calibration";
import type { CameraSetting } from "../quantification/camera";
import { deadTimeFactor } from "../quantification/deadTime";
import { voxelVolumeMm3 } from "../volume/grid";
import { type Volume, volume } from "../volume/volume";

/** How long a scan took, and the rate of the whole detector where dead time is to be undone. */
interface Acquisition {
  readonly durationS: number;
  readonly observedPerS?: number;
  /** Dead time is not undone, whatever the rate. */
  readonly deadTime?: "left";
}

/** The rate whose dead time is to be undone. */
const rateOf = ({ observedPerS, deadTime }: Acquisition): number | undefined =>
  deadTime === "left" ? undefined : observedPerS;

/** Counts of a whole scan as Bq/mL at its start. Throws InputError without a camera, or without its dead time where a rate is given. */
export function calibrated(
  counts: Volume<"counts">,
  acquisition: Acquisition,
  camera: CameraSetting | undefined,
  { halfLifeS }: Pick<Nuclide, "halfLifeS">,
  file: string,
) {
  const { factor, tauS, notes } = usable(acquisition, camera, file);
  const { durationS } = acquisition;
  const observedPerS = rateOf(acquisition);
  const scan: CountScan = {
    counts,
    durationS,
    ...(tauS !== undefined && observedPerS !== undefined
      ? { deadTime: { observedPerS, tauS } }
      : {}),
  };
  return { volume: activityOfCounts(scan, factor, halfLifeS / HOUR_S), notes };
}

/** The same for a series whose reader has already brought its counts to the start of the scan. */
export function calibratedSeries<
  T extends { readonly volume: Volume<"activityBqPerMl">; readonly notes: readonly string[] },
>(loaded: T, acquisition: Acquisition, camera: CameraSetting | undefined, file: string): T {
  const { factor, tauS, notes } = usable(acquisition, camera, file);
  const { durationS } = acquisition;
  const observedPerS = rateOf(acquisition);
  const { grid, values } = loaded.volume;
  const lost =
    tauS !== undefined && observedPerS !== undefined ? deadTimeFactor(observedPerS, tauS) : 1;
  const bqPerMl = (factor.bqPerCountPerS * lost) / (durationS * voxelVolumeMm3(grid) * MM3_TO_ML);
  return {
    ...loaded,
    volume: volume(
      "activityBqPerMl",
      grid,
      values.map((counts) => counts * bqPerMl),
    ),
    notes: [...loaded.notes, ...notes],
  };
}

function usable(acquisition: Acquisition, camera: CameraSetting | undefined, file: string) {
  const observedPerS = rateOf(acquisition);
  if (!camera)
    throw new InputError(`${file}: in counts; expected a camera in the case that calibrates them`);
  const { factor, deadTimeS, name } = camera;
  if (observedPerS !== undefined && deadTimeS === undefined)
    throw new InputError(`${file}: observedPerS needs a camera with a dead time; ${name} has none`);
  const notes =
    observedPerS === undefined && deadTimeS !== undefined
      ? [`${file}: the rate of the whole detector is not stated; dead time was not undone.`]
      : [];
  return { factor, tauS: deadTimeS, notes };
}
