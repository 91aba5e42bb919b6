import { type CommonMistake, commonDecayMistake } from "./commonDecayMistake";
import { decayMistake } from "./decayMistake";

/** What one scan shows, in MBq at its time. */
export interface ScanActivity {
  readonly label: string;
  readonly hours: number;
  /** One a structure, NaN where the scan shows it in part; in the same order in every scan. */
  readonly structuresMBq: readonly number[];
  /** Everything in the image. */
  readonly totalMBq: number;
}

/** Share of the administered activity that had left the body by then, decay taken out: urine, stool, blood drawn. */
export interface Excretion {
  readonly hours: number;
  readonly share: number;
}

export interface ClosurePoint {
  readonly label: string;
  readonly hours: number;
  /** Administered × decay. */
  readonly expectedMBq: number;
  readonly structuresMBq: number;
  readonly remainderMBq: number;
  /** At the time of the scan; undefined where nobody measured it. */
  readonly excretedMBq: number | undefined;
  /** Structures + remainder over expected. */
  readonly retainedShare: number;
  /** The same with what was excreted: 1 where the account closes. */
  readonly accountedShare: number | undefined;
}

/** The account of activity at every scan. */
export interface ActivityClosure {
  readonly points: readonly ClosurePoint[];
  /** How far the account may be from closing, relative. */
  readonly tolerance: number;
  /** The scan whose decay correction is likely wrong, by its place, and what it must be multiplied by. */
  readonly suspect:
    | { readonly label: string; readonly factor: number; readonly rival: string | undefined }
    | undefined;
  /** Sentences on what does not add up. */
  readonly findings: readonly string[];
}

/** Two standard deviations of an ordinary calibration. */
export const CLOSURE_TOLERANCE = 0.1;
/** Retention may rise by this between scans of one camera, whose common error falls out. */
const RISE = 0.05;

/** Σ structures + remainder + excreted against administered × decay at every scan, in order of time; `halfLifeH` of the nuclide seen. */
export function activityClosure({
  scans,
  administeredMBq,
  halfLifeH,
  excretion = [],
  tolerance = CLOSURE_TOLERANCE,
}: {
  readonly scans: readonly ScanActivity[];
  readonly administeredMBq: number;
  readonly halfLifeH: number;
  readonly excretion?: readonly Excretion[];
  readonly tolerance?: number;
}): ActivityClosure {
  const points = scans.map((scan): ClosurePoint => {
    const expectedMBq = administeredMBq * 2 ** (-scan.hours / halfLifeH);
    const structuresMBq = sum(scan.structuresMBq.filter(Number.isFinite));
    const excreted = excretedShare(excretion, scan.hours);
    const retainedShare = scan.totalMBq / expectedMBq;
    return {
      label: scan.label,
      hours: scan.hours,
      expectedMBq,
      structuresMBq,
      remainderMBq: scan.totalMBq - structuresMBq,
      excretedMBq: excreted === undefined ? undefined : excreted * expectedMBq,
      retainedShare,
      accountedShare: excreted === undefined ? undefined : retainedShare + excreted,
    };
  });
  const mistake = decayMistake({
    hours: scans.map(({ hours }) => hours),
    activityMBq: (scans[0]?.structuresMBq ?? []).map((_, s) =>
      scans.map(({ structuresMBq }) => structuresMBq[s]!),
    ),
    retained: points.map(({ retainedShare }) => retainedShare),
    halfLifeH,
  });
  const suspect = mistake && {
    label: scans[mistake.scan]!.label,
    factor: mistake.factor,
    rival: mistake.rival === undefined ? undefined : scans[mistake.rival]!.label,
  };
  const common = commonDecayMistake(points, halfLifeH, { tolerance, rise: RISE });
  const findings = findingsOf(points, tolerance, suspect);
  if (common) findings.splice(suspect ? 1 : 0, 0, commonFinding(common, suspect !== undefined));
  return { points, tolerance, suspect, findings };
}

/** Excreted by then, on straight lines between the measurements and from nothing at the administration; unknown after the last. */
export function excretedShare(excretion: readonly Excretion[], hours: number): number | undefined {
  let before: Excretion = { hours: 0, share: 0 };
  for (const here of excretion.toSorted((a, b) => a.hours - b.hours)) {
    if (hours <= here.hours) {
      const passed = (hours - before.hours) / Math.max(here.hours - before.hours, 1e-12);
      return before.share + passed * (here.share - before.share);
    }
    before = here;
  }
  return undefined;
}

const commonFinding = ({ sign, lastFactor }: CommonMistake, beside: boolean) =>
  `The decay correction of all scans may be wrong alike: ${sign < 0 ? "as if their values had been corrected to the administration and were read as those of the scans" : "as if decay had been taken off twice in every scan"}; the account then adds up, with the last scan multiplied by ${lastFactor.toFixed(2)}${beside ? ". A mistake in one scan alone would explain it too" : ""}.`;

function findingsOf(
  points: readonly ClosurePoint[],
  tolerance: number,
  suspect: ActivityClosure["suspect"],
): string[] {
  const findings = points.flatMap((point, n): string[] => {
    const { label, accountedShare, retainedShare } = point;
    if (accountedShare !== undefined && Math.abs(accountedShare - 1) > tolerance)
      return [
        `${label}: ${percent(accountedShare)} of the administered activity is accounted for (image and excreted, decay taken out); check calibration, unit, times and decay correction.`,
      ];
    if (retainedShare > 1 + tolerance)
      return [
        `${label}: the image holds ${percent(retainedShare)} of what was administered and not yet decayed; check calibration, unit, times and decay correction.`,
      ];
    const before = points[n - 1];
    if (before && retainedShare > (1 + RISE) * before.retainedShare)
      return [
        `${label}: decay taken out, the image holds more than that of ${before.label} (${percent(retainedShare)} after ${percent(before.retainedShare)} of the administered activity); one of the two is wrong, or shows less of the body.`,
      ];
    return [];
  });
  if (!suspect) return findings;
  const { label, factor, rival } = suspect;
  const why =
    factor < 1
      ? "as if its values had been corrected to the administration and were read as those of the scan"
      : "as if its decay had been taken off twice";
  return [
    `${label}: its decay correction is likely wrong: multiplied by ${factor < 0.1 ? factor.toPrecision(2) : factor.toFixed(2)} it agrees with the other scans, ${why}${rival === undefined ? "" : `; a mistake in ${rival} would explain the readings nearly as well`}.`,
    ...findings,
  ];
}

const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
