import type { Frame } from "./decay";
import type { EmissionFacts } from "./emissionFacts";
import { secondsBetween } from "./time";

/** Factors that agree within this tell nothing: rounding, and the half-life the scanner took. */
const TOLERANCE = 0.03;

/**
 * What the values of a slice were multiplied by, if they were corrected for decay as stated; undefined where a moment or the half-life is not known.
 *
 *   ADMIN  the mean over the frame, back to the administration
 *   START  the mean over the frame, back to the start of the scan
 *   NONE   1
 */
export function expectedDecayFactor(facts: EmissionFacts, frame: Frame): number | undefined {
  const { decayCorrection, scanAt, administeredAt, halfLifeS } = facts;
  if (decayCorrection === "NONE") return 1;
  const origin = decayCorrection === "ADMIN" ? administeredAt : scanAt;
  if (!decayCorrection || !origin || !frame.startedAt || !halfLifeS) return undefined;
  const decayed = (Math.LN2 * (frame.durationS ?? 0)) / halfLifeS;
  const startOverMean = decayed > 0 ? decayed / -Math.expm1(-decayed) : 1;
  return startOverMean * 2 ** (secondsBetween(origin, frame.startedAt) / halfLifeS);
}

/**
 * A sentence where the decay factor of a file is not that of the correction it states. Vendors write 1 where they do not fill it in, so the file may still be
 * right: what it would mean for the activity stands beside it, and who knows the reconstruction can say.
 */
export function decayFactorProblem(
  facts: EmissionFacts,
  frame: Frame,
  statedFactor: number | undefined,
  file: string,
): string | undefined {
  const expected = expectedDecayFactor(facts, frame);
  if (expected === undefined || !statedFactor || !(statedFactor > 0)) return undefined;
  const off = expected / statedFactor;
  if (Math.abs(off - 1) <= TOLERANCE) return undefined;
  const percent = `${Math.abs(100 * (off - 1)).toFixed(0)} % ${off > 1 ? "higher" : "lower"}`;
  return `${file}: the file states ${facts.decayCorrection} as its decay correction, for which its values would have been multiplied by ${expected.toPrecision(4)}; its decay factor is ${Number(statedFactor.toPrecision(4))}. ${facts.decayCorrection} is believed; if the factor is right, the activity is ${percent}: check the reconstruction, and state the correction by hand where it is another.`;
}
