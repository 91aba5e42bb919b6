import { InputError } from "../inputError";
import type { TimeActivityFit } from "../kinetics/fit";
import type { ExponentialTerm } from "../kinetics/models";
import { type DaughterDelivery, deliveredTerms } from "../physics/daughterRate";
import type { RateTerm } from "../physics/radiobiology";
import type { Role } from "../volume/study";

/** Kinetics of one source region, as far as a what-if needs them. */
export interface RegionKinetics {
  readonly structureId: string;
  readonly name: string;
  readonly role: Role;
  /** Time-integrated activity coefficient, h. */
  readonly tiacH: number;
  readonly fit: Pick<TimeActivityFit, "model" | "terms" | "effectiveHalfLifeH">;
  /** Where a daughter lives long enough to have a course of its own. */
  readonly delivery?: readonly DaughterDelivery[];
}

/** What is asked of one region: everything left out stays as measured. */
export interface RegionChange {
  /** Times the activity at every time: 0.6 for kidneys under stronger protection. */
  readonly uptakeFactor?: number;
  /** Effective half-life of the phase that carries most decays, h. */
  readonly effectiveHalfLifeH?: number;
  /** Times the mass, at the same activity: the self-dose falls with it. */
  readonly massFactor?: number;
}

export type RegionChanges = Readonly<Record<string, RegionChange>>;

/** Decays of a region after a change against those before: 1 where nothing changes. */
export function decayWeight(region: RegionKinetics, change: RegionChange | undefined): number {
  const { uptakeFactor = 1, effectiveHalfLifeH } = change ?? {};
  if (effectiveHalfLifeH === undefined) return uptakeFactor;
  return uptakeFactor * halfLifeWeight(region, effectiveHalfLifeH);
}

/** A shorter half-life than any washout; at none there is no dose to speak of. */
const LEAST_HALF_LIFE_H = 0.1;

/** The effective half-lives that a region can be given, h: not beyond physical decay, and not below an uptake that must go first. */
export function halfLifeRangeH(
  { fit }: RegionKinetics,
  physicalHalfLifeH: number,
): readonly [number, number] {
  const uptakes =
    fit.model === "trapezoid" ? [] : fit.terms.filter((term) => term.amplitudeMBq < 0);
  const slowestUptake = Math.min(...uptakes.map(({ ratePerH }) => ratePerH));
  return [
    uptakes.length > 0 ? Math.LN2 / slowestUptake : Math.min(LEAST_HALF_LIFE_H, physicalHalfLifeH),
    physicalHalfLifeH,
  ];
}

/** The effective half-life of the region's dose rate after a change, h. */
export const changedHalfLifeH = (
  { fit }: RegionKinetics,
  change: RegionChange | undefined,
): number => change?.effectiveHalfLifeH ?? fit.effectiveHalfLifeH;

/** The dose rate of a region's self-dose over time after a change; undefined for a trapezoid, of which only the tail is a sum of exponentials. */
export function changedRateTerms(
  { fit, delivery }: RegionKinetics,
  change: RegionChange | undefined,
): RateTerm[] | undefined {
  if (fit.model === "trapezoid" && !delivery) return undefined;
  const leading = leadingTerm(fit.terms);
  const parent = fit.terms.map((term) => ({
    amplitude: term.amplitudeMBq,
    ratePerH:
      term === leading && change?.effectiveHalfLifeH !== undefined
        ? Math.LN2 / change.effectiveHalfLifeH
        : term.ratePerH,
  }));
  return delivery ? deliveredTerms(parent, delivery) : parent;
}

function halfLifeWeight({ name, fit }: RegionKinetics, halfLifeH: number): number {
  // A trapezoid's measured part has no phases: all of it stretches with the half-life, which is exact for one exponential.
  if (fit.model === "trapezoid") return halfLifeH / fit.effectiveHalfLifeH;
  const leading = leadingTerm(fit.terms);
  const rest = fit.terms.reduce(
    (sum, term) => (term === leading ? sum : sum + term.amplitudeMBq / term.ratePerH),
    0,
  );
  const before = rest + leading.amplitudeMBq / leading.ratePerH;
  if (before === 0) return 1;
  const after = rest + (leading.amplitudeMBq * halfLifeH) / Math.LN2;
  if (!(halfLifeH > 0 && after > 0))
    throw new InputError(
      `${name}: the effective half-life must be longer than that of the uptake, received ${halfLifeH} h`,
    );
  return after / before;
}

/** The phase that carries most decays. */
const leadingTerm = (terms: readonly ExponentialTerm[]): ExponentialTerm =>
  terms.reduce((a, b) =>
    Math.abs(b.amplitudeMBq / b.ratePerH) > Math.abs(a.amplitudeMBq / a.ratePerH) ? b : a,
  );

/**
 * What normal organs take up more when the tumour is left out of a prediction: 1 + ã_T/(ã_WB − ã_T), from the tumour's and the whole
 * body's time-integrated activity coefficients, h. Its inverse is what a tumour as a sink spares them. Beauregard et al., Cancer Imaging 12 (2012) 107.
 */
export const withoutTumourSink = (tumourTiacH: number, wholeBodyTiacH: number): number =>
  1 + tumourTiacH / (wholeBodyTiacH - tumourTiacH);
