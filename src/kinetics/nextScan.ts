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

/** The hour (full hours, up to a week unless told otherwise) at which one more scan is worth most. */
export function bestNextScanH(
  posterior: PosteriorFit,
  readingSigma = 0.05,
  latestH = 168,
): ScanWorth {
  const hours = Array.from({ length: latestH }, (_, i) => i + 1);
  return scanWorth(posterior, hours, readingSigma).reduce((best, worth) =>
    worth.tiaLogSigma < best.tiaLogSigma ? worth : best,
  );
}
