import { decayChain } from "../physics/decayChain";
import { nuclide } from "../physics/nuclides";
import { photonDoseRateConstant } from "../physics/photonDoseRate";
import type { RateTerm } from "../physics/radiobiology";

/** Activity left in the body over time: Σ amplitude · e^(−rate·t), MBq, decay included. */
export type Retention = readonly RateTerm[];

/** Activity in the body `afterH` hours after administration, MBq. */
export const retainedMBq = (retention: Retention, afterH: number): number =>
  retention.reduce(
    (sum, { amplitude, ratePerH }) => sum + amplitude * Math.exp(-ratePerH * afterH),
    0,
  );

/**
 * Γ of a nuclide with the daughters that decay along with it, each as often as it does in all: µGy·m²/(MBq·h). 212Pb has nine tenths of it from
 * 212Bi and 208Tl, 225Ac from 221Fr, 213Bi and 209Tl.
 */
export const doseRateConstantOfChain = (nuclideName: string): number =>
  decayChain(nuclide(nuclideName))
    .filter(({ followsParent }) => followsParent)
    .reduce(
      (sum, { nuclide: member, decaysPerDecay }) =>
        sum + decaysPerDecay * photonDoseRateConstant(member),
      0,
    );

/** Dose rate 1 m from the patient, µGy/h: Γ·A(t)·the share of photons that leaves the body, taken as a point source. */
export const doseRateAtOneMetre = (
  nuclideName: string,
  retention: Retention,
  afterH: number,
  transmission = 1,
): number => doseRateConstantOfChain(nuclideName) * retainedMBq(retention, afterH) * transmission;

/** When the retained activity falls to a release limit, h after administration; 0 when it starts below, undefined when it stays above for a year. */
export function timeToRetainedH(retention: Retention, limitMBq: number): number | undefined {
  return lastCrossing((timeH) => retainedMBq(retention, timeH), limitMBq);
}

/** When the dose rate at 1 m falls to a release limit in µGy/h. */
export function timeToDoseRateH(
  nuclideName: string,
  retention: Retention,
  limitMicroGyPerH: number,
  transmission = 1,
): number | undefined {
  const perMBq = doseRateConstantOfChain(nuclideName) * transmission;
  return timeToRetainedH(retention, limitMicroGyPerH / perMBq);
}

const YEAR_H = 365 * 24;
const STEP_H = 1;

/** The last time at which a curve passes down through a limit, searched hour by hour, refined by bisection. */
function lastCrossing(curve: (timeH: number) => number, limit: number): number | undefined {
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
