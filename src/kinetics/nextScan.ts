import { logCurveSlopes, logTiaSlopes, type PosteriorFit } from "./bayes";
import { kineticsOf } from "./population";
import { quadratic } from "./smallMatrix";

/** What one more scan at an hour would leave of the uncertainty. */
export interface ScanWorth {
  readonly timeH: number;
  /** Expected standard deviation of ln(TIA) after the scan. */
  readonly tiaLogSigma: number;
  /** By what share the 95 % interval shrinks. */
  readonly reduction: number;
}

/**
 * The expected shrinking of the TIA's interval against the hour of one more scan whose reading errs by `readingSigma` (relative), with the posterior
 * taken as normal about its maximum: C' = C − C g gᵀ C/(σ² + gᵀ C g), g the slope of ln A(t). Works before any scan, on the population itself.
 */
export function scanWorth(
  { logMean, logCovariance, tiaLogSigma }: PosteriorFit,
  hours: readonly number[],
  readingSigma: number,
): ScanWorth[] {
  const kinetics = kineticsOf(logMean);
  const tia = logTiaSlopes(kinetics);
  return hours.map((timeH) => {
    const scan = logCurveSlopes(kinetics, timeH);
    const shared = quadratic(logCovariance, tia, scan);
    const left =
      tiaLogSigma ** 2 - shared ** 2 / (readingSigma ** 2 + quadratic(logCovariance, scan, scan));
    const after = Math.sqrt(Math.max(left, 0));
    return { timeH, tiaLogSigma: after, reduction: 1 - after / tiaLogSigma };
  });
}

/** A scan is planned up to a week from the administration, or four days beyond the last one. */
const LATEST_H = 168;
const LATEST_AFTER_H = 96;

/** The full hour after the last scan (`afterH`; 0 before any) at which one more scan is worth most. */
export function bestNextScanH(
  posterior: PosteriorFit,
  { afterH = 0, readingSigma = 0.05 }: { afterH?: number; readingSigma?: number } = {},
): ScanWorth {
  const first = Math.floor(afterH) + 1;
  const latest = Math.max(LATEST_H, Math.ceil(afterH) + LATEST_AFTER_H);
  const hours = Array.from({ length: latest - first + 1 }, (_, i) => first + i);
  return scanWorth(posterior, hours, readingSigma).reduce((best, worth) =>
    worth.tiaLogSigma < best.tiaLogSigma ? worth : best,
  );
}
