import { chainGroups } from "../physics/chainGroups";
import { leadActivities, valueAt } from "../physics/daughterActivity";
import { decayChain } from "../physics/decayChain";
import { nuclide } from "../physics/nuclides";
import { bremsstrahlungDoseRateConstant, photonDoseRateConstant } from "../physics/photonDoseRate";
import type { RateTerm } from "../physics/radiobiology";
import { HOUR_S } from "../physics/units";

/** Activity left in the body over time: Σ amplitude · e^(−rate·t), MBq, decay included. */
export type Retention = readonly RateTerm[];

/** Activity in the body `afterH` hours after administration, MBq. */
export const retainedMBq = (retention: Retention, afterH: number): number =>
  valueAt(retention, afterH);

/**
 * Γ of a nuclide with the daughters that decay along with it, each as often as it does in all, bremsstrahlung in the body included:
 * µGy·m²/(MBq·h). 212Pb has nine tenths of it from 212Bi and 208Tl, 225Ac from 221Fr, 213Bi and 209Tl; 90Y all from bremsstrahlung.
 */
export function doseRateConstantOfChain(nuclideName: string): number {
  const known = CONSTANTS.get(nuclideName);
  if (known !== undefined) return known;
  const constant = decayChain(nuclide(nuclideName))
    .filter(({ followsParent }) => followsParent)
    .reduce(
      (sum, { nuclide: member, decaysPerDecay }) =>
        sum +
        decaysPerDecay * (photonDoseRateConstant(member) + bremsstrahlungDoseRateConstant(member)),
      0,
    );
  CONSTANTS.set(nuclideName, constant);
  return constant;
}

/** Spectra of betas are made once. */
const CONSTANTS = new Map<string, number>();

/** A daughter that lives too long to decay along with its parent, and what of it grows in the body: MBq over time. */
export interface GrownDaughter {
  readonly nuclide: string;
  readonly retention: Retention;
}

/** Daughters of alpha emitters that live longer than 12 h, 223Ra after 227Th: grown in the body and taken to stay there. */
export function grownDaughters(nuclideName: string, retention: Retention): GrownDaughter[] {
  const groups = chainGroups(nuclide(nuclideName));
  if (groups.length === 1) return [];
  const activities = leadActivities(groups, {}, [{ structureId: "body", terms: retention }]);
  return groups
    .map(({ lead }, g) => ({ lead, retention: activities[g]![0]! }))
    .slice(1)
    .filter(({ lead }) => lead.halfLifeS > LONG_LIVED_H * HOUR_S)
    .map(({ lead, retention: own }) => ({ nuclide: lead.name, retention: own }));
}

const LONG_LIVED_H = 12;

/** Dose rate 1 m from the patient over time, µGy/h: Γ·A(t)·the share of photons that leaves the body, taken as a point source. */
export const doseRateTerms = (
  nuclideName: string,
  retention: Retention,
  transmission = 1,
): RateTerm[] =>
  [{ nuclide: nuclideName, retention }, ...grownDaughters(nuclideName, retention)].flatMap(
    ({ nuclide: name, retention: own }) =>
      own.map(({ amplitude, ratePerH }) => ({
        amplitude: amplitude * doseRateConstantOfChain(name) * transmission,
        ratePerH,
      })),
  );

/** Dose rate 1 m from the patient, µGy/h. */
export const doseRateAtOneMetre = (
  nuclideName: string,
  retention: Retention,
  afterH: number,
  transmission = 1,
): number => valueAt(doseRateTerms(nuclideName, retention, transmission), afterH);

/** Dose that someone 1 m away gets from `fromH` on until all has decayed, there for a share of the time: µGy over time, as terms. */
export const doseToOthersTerms = (doseRate: readonly RateTerm[], occupancy: number): RateTerm[] =>
  doseRate.map(({ amplitude, ratePerH }) => ({
    amplitude: (amplitude * occupancy) / ratePerH,
    ratePerH,
  }));

/** When the retained activity falls to a release limit, h after administration; 0 when it starts below, undefined when it stays above for a year. */
export const timeToRetainedH = (retention: Retention, limitMBq: number): number | undefined =>
  lastCrossingH(retention, limitMBq);

/** When the dose rate at 1 m falls to a release limit in µGy/h. */
export const timeToDoseRateH = (
  nuclideName: string,
  retention: Retention,
  limitMicroGyPerH: number,
  transmission = 1,
): number | undefined =>
  lastCrossingH(doseRateTerms(nuclideName, retention, transmission), limitMicroGyPerH);

const YEAR_H = 365 * 24;
const STEP_H = 1;

/** The last time at which a sum of exponentials passes down through a limit, searched hour by hour, refined by bisection. */
export function lastCrossingH(terms: readonly RateTerm[], limit: number): number | undefined {
  const curve = (timeH: number) => valueAt(terms, timeH);
  if (curve(YEAR_H) > limit) return undefined;
  let below = YEAR_H;
  while (below > 0 && curve(below - STEP_H) <= limit) below -= STEP_H;
  if (below <= 0) return 0;
  let above = below - STEP_H;
  for (let halving = 0; halving < 50; halving++) {
    const middle = (above + below) / 2;
    if (curve(middle) > limit) above = middle;
    else below = middle;
  }
  return below;
}
