import { InputError } from "../inputError";
import { carriedCurve, ENOUGH_SCANS, notCarried } from "../kinetics/carryOver";
import type { KineticChoice } from "../kinetics/kineticChoice";
import { nuclide } from "../physics/nuclides";
import type { Case } from "./caseSchema";
import type { ReadFile } from "./loadImage";
import { type PlanRecord, parsePlan } from "./planRecord";

/**
 * What a case takes over from an earlier cycle (`kinetics.earlierPlan`): with one or two scans, the curve of every region that has no choice of its own.
 * Regions that the case does not have do no harm. Nothing where the case names no plan.
 *
 * @throws InputError where the plan cannot be read, is of another patient, or knows no curve of a region: its half-life is of others.
 */
export async function loadEarlierCycle(
  { patient, scans, kinetics: { earlierPlan, perStructure = {} } }: Case,
  readFile: ReadFile,
): Promise<Readonly<Record<string, KineticChoice>>> {
  if (earlierPlan === undefined || scans.length >= ENOUGH_SCANS) return {};
  const plan = parsePlan(new TextDecoder().decode(await readFile(earlierPlan)), earlierPlan);
  if (plan.patient !== patient)
    throw new InputError(
      `kinetics.earlierPlan: expected a plan of patient "${patient}", received one of "${plan.patient}" in ${earlierPlan}`,
    );
  const open = plan.regions.filter(
    ({ structureId, terms }) => !(structureId in perStructure) && terms.length > 0,
  );
  return Object.fromEntries(
    open.map((region) => [region.structureId, choiceOf(region, plan, earlierPlan)]),
  );
}

function choiceOf(
  region: PlanRecord["regions"][number],
  plan: PlanRecord,
  source: string,
): KineticChoice {
  const unfit = notCarried(region);
  if (unfit !== undefined)
    throw new InputError(
      `kinetics.earlierPlan: expected a curve fitted to "${region.structureId}", received ${unfit} in ${source}; give the region a choice of its own in kinetics.perStructure`,
    );
  return carriedCurve(region, { nuclide: nuclide(plan.settings.nuclide).name, source });
}

/** That the earlier plan of a case is not used, where there are scans enough; nothing where it is, or none is named. */
export const earlierPlanNotes = ({ scans, kinetics: { earlierPlan } }: Case): string[] =>
  earlierPlan === undefined || scans.length < ENOUGH_SCANS
    ? []
    : [
        `kinetics.earlierPlan: ${earlierPlan} is not used: with ${scans.length} scans every region has kinetics of its own.`,
      ];
