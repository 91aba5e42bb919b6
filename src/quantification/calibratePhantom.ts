import { InputError } from "../inputError";
import { voxelCount } from "../volume/grid";
import { type Mask, maskFromValues, volumeMl } from "../volume/mask";
import {
  type AssayedSource,
  activityAtScanMBq,
  activityOfCounts,
  type CalibrationFactor,
  type CountScan,
  factorFromPhantom,
} from "./calibration";
import { aroundOf, type FoundPhantom, findPhantom, insideOf } from "./findPhantom";
import { fitRecovery, type RecoveryCurve, type RecoveryReading } from "./recovery";
import { recoveryReadings } from "./recoveryPhantom";

/** Hot spheres of one concentration. */
export interface FilledSpheres {
  readonly volumesMl: readonly number[];
  /** Concentration over that of the background; undefined for cold water around them. */
  readonly overBackground: number | undefined;
}

/** A scan of a phantom, and what was filled into it. */
export interface PhantomQuestion {
  readonly scan: CountScan;
  /** All activity in the phantom, spheres and background together. */
  readonly source: AssayedSource;
  /** FWHM of the reconstruction: counts are looked for up to `REACH` of it beyond the phantom. */
  readonly resolutionMm: number;
  /** Volume of the filling without the spheres, mL; needed for spheres in a warm background, else a check. */
  readonly fillMl?: number;
  readonly spheres?: FilledSpheres;
}

export interface PhantomCalibration {
  readonly factor: CalibrationFactor;
  readonly spheres: readonly RecoveryReading[];
  readonly recovery: RecoveryCurve | undefined;
  /** What does not fit together, as sentences. */
  readonly findings: readonly string[];
}

const REACH = 2.5;
/** This far inside blur leaves the filling alone. */
const DEPTH = 1.5;
/** Difference between two ways to the factor, or to the volume, that a reader should hear of, %. */
const NOTABLE_PERCENT = 3;
const NOTABLE_VOLUME_PERCENT = 10;

/**
 * Factor, and the recovery of spheres, from one scan. The factor takes all counts that belong to the phantom: blur moves them and loses none. Its
 * concentration well inside, where the filled volume is known, is the check.
 *
 * @throws InputError where nothing is found, or the spheres do not stand out.
 */
export function calibratePhantom(question: PhantomQuestion): PhantomCalibration {
  const { scan, source, resolutionMm, fillMl, spheres } = question;
  const { counts } = scan;
  const inWater = spheres?.overBackground === undefined;
  const phantom = spheres && inWater ? undefined : findPhantom(counts);
  const region = phantom ? aroundOf(phantom, REACH * resolutionMm) : wholeOf(counts.grid);
  const factor = factorFromPhantom(scan, region, source);
  const findings =
    phantom && fillMl !== undefined && !spheres ? checked(question, phantom, fillMl, factor) : [];
  if (!spheres) return { factor, spheres: [], recovery: undefined, findings };
  const image = activityOfCounts(scan, factor, source.halfLifeH);
  const readings = recoveryReadings(image, filledLevels(question, spheres));
  return { factor, spheres: readings, recovery: fitRecovery(readings, "sphere"), findings };
}

/** Bq/mL in spheres and background at the scan, from the activity of both together. */
function filledLevels({ source, fillMl }: PhantomQuestion, spheres: FilledSpheres) {
  const { volumesMl, overBackground } = spheres;
  const activityBq = activityAtScanMBq(source) * 1e6;
  const spheresMl = volumesMl.reduce((sum, ml) => sum + ml, 0);
  if (overBackground === undefined)
    return { volumesMl, sphereLevel: activityBq / spheresMl, backgroundLevel: 0 };
  if (fillMl === undefined)
    throw new InputError(
      "calibration: spheres in a warm background need the volume of the background (mL)",
    );
  const backgroundLevel = activityBq / (fillMl + overBackground * spheresMl);
  return { volumesMl, sphereLevel: overBackground * backgroundLevel, backgroundLevel };
}

function checked(
  { scan, source, resolutionMm }: PhantomQuestion,
  phantom: FoundPhantom,
  fillMl: number,
  { bqPerCountPerS }: CalibrationFactor,
): string[] {
  const findings: string[] = [];
  const size = 100 * (phantom.volumeMl / fillMl - 1);
  if (Math.abs(size) > NOTABLE_VOLUME_PERCENT)
    findings.push(
      `The phantom in the scan has ${phantom.volumeMl.toFixed(0)} mL, ${size.toFixed(0)} % off the ${fillMl} mL filled in.`,
    );
  const inside = insideOf(phantom, DEPTH * resolutionMm);
  if (volumeMl(inside) === 0) return findings;
  const other = factorFromPhantom(scan, inside, source, fillMl).bqPerCountPerS;
  const off = 100 * (other / bqPerCountPerS - 1);
  if (Math.abs(off) > NOTABLE_PERCENT)
    findings.push(
      `The concentration inside the phantom gives a factor ${off.toFixed(1)} % off that of all its counts: check volume, scatter and attenuation correction.`,
    );
  return findings;
}

const wholeOf = (grid: CountScan["counts"]["grid"]): Mask =>
  maskFromValues(grid, new Float32Array(voxelCount(grid)).fill(1));
