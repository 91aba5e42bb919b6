import { InputError } from "../inputError";
import { type ChosenFit, fitAsChosen, type RegionReadings, weightOf } from "../kinetics/chosenFit";
import { heldPhases } from "../kinetics/heldHalfLife";
import type { KineticChoice } from "../kinetics/kineticChoice";
import { priorForRegion } from "../kinetics/priorFor";
import type { Administration, Role } from "../volume/study";
import type { Prescription } from "./planResult";

/** A source region as far as its fit needs it. */
export interface ReadRegion extends RegionReadings {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}

type Methods = Pick<Prescription, "kineticModel" | "kineticsOf" | "nuclide">;

/**
 * The fit of a region as the prescription has it, and the choice that stands behind it. One and the same for the calculation and for a change on the page.
 * Where nothing is chosen and one reading counts, the region's population stands in, or physical decay alone; a flag says so.
 *
 * @throws InputError where the choice does not go with the readings; it names the region.
 */
export function regionFit(
  region: ReadRegion,
  administration: Administration,
  { kineticModel: model, kineticsOf, nuclide }: Methods,
): { choice: KineticChoice; fit: ChosenFit } {
  const asked = kineticsOf[region.id] ?? {};
  const setting = { nuclide, administeredMBq: administration.activityMBq, model };
  const { choice, note } = forOneReading(region, withPrior(asked, region, administration), model);
  try {
    const fit = fitAsChosen(region, choice, setting);
    return { choice, fit: note ? { ...fit, flags: [note, ...fit.flags] } : fit };
  } catch (error) {
    if (error instanceof InputError) throw new InputError(`${region.name}: ${error.message}`);
    throw error;
  }
}

/** A choice that needs a population and names none gets the region's own. */
function withPrior(
  choice: KineticChoice,
  region: ReadRegion,
  { carrier }: Administration,
): KineticChoice {
  if (choice.prior !== undefined || choice.population !== undefined) return choice;
  const prior = priorForRegion(region, carrier)?.name;
  return prior === undefined ? choice : { ...choice, prior };
}

function forOneReading(
  { scanIds }: ReadRegion,
  choice: KineticChoice,
  model: Methods["kineticModel"],
): { choice: KineticChoice; note?: string } {
  const counting = scanIds.filter((id) => weightOf(choice, id) > 0);
  if (choice.heldHalfLifeH && counting.length === 1 && (choice.method ?? model) === "auto") {
    const { second, third } = heldPhases(choice.heldHalfLifeH);
    return { choice: second || third ? choice : { ...choice, method: "monoExponential" } };
  }
  if ((choice.method ?? model) !== "auto" || counting.length !== 1) return { choice };
  if (choice.prior !== undefined || choice.population !== undefined)
    return {
      choice: { ...choice, method: "prior" },
      note: "One reading counts and no method was chosen: other patients' kinetics stand in.",
    };
  return {
    choice: { ...choice, method: "permanent" },
    note: "One reading counts, no method was chosen and no population is known for this region: the integral is an upper bound.",
  };
}
