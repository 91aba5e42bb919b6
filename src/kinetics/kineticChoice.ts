import type { EarlierCurve } from "./earlierCycle";
import type { ModelChoice } from "./fit";
import { type HeldHalfLife, heldIn } from "./heldHalfLife";
import type { PopulationPrior } from "./population";

/** Ways to an integral that rest on other patients, an earlier cycle or an assumption, in place of readings. */
export const FEW_SCAN_METHODS = [
  "prior",
  "hanscheid2018",
  "madsen2018",
  "twoPoint",
  "earlierCycle",
] as const;
export type FewScanMethod = (typeof FEW_SCAN_METHODS)[number];

/** How the readings of a region become a curve and its integral. */
export type KineticMethod = ModelChoice | FewScanMethod;

/** What is decided for one region; what is left out follows the case. */
export interface KineticChoice {
  readonly method?: KineticMethod;
  /** Name of the population, for "prior" and "madsen2018". */
  readonly prior?: string;
  /** The population itself where it is one of the user's own, which the program does not know by name. */
  readonly population?: PopulationPrior;
  /** The curve that "earlierCycle" scales to the readings. */
  readonly earlier?: EarlierCurve;
  /** Effective half-lives held by hand, h: for exponentials, that of the slowest phase for the tail of the trapezoid too. */
  readonly heldHalfLifeH?: HeldHalfLife;
  /** What readings count for, by the id of their scan: 1 where not given, 0 leaves one out. */
  readonly weights?: Readonly<Record<string, number>>;
}

/** How many readings a method needs at least. */
export const READINGS_NEEDED: Readonly<Record<KineticMethod, number>> = {
  auto: 2,
  monoExponential: 2,
  uptakeWashout: 3,
  biExponential: 4,
  triExponential: 6,
  trapezoid: 2,
  permanent: 1,
  prior: 1,
  hanscheid2018: 1,
  madsen2018: 1,
  twoPoint: 2,
  earlierCycle: 1,
};

/** Whether a half-life held by hand goes with a method. */
export const canHold = (method: KineticMethod): method is Exclude<ModelChoice, "permanent"> =>
  method !== "permanent" && !isFewScanMethod(method);

/** What is held by hand as far as a method has the phases. */
export const heldWith = (held: HeldHalfLife, method: KineticMethod): HeldHalfLife | undefined =>
  canHold(method) ? heldIn(held, method) : undefined;

export const isFewScanMethod = (method: KineticMethod): method is FewScanMethod =>
  (FEW_SCAN_METHODS as readonly KineticMethod[]).includes(method);
