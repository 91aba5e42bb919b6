/** Readings of several structures in the same scans, as far as a mistake of one scan would show in all of them. */
export interface CommonReadings {
  /** Hours after the administration, ascending. */
  readonly hours: readonly number[];
  /** One row a structure: activity in every scan, NaN where it was not read. */
  readonly activityMBq: readonly (readonly number[])[];
  /** Share of the administered activity, decay taken out, that every scan shows; undefined where the scans do not show the whole body. */
  readonly retained: readonly number[] | undefined;
  readonly halfLifeH: number;
}

/** What a scan must be multiplied by to agree with the others. */
export interface DecayMistake {
  readonly scan: number;
  /** Below 1: its values had been corrected to the administration and were read as if not; above 1: decay was taken off twice. */
  readonly factor: number;
  /** Another scan, whose correction would explain the readings nearly as well. */
  readonly rival: number | undefined;
}

/** Retention may rise by this between scans of one camera: noise and patients who lie otherwise. */
const RISE = 0.05;
/** How far from a straight line biology bends ln A between scans, one standard deviation of the median over structures. */
const BEND = 0.03;
/** A mistake must explain this much of χ²; two that differ by less than the second cannot be told apart. */
const EVIDENCE = 6;
const CLOSE = 3;

/**
 * The one scan whose decay correction is likely wrong: multiplied by e^(±λt) it agrees with the others best. Every structure of a scan
 * then errs by one factor, so what counts is the median over structures of how far ln A lies from the straight line between the scans before
 * and after; and decay taken out, the whole body must not gain activity. Undefined where nothing is wrong, or no such
 * mistake explains it: an error of a few percent, as in a scan soon after the administration, does not show, nor
 * one within the scatter of the structures.
 */
export function decayMistake(readings: CommonReadings): DecayMistake | undefined {
  const { hours, halfLifeH } = readings;
  const misfit = misfitOf(readings);
  const rising = gains(readings);
  if (!rising && misfit < EVIDENCE) return undefined;
  const tried = hours
    .flatMap((t, scan) =>
      [-1, 1].map((sign) => {
        const factor = 2 ** ((sign * t) / halfLifeH);
        const mended = multiplied(readings, scan, factor);
        return { scan, factor, misfit: misfitOf(mended), allowed: !gains(mended) };
      }),
    )
    .filter(({ allowed }) => allowed)
    .sort((a, b) => a.misfit - b.misfit);
  const best = tried[0];
  if (!best || !(rising || misfit - best.misfit > EVIDENCE)) return undefined;
  const next = tried.find(({ scan }) => scan !== best.scan);
  const rival = next && next.misfit - best.misfit < CLOSE ? next.scan : undefined;
  return { scan: best.scan, factor: best.factor, rival };
}

/** χ² of the medians, over all scans between two others; the scatter of the structures gives the error of each. */
function misfitOf({ hours, activityMBq }: CommonReadings): number {
  return hours.slice(2).reduce((chi2, _, a) => {
    const between = (hours[a + 1]! - hours[a]!) / (hours[a + 2]! - hours[a]!);
    const deviations = activityMBq.flatMap((row) => {
      const [before, here, after] = row.slice(a, a + 3).map(Math.log);
      const deviation = here! - (1 - between) * before! - between * after!;
      return Number.isFinite(deviation) ? [deviation] : [];
    });
    if (deviations.length === 0) return chi2;
    const middle = median(deviations);
    const scatter = SIGMA_PER_MAD * median(deviations.map((d) => Math.abs(d - middle)));
    const error = (MEDIAN_OVER_MEAN * scatter) / Math.sqrt(deviations.length);
    return chi2 + middle ** 2 / (error ** 2 + BEND ** 2);
  }, 0);
}

/** Of a normal distribution: σ over the median absolute deviation, and the error of a median over that of a mean. */
const SIGMA_PER_MAD = 1.4826;
const MEDIAN_OVER_MEAN = 1.2533;

const gains = ({ retained }: CommonReadings): boolean =>
  retained?.some((r, n) => r > (1 + RISE) * (n === 0 ? 1 : retained[n - 1]!)) ?? false;

const multiplied = (readings: CommonReadings, scan: number, factor: number): CommonReadings => {
  const here = (row: readonly number[]) => row.map((x, n) => (n === scan ? x * factor : x));
  return {
    ...readings,
    activityMBq: readings.activityMBq.map(here),
    retained: readings.retained && here(readings.retained),
  };
};

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
