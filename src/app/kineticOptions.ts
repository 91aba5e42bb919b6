import { InputError } from "../inputError";
import { type ChosenFit, posteriorOf, weightOf } from "../kinetics/chosenFit";
import { fixedPhases } from "../kinetics/heldHalfLife";
import {
  canHold,
  FEW_SCAN_METHODS,
  heldWith,
  type KineticChoice,
  type KineticMethod,
  READINGS_NEEDED,
} from "../kinetics/kineticChoice";
import { bestNextScanH, type ScanWorth } from "../kinetics/nextScan";
import { priorForRegion } from "../kinetics/priorFor";
import type { Administration } from "../volume/study";
import type { Prescription, RegionResult } from "./planResult";
import { regionFit } from "./regionFit";

/** One way from a region's readings to its integral, and what it would give. */
export interface KineticOption {
  readonly method: KineticMethod;
  /** Undefined where the method does not go with the readings that count. */
  readonly fit: ChosenFit | undefined;
  /** Why the automatic choice takes it or does not, or why it cannot be had, as the end of a sentence. */
  readonly reason: string;
}

/** Everything that can be chosen for a region. */
export interface KineticOptions {
  readonly choice: KineticChoice;
  readonly automatic: KineticOption;
  readonly models: readonly KineticOption[];
  readonly fewScans: readonly KineticOption[];
  /** Readings that are not left out. */
  readonly counting: number;
  /** The population in use where one is needed, or the region's own. */
  readonly prior: string | undefined;
  /** What one more scan would be worth under that population. */
  readonly nextScan: ScanWorth | undefined;
}

const MODELS = [
  "monoExponential",
  "uptakeWashout",
  "biExponential",
  "triExponential",
  "trapezoid",
  "permanent",
] as const satisfies readonly KineticMethod[];

/** Fits a region every way that there is, under the readings that its choice lets count. */
export function kineticOptions(
  region: RegionResult,
  administration: Administration,
  prescription: Prescription,
): KineticOptions {
  const choice = prescription.kineticsOf[region.structureId] ?? {};
  const counting = region.scanIds.filter((id) => weightOf(choice, id) > 0).length;
  const option = (method: KineticMethod) =>
    optionOf(method, counting, region, choice, administration, prescription);
  const automatic = option("auto");
  const reasonOf = (method: KineticMethod) =>
    automatic.fit?.candidates.find(({ model }) => model === method)?.reason;
  const models = MODELS.map((method) => {
    const { fit, reason } = option(method);
    return { method, fit, reason: fit ? (reasonOf(method) ?? UNCOMPARED) : reason };
  });
  const prior =
    choice.population?.name ?? choice.prior ?? priorForRegion(region, administration.carrier)?.name;
  return {
    choice,
    automatic,
    models,
    fewScans: FEW_SCAN_METHODS.map(option),
    counting,
    prior,
    nextScan:
      prior === undefined
        ? undefined
        : worthOf(region, { prior, ...choice }, administration, prescription),
  };
}

const UNCOMPARED = "takes no part in the automatic choice";

function optionOf(
  method: KineticMethod,
  counting: number,
  region: RegionResult,
  choice: KineticChoice,
  administration: Administration,
  prescription: Prescription,
): KineticOption {
  const needed = method === "auto" ? 1 : READINGS_NEEDED[method] - fixedOf(method, choice);
  if (counting < needed)
    return { method, fit: undefined, reason: `needs ${needed} readings, ${counting} count` };
  try {
    const { heldHalfLifeH, ...free } = choice;
    const held = heldHalfLifeH && heldWith(heldHalfLifeH, method);
    const own = { ...free, ...(held ? { heldHalfLifeH: held } : {}), method };
    const kineticsOf = { ...prescription.kineticsOf, [region.structureId]: own };
    const asked = { ...prescription, kineticsOf };
    const { fit } = regionFit({ ...region, id: region.structureId }, administration, asked);
    return { method, fit, reason: fit.flags[0] ?? "" };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { method, fit: undefined, reason: error.message };
  }
}

/** Readings that fixed half-lives stand for; a trapezoid needs its two all the same. */
const fixedOf = (method: KineticMethod, { heldHalfLifeH }: KineticChoice): number =>
  heldHalfLifeH && canHold(method) && method !== "auto" && method !== "trapezoid"
    ? fixedPhases(method, heldHalfLifeH)
    : 0;

function worthOf(
  region: RegionResult,
  choice: KineticChoice,
  { activityMBq: administeredMBq }: Administration,
  { nuclide }: Prescription,
): ScanWorth | undefined {
  try {
    return bestNextScanH(posteriorOf(region, choice, { nuclide, administeredMBq }), {
      afterH: Math.max(0, ...region.timesH),
    });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return undefined;
  }
}
