import { InputError } from "../inputError";
import { weightOf } from "../kinetics/chosenFit";
import type { KineticChoice } from "../kinetics/kineticChoice";
import { plausibilityWarnings } from "../planning/plausibility";
import type { StructureDose } from "../planning/structureDose";
import { whatIf } from "../planning/whatIf";
import type { Administration } from "../volume/study";
import { type Volume, volume } from "../volume/volume";
import { fitWarnings } from "./fitWarnings";
import type { LivePlan } from "./livePlan";
import { budgetUnder } from "./planBudget";
import type { PlanResult, Prescription, RegionResult } from "./planResult";
import { regionFit } from "./regionFit";
import { rateTermsOf } from "./structureFacts";
import type { VoxelKinetics } from "./voxelKinetics";

/** Choices of kinetics by source region that differ from those of the calculation. */
export type KineticChoices = Readonly<Record<string, KineticChoice>>;

/**
 * The calculated result with the kinetics of some regions chosen anew. Their readings are fitted again, and the dose of each source region counts as its decays
 * now do against those of the calculation: D = Σ_s (ã_s new/ã_s)·D_s, what a new calculation would give. Where a choice does not go with the
 * readings the region stays as calculated, and a warning says why. The energy balance stays that of the calculation.
 */
export function refitted(
  { result, structures }: LivePlan,
  administration: Administration,
  choices: KineticChoices,
): PlanResult {
  if (Object.keys(choices).length === 0) return result;
  const prescription = withChoices(result.prescription, choices);
  const answers = result.regions.map((region) =>
    region.structureId in choices
      ? regionAgain(region, administration, prescription, result.voxelKinetics)
      : { region, problem: undefined },
  );
  const regions = answers.map(({ region }) => region);
  const weights = regions.map((region, s) => decaysAgainst(region, result.regions[s]!));
  const structureDoses = whatIf(
    structures,
    result.regions,
    Object.fromEntries(
      regions.map(({ structureId }, s) => [structureId, { uptakeFactor: weights[s]! }]),
    ),
  ).map((dose) => withTiming(dose, regions));
  const problems = answers.flatMap(({ problem }) => problem ?? []);
  return {
    ...result,
    prescription,
    regions,
    structureDoses,
    budget: budgetUnder(result.budget, regions, weights),
    dvhs: structureDoses.map(({ dvh }) => dvh),
    basisGyPerGBq: result.basisGyPerGBq.map((dose, s) => scaled(dose, weights[s]!)),
    doseGyPerGBq: weighted(result, weights),
    warnings: [
      ...problems,
      ...(hasMeasured(prescription) ? [MEASURED_STAY] : []),
      ...warningsAgain(result, regions, structureDoses),
    ],
  };
}

/** A prescription with choices in place of its own: what a new calculation starts from. */
export const withChoices = (prescription: Prescription, choices: KineticChoices): Prescription => ({
  ...prescription,
  kineticsOf: { ...prescription.kineticsOf, ...choices },
});

function regionAgain(
  region: RegionResult,
  administration: Administration,
  prescription: Prescription,
  voxels: VoxelKinetics | undefined,
): { region: RegionResult; problem: string | undefined } {
  try {
    const { choice, fit } = regionFit(
      { ...region, id: region.structureId },
      administration,
      prescription,
    );
    const tiacH = fit.tiaMBqH / administration.activityMBq;
    const weights = region.scanIds.map((id) => weightOf(choice, id));
    if (voxels?.regions.some((own) => own.structureId === region.structureId && !own.spreadOnly))
      return { region: { ...region, fit, weights }, problem: ofVoxels(region) };
    if (region.tiacH <= 0 && tiacH > 0) return { region, problem: newlyActive(region) };
    return { region: { ...region, fit, tiacH, weights }, problem: undefined };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { region, problem: `${error.message}. The kinetics stay as calculated.` };
  }
}

const MEASURED_STAY =
  "Shares of daughters that measured activities fix stay those of the calculated kinetics: calculate again to have them fixed anew.";

const hasMeasured = ({ daughters = {} }: Prescription): boolean =>
  Object.values(daughters).some(({ regions = {} }) =>
    Object.values(regions).some(({ measured }) => measured !== undefined),
  );

const newlyActive = ({ name }: RegionResult) =>
  `${name}: had no activity when the dose was calculated; calculate again to give it one.`;

const ofVoxels = ({ name }: RegionResult) =>
  `${name}: every voxel has a curve of its own; a choice for the whole changes the course of its dose in time, and not its decays.`;

/** Decays of a region against those that its dose was calculated for; a negative integral gives no dose. */
const decaysAgainst = (now: RegionResult, then: RegionResult): number =>
  then.tiacH > 0 ? Math.max(0, now.tiacH) / then.tiacH : 1;

/** How the self-dose is delivered in time follows the new fit. */
function withTiming(dose: StructureDose, regions: readonly RegionResult[]): StructureDose {
  const region = regions.find(({ structureId }) => structureId === dose.structureId);
  if (!region) return dose;
  const { rateTerms: _, ...rest } = dose;
  const rateTerms = rateTermsOf(region.tiacH, region.fit, region.delivery);
  return {
    ...rest,
    effectiveHalfLifeH: region.fit.effectiveHalfLifeH,
    ...(rateTerms ? { rateTerms } : {}),
  };
}

const scaled = (dose: Volume<"doseGyPerGBq">, weight: number): Volume<"doseGyPerGBq"> =>
  weight === 1
    ? dose
    : volume(
        "doseGyPerGBq",
        dose.grid,
        dose.values.map((gy) => weight * gy),
      );

function weighted(
  { doseGyPerGBq, basisGyPerGBq }: PlanResult,
  weights: readonly number[],
): Volume<"doseGyPerGBq"> {
  if (weights.every((weight) => weight === 1)) return doseGyPerGBq;
  const values = Float32Array.from(doseGyPerGBq.values);
  for (const [s, weight] of weights.entries()) {
    if (weight === 1) continue;
    const own = basisGyPerGBq[s]!.values;
    for (let v = 0; v < values.length; v++) values[v]! += (weight - 1) * own[v]!;
  }
  return volume("doseGyPerGBq", doseGyPerGBq.grid, values);
}

/** The sentences of the calculation, those on changed fits and on the size of doses said anew. */
function warningsAgain(
  { warnings, regions: before, structureDoses, prescription: { protocol } }: PlanResult,
  regions: readonly RegionResult[],
  doses: readonly StructureDose[],
): string[] {
  const changed = [...regions.keys()].filter((s) => regions[s] !== before[s]);
  const gone = new Set([
    ...changed.flatMap((s) => fitWarnings(before[s]!)),
    ...plausibilityWarnings(protocol, structureDoses),
  ]);
  return [
    ...warnings.filter((sentence) => !gone.has(sentence)),
    ...changed.flatMap((s) => fitWarnings(regions[s]!)),
    ...plausibilityWarnings(protocol, doses),
  ];
}
