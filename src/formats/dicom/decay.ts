import { InputError } from "../../inputError";
import type { EmissionFacts } from "./emissionFacts";
import type { Moment } from "./time";
import { isoOf, secondsBetween } from "./time";

/** When and how long the values of one slice were acquired. */
export interface Frame {
  readonly startedAt: Moment | undefined;
  readonly durationS: number | undefined;
}

/**
 * What the values of a slice are multiplied by to be the activity at the start of the scan.
 *
 *   ADMIN  2^(-(tScan - tAdministration) / T½)
 *   START  1
 *   NONE   λd / (1 - e^(-λd)) · 2^((tSlice - tScan) / T½), undoing the mean over the duration d of the frame
 *
 * @throws InputError naming `file` when a moment, the half-life or the kind of correction is unknown.
 */
export function factorToScanStart(facts: EmissionFacts, frame: Frame, file: string): number {
  const { decayCorrection, scanAt, administeredAt } = facts;
  if (decayCorrection === "START") return 1;
  if (decayCorrection === undefined)
    throw new InputError(`${file}: unknown to which moment the values are corrected for decay`);
  const halfLifeS = knownHalfLife(facts, file);
  if (!scanAt) throw new InputError(`${file}: the scan has no date and time`);
  if (decayCorrection === "ADMIN") {
    if (!administeredAt)
      throw new InputError(
        `${file}: values are corrected to the administration, whose date and time are unknown`,
      );
    const elapsedS = secondsBetween(administeredAt, scanAt);
    if (elapsedS < 0)
      throw new InputError(
        `${file}: the scan (${isoOf(scanAt)}) starts before the administration (${isoOf(administeredAt)})`,
      );
    return 2 ** (-elapsedS / halfLifeS);
  }
  if (!frame.startedAt || frame.durationS === undefined)
    throw new InputError(
      `${file}: values are not corrected for decay, and the file lacks the time or the duration of the frame`,
    );
  const decayed = (Math.LN2 * frame.durationS) / halfLifeS;
  const startOverMean = decayed > 0 ? decayed / -Math.expm1(-decayed) : 1;
  return startOverMean * 2 ** (secondsBetween(scanAt, frame.startedAt) / halfLifeS);
}

function knownHalfLife({ nuclide, halfLifeS }: EmissionFacts, file: string): number {
  if (!nuclide) throw new InputError(`${file}: the nuclide is unknown, so decay cannot be undone`);
  if (halfLifeS === undefined)
    throw new InputError(
      `${file}: the half-life in the file is not that of ${nuclide.name}; with which one its values were corrected is unknown`,
    );
  return halfLifeS;
}
