import { relativeWeight } from "../physics/radiobiology";
import { RBE_SOURCE } from "../planning/commonRbe";
import type { Criterion } from "../planning/limit";
import { RBE_DETERMINISTIC } from "../planning/protocols/prostate";
import { mixedFieldIn, type StructureDose } from "../planning/structureDose";

/** By which the alphas of a structure are weighted, and where that is from. */
export interface RbeOfStructure {
  readonly rbeAlpha: number;
  readonly source: string;
}

/** A criterion that is held against a structure. */
interface HeldCriterion {
  readonly structureId: string;
  readonly criterion: Criterion;
}

/**
 * The RBE of alphas in a structure: that of the first limit or goal held against it that has one, else the one set for all of them, else that of
 * deterministic effects. It stands beside the absorbed dose and never in its place.
 */
export function rbeIn(
  structureId: string,
  held: readonly HeldCriterion[],
  ofAll?: number,
): RbeOfStructure {
  const own = held.find(
    ({ structureId: id, criterion }) => id === structureId && criterion.rbeAlpha !== undefined,
  );
  if (own) return { rbeAlpha: own.criterion.rbeAlpha!, source: own.criterion.label };
  return ofAll === undefined
    ? { rbeAlpha: RBE_DETERMINISTIC, source: RBE_SOURCE }
    : { rbeAlpha: ofAll, source: "set for all limits and goals" };
}

/** The RBE of every structure that alphas reach, by id; empty for a therapy without alphas. See `rbeIn` for `ofAll`. */
export const rbeOfAll = (
  structures: readonly StructureDose[],
  held: readonly HeldCriterion[],
  ofAll?: number,
): ReadonlyMap<string, RbeOfStructure> =>
  new Map(
    structures
      .filter(({ alphaShare = 0 }) => alphaShare > 0)
      .map(({ structureId }) => [structureId, rbeIn(structureId, held, ofAll)]),
  );

/** RBE-weighted mean dose, Gy(RBE) per GBq; undefined where no alphas are known of. */
export function weightedMean(dose: StructureDose, rbeAlpha: number): number | undefined {
  if (!((dose.alphaShare ?? 0) > 0)) return undefined;
  return dose.meanGyPerGBq * weightIn(dose, rbeAlpha);
}

/** RBE-weighted per absorbed dose in a structure, Gy(RBE) per Gy. */
export const weightIn = (dose: StructureDose, rbeAlpha: number): number =>
  relativeWeight(mixedFieldIn(dose, { rbeMax: rbeAlpha }));
