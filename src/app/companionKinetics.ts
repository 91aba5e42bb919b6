import { batemanTerms } from "../physics/bateman";
import { decayChain } from "../physics/decayChain";
import type { Nuclide } from "../physics/nuclide";
import { nuclide } from "../physics/nuclides";
import type { RateTerm } from "../physics/radiobiology";
import { HOUR_S } from "../physics/units";
import type { RegionResult } from "./planResult";

/** A nuclide whose decays are counted apart: a companion, or what grows from it and lives longer than 12 h. */
export interface Grown {
  readonly nuclide: Nuclide;
  /** Its activity in time per activity of the companion at the administration, were nothing excreted. */
  readonly decay: readonly RateTerm[];
}

/** The companion first, alone at the administration, then what it turns into: 177Lu of 177mLu; 227Th and 223Ra of 227Ac. */
export const grownFrom = (companion: Nuclide): Grown[] =>
  decayChain(companion)
    .filter(({ nuclide: own }) => own === companion || own.halfLifeS > LONG_LIVED_S)
    .map(({ nuclide: own }) => ({ nuclide: own, decay: batemanTerms(companion, own.name) }));

/** Decay constant, 1/h. */
export const decayPerH = (name: string): number => (Math.LN2 * HOUR_S) / nuclide(name).halfLifeS;

/** Shorter-lived daughters decay with what formed them (`chainKernel`). */
const LONG_LIVED_S = 12 * HOUR_S;
/** Decays later than this are in no patient's dose: 50 years, as committed doses are counted. */
const COMMITTED_H = 50 * 365.25 * 24;

/**
 * Time-integrated activity of a companion, or of what grew from it in the patient, h per activity of the companion. All its atoms, of whatever nuclide, go where those
 * of the main nuclide go: every term a·e^(−rt) of the fit keeps its biological rate b = r − λ_main, not below 0, and the decay is that of the chain, Σ c·e^(−λt):
 *
 *   Ã = Σ Σ a·c/k · (1 − e^(−kT)),  k = b + λ,  T = 50 years.
 *
 * For a trapezoid the retention is straight between its readings, that of the first before them, and that of its tail after them.
 */
export function companionTiacH(
  region: Pick<RegionResult, "fit" | "tiacH" | "timesH" | "activityMBq" | "weights">,
  administeredMBq: number,
  mainPerH: number,
  decay: readonly RateTerm[],
): number {
  const { fit, tiacH } = region;
  if (!(fit.tiaMBqH > 0)) return 0;
  const points = fit.model === "trapezoid" ? retentionOf(region, mainPerH) : [];
  const from = points.at(-1)?.timeH ?? 0;
  const tia = decay.reduce((sum, { amplitude, ratePerH: lambda }) => {
    const tail = fit.terms.reduce((rest, term) => {
      const biological = Math.max(0, term.ratePerH - mainPerH);
      const atStart = term.amplitudeMBq * Math.exp(-(biological + lambda) * from);
      return rest + atStart * decayed(biological + lambda, COMMITTED_H - from);
    }, 0);
    return sum + amplitude * (tail + underLines(points, lambda));
  }, 0);
  // Where voxels have curves of their own, the region's decays are theirs.
  return (Math.max(0, tia) / administeredMBq) * (tiacH / (fit.tiaMBqH / administeredMBq));
}

/** ∫ e^(−kt) from 0 to T. */
const decayed = (perH: number, hours: number) => -Math.expm1(-perH * hours) / perH;

interface Point {
  readonly timeH: number;
  /** Activity with its decay taken out, MBq. */
  readonly retainedMBq: number;
}

/** From the administration to the last reading that counts. */
function retentionOf(
  { timesH, activityMBq, weights }: Pick<RegionResult, "timesH" | "activityMBq" | "weights">,
  mainPerH: number,
): Point[] {
  const read = timesH
    .map((timeH, i) => ({ timeH, retainedMBq: activityMBq[i]! * Math.exp(mainPerH * timeH) }))
    .filter((_, i) => weights[i]! > 0)
    .sort((a, b) => a.timeH - b.timeH);
  return [{ timeH: 0, retainedMBq: read[0]!.retainedMBq }, ...read];
}

/** ∫ of the straight lines between the points times e^(−λt). */
function underLines(points: readonly Point[], lambda: number): number {
  let sum = 0;
  for (const [i, { timeH, retainedMBq }] of points.entries()) {
    const before = points[i - 1];
    if (!before || timeH === before.timeH) continue;
    const hours = timeH - before.timeH;
    const constant = decayed(lambda, hours);
    // ∫ t·e^(−λt) dt over the interval.
    const linear = (constant - hours * Math.exp(-lambda * hours)) / lambda;
    const perH = (retainedMBq - before.retainedMBq) / hours;
    sum += Math.exp(-lambda * before.timeH) * (before.retainedMBq * constant + perH * linear);
  }
  return sum;
}
